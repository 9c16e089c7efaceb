/**
 * Which paths a block may change: patterns over byte-exact names, and the verdict on one path.
 * Pure: reads no file, runs nothing and knows nothing about git beyond the meaning of its ignore
 * patterns.
 */
@NullMarked
package dev.execsession.scope;

import org.jspecify.annotations.NullMarked;
