/**
 * Has a block's work done: tells an agent or script what to do, runs it, and reads what it reports.
 * Never decides that a block is done, and never believes an exit status or a report alone.
 */
@NullMarked
package dev.execsession.executor;

import org.jspecify.annotations.NullMarked;
