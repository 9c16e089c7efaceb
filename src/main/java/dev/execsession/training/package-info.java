/**
 * Runs what a JVM must see while it makes one of the launcher's class archives. Only {@code
 * lib/archive-classes} starts it; no other package knows it, nor that there are archives.
 */
@NullMarked
package dev.execsession.training;

import org.jspecify.annotations.NullMarked;
