/** Repositories and helpers for tests; hermetic: no user or system git configuration is read. */
@NullMarked
package dev.execsession.testing;

import org.jspecify.annotations.NullMarked;
