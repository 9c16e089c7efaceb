package dev.execsession.file;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;

/** Creates the stops for files that cannot be read. */
public final class Unverifiable {
  private Unverifiable() {}

  public static StopException tree(String place, Exception cause) {
    return stop(
        ProblemCode.TREE_UNREADABLE,
        "cannot read `" + place + "`: " + reason(cause),
        "make it readable or move it out of the worktree, then run again",
        cause);
  }

  public static StopException git(String what, Exception cause) {
    return stop(
        ProblemCode.GIT_UNREADABLE,
        "cannot read " + what + ": " + reason(cause),
        "run `git fsck` to see what is wrong with the repository",
        cause);
  }

  public static StopException stop(ProblemCode code, String message, String hint, Exception cause) {
    return new StopException(Stop.UNVERIFIABLE, code, message, hint, cause);
  }

  /** Returns the system's reason without the path. */
  public static String reason(Exception cause) {
    return IoReason.of(cause);
  }
}
