@NullMarked
package dev.execsession.closeout;

import org.jspecify.annotations.NullMarked;
