package dev.execsession.journal;

import dev.execsession.json.JsonName;
import dev.execsession.json.OmitWhenNull;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.PathClass;
import dev.execsession.scope.Verdict;
import dev.execsession.text.CommandName;
import dev.execsession.text.TreePath;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts of events; components are named as in the JSON reports. */
public final class Fact {
  private Fact() {}

  /**
   * The sandbox of a run's executors and checks.
   *
   * @param obstacle why it is off although not switched off, in a few words
   * @param writable paths outside of the worktree that stay writable
   * @param processesEnd true if, without a sandbox, a command's processes end with it; else absent
   */
  public record Sandbox(
      SandboxMode strength,
      @Nullable @OmitWhenNull String obstacle,
      List<String> writable,
      @Nullable @OmitWhenNull Boolean processesEnd) {
    /** Returns whether commands are sandboxed. */
    public boolean confines() {
      return strength != SandboxMode.OFF;
    }
  }

  /**
   * A block as locked in; {@code digest} covers its definition, {@code command} is its executor's.
   *
   * @param acceptance its criteria; absent when there is none, and in older journals
   * @param steps the first line of each; absent when there is none, and in older journals
   */
  public record Block(
      String id,
      String title,
      @Nullable String goal,
      String digest,
      String executor,
      String command,
      List<String> checks,
      List<String> manualChecks,
      List<String> dependsOn,
      @OmitWhenNull @Nullable List<String> acceptance,
      @OmitWhenNull @Nullable List<String> steps) {
    public Block {
      acceptance = acceptance == null || acceptance.isEmpty() ? null : List.copyOf(acceptance);
      steps = steps == null || steps.isEmpty() ? null : List.copyOf(steps);
    }
  }

  /**
   * A path that differs.
   *
   * @param from the path it was moved from
   * @param by who changed it first
   * @param insertions lines added; absent for binary content or when the old content is not kept
   * @param pathClass what kind of file a path outside the scope is
   * @param byAll everyone who changed it, if more than one
   */
  public record Change(
      String path,
      @OmitWhenNull @Nullable String pathBase64,
      ChangeKind kind,
      Verdict verdict,
      String rule,
      Actor by,
      @OmitWhenNull @Nullable String from,
      @OmitWhenNull @Nullable String note,
      @OmitWhenNull @Nullable Integer insertions,
      @OmitWhenNull @Nullable Integer deletions,
      @OmitWhenNull @Nullable PathClass pathClass,
      @OmitWhenNull @Nullable List<Actor> byAll) {
    public Change {
      byAll = byAll == null || byAll.size() < 2 ? null : List.copyOf(byAll);
    }

    /** Returns whether the contract forbids this change. */
    public boolean isViolation() {
      return verdict.isViolation();
    }

    /** Returns the path, exact to the byte. */
    public TreePath treePath() {
      return pathBase64 == null
          ? TreePath.of(path)
          : TreePath.ofBytes(Base64.getDecoder().decode(pathBase64));
    }

    /** Returns the path's {@link TreePath#key}. */
    public String key() {
      return pathBase64 == null ? path : treePath().key();
    }

    /** Returns everyone who changed it, the first first. */
    public List<Actor> hands() {
      return byAll == null ? List.of(by) : byAll;
    }

    /** Returns the change as made by others, the first first. */
    public Change by(List<Actor> all) {
      return new Change(
          path,
          pathBase64,
          kind,
          verdict,
          rule,
          all.get(0),
          from,
          note,
          insertions,
          deletions,
          pathClass,
          all);
    }
  }

  /**
   * What only the index or the stash held before a block; refs keep it.
   *
   * @param stashed the stash's entries, the newest last
   * @param staged the index's entries that neither HEAD nor the worktree holds
   */
  public record Kept(List<Stashed> stashed, List<Staged> staged) {
    public static final Kept NONE = new Kept(List.of(), List.of());

    public boolean isEmpty() {
      return stashed.isEmpty() && staged.isEmpty();
    }

    Kept and(Kept more) {
      return new Kept(Lists.union(stashed, more.stashed), Lists.union(staged, more.staged));
    }
  }

  /** An entry of the stash: its commit and its words in the log. */
  public record Stashed(String id, String message) {}

  /** An entry of the index, its mode in octal digits. */
  public record Staged(
      String path, @OmitWhenNull @Nullable String pathBase64, String mode, String blob) {}

  /** Ignored files that changed, counted by folder. */
  public record SideEffect(String path, int files) {}

  /** A commit, with every path that it changes. */
  public record Commit(String id, String subject, List<String> paths) {}

