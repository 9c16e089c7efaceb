package dev.execsession.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong and what mends it. Printed as {@code FILE:LINE:COL: error[CODE]:
 * message}, the author's line with carets, then {@code hint: ...}; the same record is written in
 * JSON.
 *
 * @param message one lower-case sentence without a final period, names in backticks
 * @param path the file as the user would name it, relative to the worktree where possible; absent
 *     when no file is meant
 * @param where the place in that file; absent when the whole file or the surroundings are meant
 * @param excerpt the author's line at {@code where}, raw (the printer escapes it)
 * @param hint the command, text or lines that fix it
 * @param group the headline under which people read it as one list with its like; absent when it is
 *     printed alone
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

  /** Returns an error that belongs to no file. */
  public static Problem error(ProblemCode code, String message, @Nullable String hint) {
    return new Problem(Severity.ERROR, code, message, null, null, null, hint);
  }

  /** Returns a warning that belongs to no file. */
  public static Problem warning(ProblemCode code, String message, @Nullable String hint) {
    return new Problem(Severity.WARNING, code, message, null, null, null, hint);
  }

  /** Returns the same problem placed in a file. */
  public Problem at(String path, @Nullable SourceSpan where, @Nullable String excerpt) {
    return new Problem(severity, code, message, path, where, excerpt, hint, group);
  }

  /** Returns the same problem as a part of a list. */
  public Problem in(String group) {
    return new Problem(severity, code, message, path, where, excerpt, hint, group);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
