package dev.execsession.journal;

import dev.execsession.json.JsonName;
import dev.execsession.json.OmitWhenNull;
import dev.execsession.process.PidSpace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a session, as it is recorded. Words such as a verdict or a check's status are
 * those of the JSON shapes in {@code docs/json.md}; files of the session are named relative to its
 * folder; times are the entry's.
 */
public sealed interface Event {
  /** Returns what the cases make of this event. */
  <R> R match(EventCases<R> cases);

  /**
   * The session exists: this plan, judged fit, on this branch of this worktree.
   *
   * @param plan path of the plan relative to {@code root}
   * @param baseline file of the observation that the first block starts from
   * @param modeOverriddenBy who ran a plan that asks for {@code stepwise} autonomously
   * @param previous the session whose work this one carries over
   * @param choices what the user said to this plan, and does not have to say again
   * @param risks what was accepted at lock-in: unknown skills, unenforceable guards
   * @param sandbox what commands are confined to; absent in older journals
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
      Fact.Choices choices,
      List<String> risks,
      @OmitWhenNull Fact.@Nullable Sandbox sandbox)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.locked(this);
    }
  }

  /**
   * A block of an earlier session counts as done here: its definition is unchanged and its work is
   * still there.
   *
   * @param confined whether everything that ran for it there was confined
   */
  record Carried(
      String block,
      String from,
      List<Fact.Change> changes,
      List<String> commits,
      List<Fact.Check> checks,
      boolean confined)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.carried(this);
    }
  }

  /**
   * The work of a block of an earlier session, not accepted there, counts as this block's: it is
   * judged against that session's {@code baseline}.
   */
  record TakenOver(String block, String from, String baseline) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.takenOver(this);
    }
  }

  /** All that still holds of an earlier session's work is carried or taken over. */
  record CarriedOver(String from) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.carriedOver(this);
    }
  }

  /**
   * A process took the session up again.
   *
   * @param commit whether each block is committed from here on; absent when it stays as it was
   * @param sandboxSaid what the user said about it, now or earlier
   * @param sandbox what commands are confined to from here on; absent in older journals
   */
  record Resumed(
      String by,
      long pid,
      Mode mode,
      @Nullable String dropped,
      @OmitWhenNull @Nullable Boolean commit,
      @OmitWhenNull @Nullable SandboxMode sandboxSaid,
      @OmitWhenNull Fact.@Nullable Sandbox sandbox)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.resumed(this);
    }
  }

  /**
   * The executor is about to be started on the tree that {@code baseline} describes.
   *
   * @param where what the pid of {@link Started} belongs to; absent in older journals
   */
  record Intended(
      String block,
      int attempt,
      String executor,
      String command,
      String baseline,
      String cookie,
      @Nullable @OmitWhenNull PidSpace where)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.intended(this);
    }
  }

  /** The executor's process runs; {@code ticks} is its start since boot, 0 when unknown. */
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
   * The tree was looked at and the difference to the look before was judged.
   *
   * @param block the block it is attributed to; absent for the completion checks
   * @param commits those that appeared, oldest first
   * @param violations sentences about history, references and git's control files that no path
   *     carries
   * @param observation file of this look
   */
  record Measured(
      @Nullable String block,
      Actor by,
      List<Fact.Change> changes,
      List<Fact.SideEffect> sideEffects,
      List<Fact.Commit> commits,
      List<String> violations,
      String observation)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.measured(this);
    }
  }

  /** A check ran, or could not. */
  record Checked(@Nullable String block, Fact.Check check) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.checked(this);
    }
  }

  /** The block's checks are about to run again on the tree as it is. */
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
   * The tool decided about the block's work.
   *
   * @param reasons why it is bad, a sentence each
   * @param changes everything that differs from the block's baseline, each path once
   * @param risks what remains although the work is good
   * @param digest what an approval of this result covers
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

  /** A person must decide; nothing runs until then. */
  record Paused(@Nullable String block, String question, String next) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.paused(this);
    }
  }

  /** A person said yes to the result of these blocks. */
  record Approved(List<String> blocks, String by, String digest, Via via) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.approved(this);
    }

    /** How a person said it. */
    public enum Via implements JsonName {
      PROMPT,
      OPTION
    }
  }

  /** A person took changes made between two blocks as their own. */
  record BetweenAccepted(
      List<Fact.Change> changes, List<String> violations, String by, String observation)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.betweenAccepted(this);
    }
  }

  /**
   * The objects of the block's commit are written, and the branch is about to move to it.
   *
   * @param parent the commit that the branch is at
   * @param paths what the commit changes
   */
  record Committing(String block, String commit, String parent, String subject, List<String> paths)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.committing(this);
    }
  }

  /** The branch is at the block's commit, and the index followed, as a look shows. */
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

  /** The block is not done, and why. */
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
   * The changes of a block are about to be undone.
   *
   * @param paths what will be brought back or removed
   * @param observation file of the look at the tree as it is; the bytes it saw are kept
   */
  record Undoing(String block, List<String> paths, String observation) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.undoing(this);
    }
  }

  /**
   * The changes of a block were undone.
   *
   * @param observation file of the look at the tree afterwards
   * @param kept digests of the bytes that stood at the paths until then and are kept
   */
  record Undone(
      String block,
      List<String> restored,
      List<String> removed,
      String observation,
      Map<String, String> kept)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.undone(this);
    }
  }

  /** As {@link Undoing}, of what the last undo took away and is about to be put back. */
  record Redoing(String block, List<String> paths, String observation) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.redoing(this);
    }
  }

  /** What the last undo of a block took away is there again, as {@code observation} shows. */
  record Redone(String block, List<String> restored, List<String> removed, String observation)
      implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.redone(this);
    }
  }

  /** Every block and every completion check is done. */
  record Completed(String head, @Nullable @OmitWhenNull String note) implements Event {
    @Override
    public <R> R match(EventCases<R> cases) {
      return cases.completed(this);
    }
  }
}
