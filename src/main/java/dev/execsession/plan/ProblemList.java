package dev.execsession.plan;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Severity;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the problems of a plan, each with the author's line. */
final class ProblemList {
  private final PlanText text;
  private final String path;
  // Two readers may report the same problem.
  private final Set<Problem> problems = new LinkedHashSet<>();

  ProblemList(PlanText text, String path) {
    this.text = text;
    this.path = path;
  }

  /** Returns the file as the user would name it. */
  String path() {
    return path;
  }

  void error(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    add(Severity.ERROR, code, where, message, hint);
  }

  void warning(ProblemCode code, @Nullable SourceSpan where, String message, String hint) {
    add(Severity.WARNING, code, where, message, hint);
  }

  /** Adds an error to a list with a headline. */
  void grouped(
      ProblemCode code, @Nullable SourceSpan where, String message, String hint, String group) {
    problems.add(problem(Severity.ERROR, code, where, message, hint).in(group));
  }

  private void add(
      Severity severity,
      ProblemCode code,
      @Nullable SourceSpan where,
      String message,
      String hint) {
    problems.add(problem(severity, code, where, message, hint));
  }

  private Problem problem(
      Severity severity,
      ProblemCode code,
      @Nullable SourceSpan where,
      String message,
      String hint) {
    String excerpt = where == null ? null : text.line(where.line());
    return new Problem(severity, code, message, path, where, excerpt, hint);
  }

  /** Returns whether there is an error with this code. */
  boolean refuses(ProblemCode code) {
    return problems.stream().anyMatch(problem -> problem.isError() && problem.code() == code);
  }

  /** Returns whether there is an error on this line. */
  boolean refusesLine(int line) {
    return problems.stream()
        .anyMatch(p -> p.isError() && p.where() != null && p.where().line() == line);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * Returns all problems by position and code, after those of the whole plan: the dialect, and the
   * list of missing sections in its own order.
   */
  List<Problem> inFileOrder() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(ProblemList::compare);
    return sorted;
  }

  private static int compare(Problem one, Problem other) {
    int ranks = Integer.compare(rank(one), rank(other));
    if (ranks != 0 || one.group() != null) {
      return ranks;
    }
    SourceSpan here = one.where();
    SourceSpan there = other.where();
    int places =
        here == null || there == null
            ? Boolean.compare(here != null, there != null)
            : here.compareStart(there);
    return places == 0 ? one.code().compareTo(other.code()) : places;
  }

  private static int rank(Problem problem) {
    return problem.code() == ProblemCode.PLAN_DIALECT ? 0 : problem.group() != null ? 1 : 2;
  }
}
