@NullMarked
package dev.execsession.journal;

import org.jspecify.annotations.NullMarked;
