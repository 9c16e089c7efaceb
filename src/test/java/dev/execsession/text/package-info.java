@NullMarked
package dev.execsession.text;

import org.jspecify.annotations.NullMarked;
