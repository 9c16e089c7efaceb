package dev.execsession.cli;

import dev.execsession.problem.Problem;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.Columns;
import dev.execsession.text.TextSanitizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Prints problems: place, code and message, the author's line with carets, the hint. Problems of
 * one group become one list.
 */
record ProblemPrinter(Console console) {
  private static final int WIDEST_LINE = 160;

  void print(List<Problem> problems) {
    Set<Problem> printed = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.group() == null) {
        print(problem);
      } else if (!printed.contains(problem)) {
        List<Problem> entries =
            problems.stream().filter(other -> isOneList(problem, other)).toList();
        list(problem, problem.group(), entries);
        printed.addAll(entries);
      }
    }
  }

  private static boolean isOneList(Problem one, Problem other) {
    return Objects.equals(one.group(), other.group())
        && Objects.equals(one.path(), other.path())
        && one.code() == other.code();
  }

  /** Prints problems under one headline, each with its hint. */
  private void list(Problem first, String headline, List<Problem> entries) {
    String place = first.path() == null ? "" : TextSanitizer.oneLine(first.path()) + ": ";
    headline(first, place, headline);
    for (Problem entry : entries) {
      console.important("  - " + TextSanitizer.lines(entry.message()));
      if (entry.hint() != null) {
        TextSanitizer.lines(entry.hint())
            .lines()
            .forEach(line -> hint(line.isEmpty() ? "" : "    ", line));
      }
    }
  }

  void print(Problem problem) {
    StringBuilder place = new StringBuilder();
    if (problem.path() != null) {
      place.append(TextSanitizer.oneLine(problem.path()));
      if (problem.where() != null) {
        place
            .append(':')
            .append(problem.where().line())
            .append(':')
            .append(problem.where().column());
      }
      place.append(": ");
    }
    headline(problem, place.toString(), problem.message());
    if (problem.excerpt() != null && problem.where() != null) {
      excerpt(problem.excerpt(), problem.where());
    }
    if (problem.hint() != null) {
      List<String> lines = TextSanitizer.lines(problem.hint()).lines().toList();
      console.important(console.styled(Style.CYAN, "hint:") + " " + lines.get(0));
      lines.stream().skip(1).forEach(line -> hint("", line));
    }
  }

  /** Prints a line of a hint: what is indented is to be copied, and stays as it is. */
  private void hint(String indent, String line) {
    if (line.startsWith("  ")) {
      console.verbatim(indent + line);
    } else {
      console.important(indent + line);
    }
  }

  private void headline(Problem problem, String place, String sentence) {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    Style style = problem.isError() ? Style.RED : Style.YELLOW;
    console.important(
        console.styled(Style.BOLD, place)
            + console.styled(style, severity + "[" + problem.code().id() + "]")
            + ": "
            + TextSanitizer.lines(sentence));
  }

  /**
   * Prints an excerpt of the line, with carets below the place; escaped characters count as
   * printed.
   */
  private void excerpt(String line, SourceSpan where) {
    int start = Math.min(where.column() - 1, line.length());
    int end = Math.max(start, Math.min(where.endColumn() - 1, line.length()));
    int widest = console.most(WIDEST_LINE);
    int from = start;
    while (from > 0 && width(line, line.offsetByCodePoints(from, -1), start) <= widest / 2) {
      from = line.offsetByCodePoints(from, -1);
    }
    int to = start;
    while (to < line.length() && width(line, from, line.offsetByCodePoints(to, 1)) <= widest) {
      to = line.offsetByCodePoints(to, 1);
    }
    String before = shown(line.substring(from, start));
    String marked = shown(line.substring(start, Math.min(end, to)));
    String after = shown(line.substring(Math.min(end, to), to));
    String lead = from > 0 ? "…" : "";
    console.verbatim("  " + lead + before + marked + after + (to < line.length() ? "…" : ""));
    int carets = Math.max(1, Columns.width(marked));
    console.verbatim(
        "  "
            + " ".repeat(Columns.width(lead + before))
            + console.styled(Style.BOLD, "^".repeat(carets)));
  }

  private static String shown(String text) {
    return TextSanitizer.oneLine(text.replace("\t", "    "));
  }

  private static int width(String line, int from, int to) {
    return Columns.width(shown(line.substring(from, to)));
  }
}
