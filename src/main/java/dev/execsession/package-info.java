/** The entry point: the only place that touches the process's streams, environment and exit. */
@NullMarked
package dev.execsession;

import org.jspecify.annotations.NullMarked;
