/**
 * Decides which paths a block may change: patterns over byte-exact names, and the verdict on a
 * path. Pure: reads no file, runs nothing and knows nothing about git beyond the semantics of its
 * ignore patterns.
 */
@NullMarked
package dev.execsession.scope;

import org.jspecify.annotations.NullMarked;
