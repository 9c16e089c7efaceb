/**
 * The workload that a JVM observes while it creates one of the launcher's class archives. Only
 * {@code lib/archive-classes} starts it; no other package knows about archives.
 */
@NullMarked
package dev.execsession.training;

import org.jspecify.annotations.NullMarked;
