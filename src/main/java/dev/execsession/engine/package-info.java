/**
 * The engine: locks a plan in, runs its blocks in order, looks at what changed, runs the checks,
 * asks the gate, records every transition before it acts on it. Owns the ports {@link
 * dev.execsession.engine.Gate} (people) and {@link dev.execsession.engine.SessionListener}
 * (everybody who watches); never prints and never reads a terminal.
 */
@NullMarked
package dev.execsession.engine;

import org.jspecify.annotations.NullMarked;
