package dev.execsession.report;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Progress;
import dev.execsession.journal.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An escalation record, in version 1 of the format in {@code docs/json.md}: component names are the
 * JSON's field names.
 *
 * @param changes the changes that the contract forbids, with the rule each one breaks
 * @param kept the included changes of the same block
 * @param evidence output lines; never content of excluded files
 * @param undo the command that undoes the block; absent without a block
 * @param next the command to run once the plan is amended
 */
public record EscalationCase(
    int version,
    String session,
    String tool,
    SessionReport.Plan plan,
    String branch,
    Mode mode,
    EscalationReason reason,
    @Nullable String block,
    @Nullable String title,
    String detail,
    List<String> paths,
    List<String> proposal,
    List<String> evidence,
    List<Fact.Change> changes,
    List<String> violations,
    List<Fact.Change> kept,
    List<Fact.Check> checks,
    List<Standing> blocks,
    @Nullable String undo,
    String next,
    List<Option> options) {

  /** A block and its status. */
  public record Standing(String id, String title, Progress status) {}

  static EscalationCase of(SessionState state, Fact.Escalation open, ReportPlace place) {
    Event.Locked locked = state.locked();
    @Nullable BlockState block = open.block() == null ? null : state.block(open.block());
    List<Fact.Change> changes = block == null ? state.completionChanges() : block.changes();
    return new EscalationCase(
        SessionReport.VERSION,
        locked.session(),
        locked.tool(),
        ReportBuilder.plan(locked),
        locked.branch(),
        locked.mode(),
        open.reason(),
        open.block(),
        block == null ? null : block.block().title(),
        open.detail(),
        open.paths(),
        open.proposal(),
        open.evidence(),
        changes.stream().filter(Fact.Change::isViolation).toList(),
        block == null ? List.of() : block.violations(),
        changes.stream().filter(change -> !change.isViolation()).toList(),
        new ReportBuilder(state, place)
            .checks(block == null ? state.completionChecks() : block.checks()),
        state.blocks().stream()
            .map(
                b ->
                    new Standing(
                        b.id(),
                        b.block().title(),
                        // The record is written before the block's step is.
                        b.id().equals(open.block()) ? Progress.BLOCKED : b.step().status()))
            .toList(),
        block == null ? null : "exec-session rollback " + block.id(),
        NextCommand.of(state, ReportSources.NONE),
        Options.of(state));
  }
}
