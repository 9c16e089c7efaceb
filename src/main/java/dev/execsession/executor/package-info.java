/**
 * Runs the executor of a block: writes its brief, runs the agent or script, and reads its report.
 * Never decides that a block is done, and never trusts an exit status or a report alone.
 */
@NullMarked
package dev.execsession.executor;

import org.jspecify.annotations.NullMarked;
