@NullMarked
package dev.execsession.git;

import org.jspecify.annotations.NullMarked;
