package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import dev.execsession.process.PidSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded transition of a session. Values such as verdicts and check statuses are those of
 * {@code docs/json.md}; files of the session are named relative to its folder.
 */
public sealed interface Event
    permits Grant,
        Handoff,
        Handover,
        Reversal,
        Event.Locked,
        Event.Resumed,
        Event.Intended,
        Event.Started,
        Event.Exited,
        Event.Measured,
        Event.Checked,
        Event.Rechecking,
        Event.ManuallyChecked,
        Event.Attested,
        Event.Documented,
        Event.Noted,
        Event.Judged,
        Event.Paused,
        Event.Approved,
        Event.Committing,
        Event.Committed,
        Event.Done,
        Event.Blocked,
        Event.Escalated,
        Event.Interrupted,
        Event.Completed {
  /** Passes this event to its case and returns the result. */
  <R> R match(EventCases<R> cases);

  /**
   * The session was created: this plan, found ready to run, on this branch of this worktree.
   *
   * @param plan path of the plan relative to {@code root}
   * @param baseline file of the scan that the first block starts from
   * @param modeOverriddenBy who ran a {@code stepwise} plan autonomously
   * @param previous the session whose work is carried over
   * @param choices options that stay on for the session
   * @param risks accepted at lock-in: unknown skills, unenforceable guards
   * @param sandbox absent in older journals
   * @param unwatched folders that are not scanned; absent when there is none
   */
  record Locked(
      String session,
      String tool,
      String root,
      String plan,
      String planDigest,
      String configDigest,
      String title,
      @Nullable String objective,
      String branch,
      String head,
      Mode mode,
      @Nullable String modeOverriddenBy,
      String by,
      List<Fact.Block> blocks,
      List<List<String>> groups,
      List<String> guards,
      List<String> include,
      List<String> exclude,
      List<String> completionChecks,
      List<String> stopConditions,
      String baseline,
      @Nullable String previous,
      Choices choices,
      List<String> risks,
      @OmitWhenNull Fact.@Nullable Sandbox sandbox,
      @OmitWhenNull @Nullable List<String> unwatched)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.locked(this);
    }
  }

  /**
   * A process resumed the session.
   *
   * @param commit whether blocks are committed from here on; absent when unchanged
   * @param sandboxSaid the user's choice, made now or earlier
   * @param sandbox in effect from here on; absent in older journals
   * @param modeOverriddenBy who runs a {@code stepwise} plan autonomously from here on; else absent
   */
  record Resumed(
      String by,
      long pid,
      Mode mode,
      @Nullable String dropped,
      @OmitWhenNull @Nullable Boolean commit,
      @OmitWhenNull @Nullable SandboxMode sandboxSaid,
      @OmitWhenNull Fact.@Nullable Sandbox sandbox,
      @OmitWhenNull @Nullable String modeOverriddenBy)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.resumed(this);
    }
  }

  /**
   * The executor is about to be started on the tree that {@code baseline} describes.
   *
   * @param where PID namespace of {@link Started}; absent in older journals
   * @param kept what git holds only as staged or stashed; absent when nothing
   */
  record Intended(
      String block,
      int attempt,
      String executor,
      String command,
      String baseline,
      String cookie,
      @Nullable @OmitWhenNull PidSpace where,
      @OmitWhenNull Fact.@Nullable Kept kept)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.intended(this);
    }
  }

  /** The executor's process runs; {@code ticks} is its start time since boot, 0 when unknown. */
  record Started(String block, int attempt, long pid, long ticks) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.started(this);
    }
  }

  /** The executor ended. */
  record Exited(String block, int attempt, Fact.Execution execution) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.exited(this);
    }
  }

  /**
   * The tree was scanned and its differences from the previous scan were judged.
   *
   * @param block the block they are attributed to; absent for the completion checks
   * @param commits new ones, oldest first
   * @param violations findings about history, references and git's control files, a sentence each
   * @param observation file of this scan
   * @param notes about the repository's ordinary life; absent when empty
   * @param risks that are allowed but need a look; absent when empty
   */
  record Measured(
      @Nullable String block,
      Actor by,
      List<Fact.Change> changes,
      List<Fact.SideEffect> sideEffects,
      List<Fact.Commit> commits,
      List<String> violations,
      String observation,
      @OmitWhenNull @Nullable List<String> notes,
      @OmitWhenNull @Nullable List<String> risks)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.measured(this);
    }
  }

  /**
   * A check ran, or could not be started.
   *
   * @param before true when it ran before the executor, where it should fail; else absent
   */
  record Checked(@Nullable String block, Fact.Check check, @OmitWhenNull @Nullable Boolean before)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.checked(this);
    }
  }

  /** The checks are about to run again on the current tree. */
  record Rechecking(@Nullable String block) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.rechecking(this);
    }
  }

  /** A manual check was answered, or left open; the digest is of the result that it is about. */
  record ManuallyChecked(
      @Nullable String block,
      Fact.ManualCheck check,
      String by,
      @OmitWhenNull @Nullable String digest)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.manuallyChecked(this);
    }
  }

  /** A policy's attestation was given, refused or found missing. */
  record Attested(String block, Fact.Attestation attestation, @OmitWhenNull @Nullable String digest)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.attested(this);
    }
  }

  /** The documentation rule was answered. */
  record Documented(String block, Fact.Docs docs, String by, @OmitWhenNull @Nullable String digest)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.documented(this);
    }
  }

  /** A person left a note for the planner. */
  record Noted(String block, String text, String by) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.noted(this);
    }
  }

  /**
   * The tool judged the block's work.
   *
   * @param reasons why it is bad, a sentence each
   * @param changes everything that differs from the block's baseline, each path once
   * @param risks that remain although the work is good
   * @param digest covered by an approval of this result
   */
  record Judged(
      String block,
      Outcome outcome,
      List<String> reasons,
      List<Fact.Change> changes,
      List<String> risks,
      String digest)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.judged(this);
    }
  }

  /**
   * A person must decide; nothing runs until then.
   *
   * @param awaited what is to be decided; absent in older journals
   */
  record Paused(
      @Nullable String block, String question, String next, @OmitWhenNull @Nullable Awaited awaited)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.paused(this);
    }
  }

  /**
   * A person approved the result of these blocks.
   *
   * @param agent the agent in whose prompt it was typed; absent elsewhere
   * @param checks the rules that held for the prompt; absent elsewhere
   */
  record Approved(
      List<String> blocks,
      String by,
      String digest,
      Channel via,
      @OmitWhenNull @Nullable Caller agent,
      @OmitWhenNull @Nullable List<String> checks)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.approved(this);
    }
  }

  /**
   * Git is about to make the block's commit.
   *
   * @param commit its id, where an earlier version of the tool wrote the commit itself
   */
  record Committing(
      String block,
      @OmitWhenNull @Nullable String commit,
      String parent,
      String subject,
      List<String> paths)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.committing(this);
    }
  }

  /** The branch and the index are at the block's commit, as a scan confirmed. */
  record Committed(String block, String commit, String observation) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.committed(this);
    }
  }

  /** The block is done. */
  record Done(String block) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.done(this);
    }
  }

  /** The block, or the completion checks, could not be completed. */
  record Blocked(@Nullable String block, List<String> reasons) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.blocked(this);
    }
  }

  /** Work goes back to planning. */
  record Escalated(Fact.Escalation escalation) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.escalated(this);
    }
  }

  /** A signal ended the run. */
  record Interrupted(@Nullable String block, String signal) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.interrupted(this);
    }
  }

  /**
   * Every block and every completion check is done.
   *
   * @param unread the number of files that were taken as git's index describes them; absent for
   *     none
   */
  record Completed(
      String head, @Nullable @OmitWhenNull String note, @Nullable @OmitWhenNull Integer unread)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.completed(this);
    }
  }
}
