@NullMarked
package dev.execsession.guard;

import org.jspecify.annotations.NullMarked;
