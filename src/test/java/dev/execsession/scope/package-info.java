@NullMarked
package dev.execsession.scope;

import org.jspecify.annotations.NullMarked;
