package dev.execsession.closeout;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.report.SessionReport;
import dev.execsession.text.ShellWord;
import dev.execsession.verify.VerificationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the work of a plan is done, by its newest session or by the last recorded verification.
 *
 * @param plan its path
 * @param digest of its contract now
 * @param session absent when the plan was never run
 * @param verified the last record of this contract; absent when there is none
 * @param uncommitted paths of each block that are not committed, by its id
 */
public record Readiness(
    String plan,
    String digest,
    @Nullable Session session,
    @Nullable VerificationRecord verified,
    Map<String, List<String>> uncommitted) {
  public Readiness {
    uncommitted = Map.copyOf(uncommitted);
  }

  /**
   * A session.
   *
   * @param elsewhere the worktree that it ran in; absent when that is this one
   */
  public record Session(SessionState state, SessionReport report, @Nullable String elsewhere) {
    private String command(String words) {
      return elsewhere == null
          ? words
          : words.replaceFirst("^exec-session", "exec-session -C " + ShellWord.path(elsewhere));
    }
  }

  /** Returns whether the last verification of this contract passed. */
  public boolean isVerified() {
    return verified != null && verified.ok();
  }

  /** Returns whether the session alone shows that every block is done. */
  public boolean isDoneBySession() {
    return session != null && of(session).isEmpty();
  }

  /** Returns what is left to do; empty when the plan can be closed. */
  public List<Blocker> blockers() {
    if (isVerified()) {
      return List.of();
    }
    List<Blocker> found = new ArrayList<>(session == null ? notRun() : of(session));
    if (verified != null && !found.isEmpty()) {
      found.add(new Blocker("verification", "did not pass: " + verified.verdict(), verify()));
    }
    return found;
  }

  private List<Blocker> notRun() {
    String run = "exec-session run " + ShellWord.path(plan);
    return List.of(
        new Blocker("plan", "was not run, and no passing verification of it is recorded", run),
        new Blocker("", "or, for commits that were made without a session", verify()));
  }

  private String verify() {
    return "exec-session verify " + ShellWord.path(plan) + " --record";
  }

  private List<Blocker> of(Session session) {
    List<Blocker> found = new ArrayList<>();
    SessionState state = session.state();
    boolean isEdited = !state.locked().planDigest().equals(digest);
    // An escalated or completed session takes an edited plan without being told to.
    boolean isAsked =
        isEdited && state.phase() != Phase.ESCALATED && state.phase() != Phase.COMPLETED;
    String run =
        session.command(
            "exec-session run " + ShellWord.path(plan) + (isAsked ? " --accept-between" : ""));
    String next = session.command(session.report().next());
    String distrusted = session.report().distrusted();
    if (distrusted != null) {
      found.add(new Blocker("session", distrusted, next));
    }
    if (isEdited) {
      found.add(new Blocker("plan", "was edited since its session was locked in", run));
    }
    for (BlockState block : state.blocks()) {
      if (!block.isDone()) {
        found.add(
            new Blocker(block.id(), why(block, state), block.step() == Step.PENDING ? run : next));
      } else if (uncommitted.containsKey(block.id())) {
        found.add(notCommitted(block, session));
      }
    }
    boolean isUnfinished =
        state.phase() != Phase.COMPLETED && state.blocks().stream().allMatch(BlockState::isDone);
    if (isUnfinished) {
      List<String> reasons = state.completionReasons();
      found.add(
          new Blocker(
              "completion",
              reasons.isEmpty() ? "the session is not completed" : String.join("; ", reasons),
              next));
    }
    return found;
  }

  private static String why(BlockState block, SessionState state) {
    return switch (block.step()) {
      case PENDING -> "pending";
      case JUDGED -> "waits for approval";
      case BLOCKED ->
          block.reasons().isEmpty() ? "blocked" : "blocked: " + String.join("; ", block.reasons());
      case ESCALATED ->
          "escalated" + state.escalation().map(open -> ": " + open.detail()).orElse("");
      case INTENDED, STARTED, EXITED, MEASURED, DONE -> "in progress";
    };
  }

  private Blocker notCommitted(BlockState block, Session session) {
    List<String> paths = uncommitted.getOrDefault(block.id(), List.of());
    StringBuilder git = new StringBuilder("git");
    if (session.elsewhere() != null) {
      git.append(" -C ").append(ShellWord.path(session.elsewhere()));
    }
    String start = git.toString();
    StringBuilder names = new StringBuilder();
    paths.forEach(path -> names.append(' ').append(ShellWord.quote(path)));
    return new Blocker(
        block.id(),
        "work not committed: " + String.join(", ", paths),
        start
            + " add -A --"
            + names
            + " && "
            + start
            + " commit -m "
            + ShellWord.quote(block.id() + ": " + block.block().title()));
  }
}
