/**
 * The engine: locks a plan in, runs its blocks in order, looks at what changed, runs the checks,
 * asks the gate, records every transition before it acts on it. Owns the ports {@link
 * dev.execsession.session.Gate} (people) and {@link dev.execsession.session.SessionListener}
 * (everybody who watches); never prints and never reads a terminal.
 */
@NullMarked
package dev.execsession.session;

import org.jspecify.annotations.NullMarked;