  /**
   * How an executor ended and what it reported.
   *
   * @param exit its exit status; absent when a signal or a limit ended it
   * @param failure why it counts as failed; absent when it does not
   * @param attestations what it said of each policy
   * @param refused the policies that it refuses; absent when there are none
   * @param receipt absent for executors that are no agents
   */
  public record Execution(
      String name,
      Ending ending,
      @Nullable Integer exit,
      @Nullable String signal,
      long durationMs,
      @Nullable String log,
      @Nullable String failure,
      @Nullable String summary,
      List<String> notes,
      List<String> risks,
      Map<String, String> attestations,
      @OmitWhenNull @Nullable List<String> refused,
      @Nullable EscalationReason escalateReason,
      @Nullable String escalateDetail,
      List<String> survivors,
      @OmitWhenNull @Nullable Receipt receipt) {
    /** How an executor ended; {@code MANUAL} when a person did the work. */
    public enum Ending implements JsonName {
      EXITED,
      SIGNALLED,
      TIMED_OUT,
      IDLE,
      LINGERED,
      OVER_BUDGET,
      INTERRUPTED,
      NOT_STARTED,
      MANUAL,
      /** An agent that is no child of this tool called {@code finish}. */
      FINISHED
    }

    /** Returns the record of work whose exit was not observed. */
    public static Execution unseen(
        String name,
        Ending ending,
        long millis,
        List<String> notes,
        @Nullable EscalationReason reason,
        @Nullable String detail) {
      return new Execution(
          name, ending, null, null, millis, null, null, null, notes, List.of(), Map.of(), null,
          reason, detail, List.of(), null);
    }

    /** Returns whether the executor says that a policy is not met. */
    public boolean refuses(String policy) {
      return refused != null && refused.contains(policy);
    }

    /** Returns the same end without the request to go back to planning, which was answered. */
    public Execution withoutEscalation() {
      return with(log, null, null);
    }

    /** Returns the same end with its log named otherwise; no log stays no log. */
    public Execution withLog(UnaryOperator<String> rename) {
      return log == null ? this : with(rename.apply(log), escalateReason, escalateDetail);
    }

    private Execution with(
        @Nullable String file, @Nullable EscalationReason reason, @Nullable String detail) {
      return new Execution(
          name,
          ending,
          exit,
          signal,
          durationMs,
          file,
          failure,
          summary,
          notes,
          risks,
          attestations,
          refused,
          reason,
          detail,
          survivors,
          receipt);
    }
  }

  /** A check's result, and where it was declared. */
  public record Check(
      String command,
      CheckStatus status,
      @Nullable Integer exit,
      @Nullable String signal,
      long durationMs,
      Origin by,
      @Nullable String log,
      @OmitWhenNull @Nullable String explanation,
      @OmitWhenNull @Nullable String tail) {
    /** Where a check is declared. */
    public enum Origin implements JsonName {
      PLAN,
      BLOCK,
      POLICY,
      CONFIG
    }

    public boolean passed() {
      return status == CheckStatus.PASSED;
    }

    /** Returns the risk that it passed although nothing was done yet. */
    String passedBefore() {
      return "check `"
          + CommandName.of(command)
          + "` passed already before the block: it does not show that the block did anything";
    }

    /** Returns a key that is unique among the checks of a block. */
    String key() {
      return by + " " + command;
    }

    /** Returns the same result with its log named otherwise; no log stays no log. */
    public Check withLog(UnaryOperator<String> name) {
      return log == null
          ? this
          : new Check(
              command, status, exit, signal, durationMs, by, name.apply(log), explanation, tail);
    }
  }

  /** A manual check. */
  public record ManualCheck(String text, ManualCheck.Status status, @Nullable String note) {
    public enum Status implements JsonName {
      PASSED,
      FAILED,
      SKIPPED,
      NOT_RUN;

      @Override
      public String jsonName() {
        return this == NOT_RUN ? "not run" : JsonName.super.jsonName();
      }
    }
  }

  /** A policy's attestation. */
  public record Attestation(
      String policy, Attestation.Status status, @Nullable String by, @Nullable String evidence) {
    public enum Status implements JsonName {
      GIVEN,
      MISSING,
      REFUSED,
      NOT_APPLICABLE
    }
  }

  /** The answer to the documentation rule. */
  public record Docs(Docs.Status status, @Nullable String note) {
    public enum Status implements JsonName {
      UPDATED,
      ELSEWHERE,
      NOT_NEEDED,
      MISSING
    }
  }

  /**
   * An approval of a block's result.
   *
   * @param via how it was said; absent where it was not recorded
   * @param agent the agent in whose prompt it was typed; absent elsewhere
   * @param session that agent's id for the conversation; absent elsewhere
   * @param checks the rules that held for the prompt; absent elsewhere
   */
  public record Approval(
      String by,
      String at,
      String digest,
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
   * An escalation record.
   *
   * @param paths that it concerns
   * @param evidence output lines; never content of excluded files
   * @param proposal the exact contract lines that would allow it
   * @param file the written record, relative to the session's folder
   * @param include patterns that would let the work in; absent when no include would
   * @param putBack shell commands that put the forbidden changes back; absent when none would
   */
  public record Escalation(
      EscalationReason reason,
      @Nullable String block,
      String detail,
      List<String> paths,
      List<String> evidence,
      List<String> proposal,
      @Nullable String file,
      @OmitWhenNull @Nullable List<String> include,
      @OmitWhenNull @Nullable List<String> putBack) {
    public Escalation {
      include = include == null || include.isEmpty() ? null : List.copyOf(include);
      putBack = putBack == null || putBack.isEmpty() ? null : List.copyOf(putBack);
    }
  }
}
