package dev.execsession.report;

import dev.execsession.journal.Channel;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Sandbox;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Phase;
import dev.execsession.journal.Progress;
import dev.execsession.journal.Receipt;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.json.JsonName;
import dev.execsession.json.OmitWhenNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report, in the fields and order of version 1 in {@code docs/json.md}: component names are the
 * JSON's field names. Fields may be added, but not removed or renamed.
 *
 * @param endedAt time of the last entry; absent while the session is active
 * @param risks the session's, then those of the blocks as {@code B01: ...}
 * @param next the command to run next
 * @param options every way to go on; empty when there is only {@code next}
 * @param question of a paused session
 * @param accepted changes outside of any block that a person accepted as their own
 * @param sandbox of the last run; absent in older journals
 * @param unwatched folders that are not scanned; absent when there is none
 * @param unread how many files were taken as git's index describes them and not read; absent when
 *     there is none, and until the session is completed
 * @param acceptedFindings findings about history and references that a person accepted
 * @param logs parts of the logs of failures, and of every check if wanted; absent when there is
 *     none or none can be read
 * @param interrupted how a signal ended the last run; absent when none did
 * @param distrusted when and how the session's files were found changed by another program; absent
 *     when they never were
 * @param modeChoices how people chose the mode of the blocks that an agent works on; absent when
 *     none did
 * @param timeline of the session, in order
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
    List<Option> options,
    @Nullable String question,
    @Nullable String modeOverriddenBy,
    String by,
    @Nullable String previous,
    List<String> include,
    List<String> exclude,
    List<List<String>> groups,
    Completion completion,
    List<Accepted> accepted,
    List<Amendment> amendments,
    String folder,
    @Nullable Sandbox sandbox,
    @OmitWhenNull @Nullable List<String> unwatched,
    @OmitWhenNull @Nullable Integer unread,
    Totals totals,
    List<AcceptedFinding> acceptedFindings,
    @OmitWhenNull @Nullable List<LogExcerpt> logs,
    @OmitWhenNull @Nullable Interrupted interrupted,
    @OmitWhenNull @Nullable String distrusted,
    @OmitWhenNull @Nullable List<ModeChoice> modeChoices,
    List<Moment> timeline) {

  public static final int VERSION = 1;

  public SessionReport {
    blocks = List.copyOf(blocks);
    guards = List.copyOf(guards);
    risks = List.copyOf(risks);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    groups = List.copyOf(groups);
    accepted = List.copyOf(accepted);
    amendments = List.copyOf(amendments);
    options = List.copyOf(options);
    acceptedFindings = List.copyOf(acceptedFindings);
    timeline = List.copyOf(timeline);
  }

  /** Returns the report of a session. */
  public static SessionReport of(SessionState state, ReportPlace place) {
    return new ReportBuilder(state, place).build();
  }

  /** Returns how people chose the mode of the blocks that an agent works on. */
  public List<ModeChoice> choicesOfMode() {
    return modeChoices == null ? List.of() : modeChoices;
  }

  /** The plan at lock-in. */
  public record Plan(String path, String digest, String title, @Nullable String objective) {}

  /** The commits at the start and the end of the session, as last recorded. */
  public record Head(String start, String end) {}

  /**
   * A block and its result.
   *
   * @param executor how its last run ended; absent when none has
   * @param commits ids of new commits, then the one of {@code --commit}
   * @param docs the answer to the documentation rule; absent when it was not asked
   * @param reasons why it is blocked
   * @param violations findings about history, references and git's control files, a sentence each
   * @param digest covered by an approval of the result
   * @param carriedFrom the earlier session that completed it
   * @param outsideWorktree as of the session; absent when nothing ran
   * @param acceptance its criteria; empty in older journals
   * @param steps the first line of each; empty in older journals
   * @param history earlier results of checks that did not pass and ran again
   * @param receipts what coding agents used, by attempt; absent when none worked
   * @param diff the unified diff of its included changes; absent unless requested
   * @param acceptedOver absent when it is good
   * @param opened absent unless it is open for an agent
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
      @Nullable Outside outsideWorktree,
      List<String> acceptance,
      List<String> steps,
      List<EarlierResult> history,
      @OmitWhenNull @Nullable List<Receipt.OfAttempt> receipts,
      @OmitWhenNull @Nullable String diff,
      @OmitWhenNull @Nullable Kept acceptedOver,
      @OmitWhenNull @Nullable Opened opened) {}

  /**
   * An agent works on the block.
   *
   * @param by its name
   * @param session the agent's id of the conversation
   */
  public record Opened(String by, @OmitWhenNull @Nullable String session, Instant since) {}

  /**
   * A person keeps a block although it is not good.
   *
   * @param over why it is not good, a sentence each
   */
  public record Kept(List<String> over, String reason, String by) {}

  /** Whether commands could write outside of the worktree. */
  public enum Outside implements JsonName {
    PREVENTED,
    /** Prevented, but for a tool's settings in a place that had to stay writable. */
    FOUND,
    NOT_WATCHED;

    @Override
    public String jsonName() {
      return this == NOT_WATCHED ? "not watched" : JsonName.super.jsonName();
    }
  }

  /** How an executor ended; see {@link Fact.Execution}. */
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

  /** An open escalation; {@code file} is its record. */
  public record Escalation(
      EscalationReason reason,
      @Nullable String block,
      String detail,
      List<String> paths,
      List<String> proposal,
      @Nullable String file,
      List<String> evidence) {}

  /** The validation after the last block. */
  public record Completion(
      List<Fact.Check> checks,
      List<Fact.ManualCheck> manualChecks,
      List<Fact.Change> changes,
      List<String> reasons,
      List<EarlierResult> history) {}

  /**
   * The signal that ended a run.
   *
   * @param block the active one; absent between blocks
   * @param scanned whether the block's changes are those up to the signal
   */
  public record Interrupted(String signal, @Nullable String block, boolean scanned) {}

  /**
   * A person chose the mode of the blocks that an agent works on.
   *
   * @param via how it was said
   * @param agent in whose prompt; absent elsewhere
   * @param session that agent's id of the conversation; absent elsewhere
   * @param checks what held of the prompt; absent elsewhere
   */
  public record ModeChoice(
      Mode mode,
      String by,
      Instant at,
      Channel via,
      @OmitWhenNull @Nullable String agent,
      @OmitWhenNull @Nullable String session,
      @OmitWhenNull @Nullable List<String> checks) {
    /** Returns who chose it, when and how, for people. */
    public String words() {
      return mode.jsonName()
          + " by "
          + by
          + " at "
          + Words.time(at)
          + ", "
          + via.words(agent, session, checks);
    }
  }

  /**
   * A path that changed outside of any block, and who accepted it as their own.
   *
   * @param via how it was said; absent in older journals
   * @param agent in whose prompt; absent elsewhere
   * @param session that agent's id of the conversation; absent elsewhere
   * @param checks what held of the prompt; absent elsewhere
   */
  public record Accepted(
      String path,
      String by,
      Instant at,
      @OmitWhenNull @Nullable Channel via,
      @OmitWhenNull @Nullable String agent,
      @OmitWhenNull @Nullable String session,
      @OmitWhenNull @Nullable List<String> checks) {
    /** Returns how it was said, and what held of it, for people; empty when that is not known. */
    public String channel() {
      return via == null ? "" : via.words(agent, session, checks);
    }

    /** Returns the same of a finding, whose sentence is in place of the path. */
    AcceptedFinding ofFinding() {
      return new AcceptedFinding(path, by, at, via, agent, session, checks);
    }
  }

  /**
   * A finding about history and references, and who accepted it as their own; the rest as in {@link
   * Accepted}.
   */
  public record AcceptedFinding(
      String finding,
      String by,
      Instant at,
      @OmitWhenNull @Nullable Channel via,
      @OmitWhenNull @Nullable String agent,
      @OmitWhenNull @Nullable String session,
      @OmitWhenNull @Nullable List<String> checks) {
    /** Returns how it was said, and what held of it, for people; empty when that is not known. */
    public String channel() {
      return via == null ? "" : via.words(agent, session, checks);
    }
  }

  /**
   * Counts of the whole session.
   *
   * @param files paths that blocks changed, each once
   * @param passed last results of the checks of blocks and of completion
   * @param failed all others of them
   * @param durationMs from lock-in to the last entry
   */
  public record Totals(
      int done,
      int blocked,
      int pending,
      int files,
      int insertions,
      int deletions,
      int passed,
      int failed,
      int commits,
      int approvals,
      long durationMs) {}

  /**
   * The start and the end of a log.
   *
   * @param cut the number of lines between them
   */
  public record LogExcerpt(String log, List<String> head, long cut, List<String> tail) {
    public LogExcerpt {
      head = List.copyOf(head);
      tail = List.copyOf(tail);
    }

    /** Returns the lines, with a mark where some are left out. */
    public String text() {
      List<String> lines = new ArrayList<>(head);
      if (cut > 0) {
        lines.add("… " + cut + (cut == 1 ? " line" : " lines") + " left out …");
      }
      lines.addAll(tail);
      return String.join("\n", lines);
    }
  }

  /**
   * An amendment of the plan's scope while the session was open.
   *
   * @param block whose own Include was amended too
   * @param waitedMs time since the session stopped
   */
  public record Amendment(
      @Nullable String block,
      List<String> include,
      List<String> exclude,
      String reason,
      String by,
      Instant at,
      long waitedMs) {}
}
