package dev.execsession.report;

import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Sandbox;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Phase;
import dev.execsession.journal.Progress;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.json.JsonName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report tells, in exactly the shape and order of version 1 in {@code docs/json.md}:
 * component names are the JSON's field names. Fields may be added, none removed or renamed.
 *
 * @param endedAt when the session came to rest; absent while it is active
 * @param escalation the open case; absent when there is none
 * @param risks the session's own, then those of the blocks as {@code B01: ...}
 * @param next the command that comes next
 * @param question what a paused session asks
 * @param accepted changes between blocks that a person took as their own
 * @param sandbox what the last run confined commands to; absent in older journals
 */
public record SessionReport(
    int version,
    String session,
    String tool,
    Plan plan,
    String branch,
    Mode mode,
    Phase state,
    Instant startedAt,
    @Nullable Instant endedAt,
    Head head,
    List<Block> blocks,
    @Nullable Escalation escalation,
    List<String> guards,
    List<String> risks,
    Outside outsideWorktree,
    String next,
    @Nullable String question,
    @Nullable String modeOverriddenBy,
    String by,
    @Nullable String previous,
    List<String> include,
    List<String> exclude,
    List<List<String>> groups,
    Completion completion,
    List<Accepted> accepted,
    String folder,
    @Nullable Sandbox sandbox) {

  /** The version of the shape. */
  public static final int VERSION = 1;

  public SessionReport {
    blocks = List.copyOf(blocks);
    guards = List.copyOf(guards);
    risks = List.copyOf(risks);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    groups = List.copyOf(groups);
    accepted = List.copyOf(accepted);
  }

  /** Returns the report of a session as its journal stands. */
  public static SessionReport of(SessionState state, ReportPlace place) {
    return new ReportBuilder(state, place).build();
  }

  /** The plan as it was locked in. */
  public record Plan(String path, String digest, String title, @Nullable String objective) {}

  /** The commits at both ends of the session, as last recorded. */
  public record Head(String start, String end) {}

  /**
   * A block and what became of it.
   *
   * @param executor how the last one ended; absent when none has ended
   * @param commits ids of the commits that appeared, then the one of {@code --commit}
   * @param docs the docs rule's answer; absent when it was not asked
   * @param step how far the block came
   * @param reasons why it is blocked
   * @param violations what history, references and git's control files show, a sentence each
   * @param digest what an approval of the result covers
   * @param carriedFrom the earlier session in which it was done
   * @param outsideWorktree as of the session; absent when nothing ran
   */
  public record Block(
      String id,
      String title,
      Progress status,
      int attempts,
      @Nullable Executor executor,
      List<Fact.Change> changes,
      List<String> commits,
      List<Fact.Check> checks,
      List<Fact.ManualCheck> manualChecks,
      List<Fact.Approval> approvals,
      List<Fact.Attestation> attestations,
      Fact.@Nullable Docs docs,
      List<String> risks,
      List<String> notes,
      List<Fact.SideEffect> sideEffects,
      Step step,
      @Nullable String goal,
      List<String> reasons,
      List<String> violations,
      @Nullable String digest,
      @Nullable String carriedFrom,
      boolean undone,
      @Nullable Outside outsideWorktree) {}

  /** Whether what ran could write outside of the worktree. */
  public enum Outside implements JsonName {
    PREVENTED,
    /** Anything that ran could. */
    NOT_WATCHED;

    @Override
    public String jsonName() {
      return this == NOT_WATCHED ? "not watched" : JsonName.super.jsonName();
    }
  }

  /** How an executor ended; the words are those of {@link Fact.Execution}. */
  public record Executor(
      String name,
      @Nullable Integer exit,
      @Nullable String signal,
      long durationMs,
      Fact.Execution.Ending ending,
      @Nullable String failure,
      @Nullable String summary,
      @Nullable String log,
      List<String> survivors) {}

  /** A case handed back to planning; {@code file} is where it is written out. */
  public record Escalation(
      EscalationReason reason,
      @Nullable String block,
      String detail,
      List<String> paths,
      List<String> proposal,
      @Nullable String file,
      List<String> evidence) {}

  /** What was validated after the last block. */
  public record Completion(
      List<Fact.Check> checks,
      List<Fact.ManualCheck> manualChecks,
      List<Fact.Change> changes,
      List<String> reasons) {}

  /** A path changed between two blocks, and who took it as their own. */
  public record Accepted(String path, String by) {}
}
