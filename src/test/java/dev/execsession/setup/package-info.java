@NullMarked
package dev.execsession.setup;

import org.jspecify.annotations.NullMarked;
