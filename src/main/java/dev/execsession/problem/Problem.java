package dev.execsession.problem;

import org.jspecify.annotations.Nullable;

/**
 * A problem and its remedy. Printed as {@code FILE:LINE:COL: error[CODE]: message}, the author's
 * line with carets, then {@code hint: ...}; the same components are written in JSON.
 *
 * @param message one lower-case sentence without a final period, names in backticks
 * @param path the file as the user would name it, relative to the worktree if possible; absent
 *     without a file
 * @param where the position in that file; absent for the whole file
 * @param excerpt the author's line at {@code where}, unescaped
 * @param hint the command, text or lines that fix it
 * @param group the headline of the list in which it is printed; absent when it is printed alone
 */
public record Problem(
    Severity severity,
    ProblemCode code,
    String message,
    @Nullable String path,
    @Nullable SourceSpan where,
    @Nullable String excerpt,
    @Nullable String hint,
    @Nullable String group) {

  public Problem(
      Severity severity,
      ProblemCode code,
      String message,
      @Nullable String path,
      @Nullable SourceSpan where,
      @Nullable String excerpt,
      @Nullable String hint) {
    this(severity, code, message, path, where, excerpt, hint, null);
  }

  /** Returns an error without a file. */
  public static Problem error(ProblemCode code, String message, @Nullable String hint) {
    return new Problem(Severity.ERROR, code, message, null, null, null, hint);
  }

  /** Returns a warning without a file. */
  public static Problem warning(ProblemCode code, String message, @Nullable String hint) {
    return new Problem(Severity.WARNING, code, message, null, null, null, hint);
  }

  /** Returns this problem at a position in a file. */
  public Problem at(String path, @Nullable SourceSpan where, @Nullable String excerpt) {
    return new Problem(severity, code, message, path, where, excerpt, hint, group);
  }

  /** Returns this problem as an item of a list. */
  public Problem in(String group) {
    return new Problem(severity, code, message, path, where, excerpt, hint, group);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
