/**
 * The engine: locks a plan in, runs its blocks in order, scans for changes, runs the checks,
 * prompts the gate, and records every transition before it acts on it. Owns the ports {@link
 * dev.execsession.engine.Gate} (people) and {@link dev.execsession.engine.SessionListener}
 * (observers); never prints and never reads a terminal.
 */
@NullMarked
package dev.execsession.engine;

import org.jspecify.annotations.NullMarked;
