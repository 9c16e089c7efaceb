package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What events are made of; components are named as in the JSON reports. */
public final class Fact {
  private Fact() {}

  /**
   * What a user said on the command line that holds for the whole session.
   *
   * @param executor name of an executor
   * @param executorCommand a shell command in place of one
   * @param commit whether each block is committed
   * @param sandbox {@code auto on off}; absent when nothing was said
   */
  public record Choices(
      @Nullable String executor,
      @Nullable String executorCommand,
      boolean ackGuards,
      boolean overrideMode,
      boolean commit,
      @OmitWhenNull @Nullable String sandbox) {
    /** Gives the same with another word on commits. */
    Choices withCommit(boolean now) {
      return new Choices(executor, executorCommand, ackGuards, overrideMode, now, sandbox);
    }

    /** Gives the same with another word on the sandbox. */
    Choices withSandbox(@Nullable String now) {
      return new Choices(executor, executorCommand, ackGuards, overrideMode, commit, now);
    }
  }

  /**
   * What executors and checks of a run are confined to.
   *
   * @param strength {@code auto on off}
   * @param obstacle why it is off although it was not said to be, in a few words
   * @param writable the places outside of the worktree that can be written all the same
   */
  public record Sandbox(
      String strength, @Nullable @OmitWhenNull String obstacle, List<String> writable) {
    /** Tells whether commands are confined. */
    public boolean confines() {
      return !strength.equals("off");
    }
  }

  /**
   * A block as locked in; {@code digest} covers its definition, {@code command} is what would run.
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
      List<String> dependsOn) {}

  /**
   * A path that differs.
   *
   * @param kind {@code added modified deleted type mode}
   * @param verdict {@code included excluded outside protected sensitive}, or {@code side effect}
   * @param by {@code executor check between}
   * @param from the path it was moved from
   * @param insertions lines added; absent for binary content or when the content before is not kept
   */
  public record Change(
      String path,
      @OmitWhenNull @Nullable String pathBase64,
      String kind,
      String verdict,
      String rule,
      String by,
      @OmitWhenNull @Nullable String from,
      @OmitWhenNull @Nullable String note,
      @OmitWhenNull @Nullable Integer insertions,
      @OmitWhenNull @Nullable Integer deletions) {
    /** Tells whether the contract forbids this change. */
    public boolean isViolation() {
      return !verdict.equals("included") && !verdict.equals("side effect");
    }
  }

  /** Ignored files that changed, counted by folder. */
  public record SideEffect(String path, int files) {}

  /** A commit that appeared, with every path that it touches. */
  public record Commit(String id, String subject, List<String> paths) {}

  /**
   * How an executor ended and what it said.
   *
   * @param exit its exit status; absent when a signal or a limit ended it
   * @param ending {@code exited signalled timed-out idle lingered interrupted not-started}, or
   *     {@code manual}
   * @param failure why it counts as failed; absent when it does not
   */
  public record Execution(
      String name,
      String ending,
      @Nullable Integer exit,
      @Nullable String signal,
      long durationMs,
      @Nullable String log,
      @Nullable String failure,
      @Nullable String summary,
      List<String> notes,
      List<String> risks,
      Map<String, String> attestations,
      @Nullable String escalateReason,
      @Nullable String escalateDetail,
      List<String> survivors) {
    /** Gives the same end without the request to go back to planning, which was answered. */
    public Execution withoutEscalation() {
      return new Execution(
          name,
          ending,
          exit,
          signal,
          durationMs,
          log,
          failure,
          summary,
          notes,
          risks,
          attestations,
          null,
          null,
          survivors);
    }
  }

  /**
   * A check's result; {@code status} is one of {@code passed failed timeout signal not-run}, {@code
   * by} one of {@code plan block policy config}.
   */
  public record Check(
      String command,
      String status,
      @Nullable Integer exit,
      @Nullable String signal,
      long durationMs,
      String by,
      @Nullable String log,
      @OmitWhenNull @Nullable String explanation,
      @OmitWhenNull @Nullable String tail) {
    public boolean passed() {
      return status.equals("passed");
    }

    /** Gives the same result with its log named otherwise; no log stays no log. */
    public Check withLog(UnaryOperator<String> name) {
      return log == null
          ? this
          : new Check(
              command, status, exit, signal, durationMs, by, name.apply(log), explanation, tail);
    }
  }

  /** A manual check; {@code status} is one of {@code passed failed skipped}, or {@code not run}. */
  public record ManualCheck(String text, String status, @Nullable String note) {}

  /** A policy's attestation; {@code status} is one of {@code given missing refused}. */
  public record Attestation(
      String policy, String status, @Nullable String by, @Nullable String evidence) {}

  /**
   * The docs rule's answer; {@code status} is one of {@code updated elsewhere not-needed missing},
   * or {@code n/a}.
   */
  public record Docs(String status, @Nullable String note) {}

  /** An approval of a block's result. */
  public record Approval(String by, String at, String digest) {}

  /**
   * A case handed back to planning.
   *
   * @param reason {@code scope objective dependency architecture}, or {@code person}
   * @param paths what it is about
   * @param evidence lines that show it; never content of excluded files
   * @param proposal contract changes that would allow it, the exact lines
   * @param file the written case, relative to the session's folder
   */
  public record Escalation(
      String reason,
      @Nullable String block,
      String detail,
      List<String> paths,
      List<String> evidence,
      List<String> proposal,
      @Nullable String file) {}
}
