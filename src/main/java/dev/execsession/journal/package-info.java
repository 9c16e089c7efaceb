/**
 * The journal of a session: an append-only file of events, each forced to disk before it is acted
 * on, and the fold that turns them into a session's state. Knows no plan, no repository and no
 * terminal; never guesses over damage.
 */
@NullMarked
package dev.execsession.journal;

import org.jspecify.annotations.NullMarked;
