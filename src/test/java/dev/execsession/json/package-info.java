@NullMarked
package dev.execsession.json;

import org.jspecify.annotations.NullMarked;
