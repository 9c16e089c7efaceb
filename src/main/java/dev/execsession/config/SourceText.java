package dev.execsession.config;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Severity;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file's text and its problems. Lines end in {@code \n}. */
final class SourceText {
  private static final SourceSpan NOWHERE = SourceSpan.ofLine(1);

  /** Longer lines are not quoted. */
  private static final int LONGEST_EXCERPT = 1000;

  private final String path;
  private final String text;
  private final List<String> lines;
  private final List<Problem> problems = new ArrayList<>();

  SourceText(String path, String text) {
    this.path = path;
    this.text = text;
    this.lines = List.of(text.split("\n", -1));
  }

  String path() {
    return path;
  }

  String text() {
    return text;
  }

  /** Returns a line by its 1-based number; empty after the end. */
  String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** Reports a problem at a position; escapes the message. */
  void complain(ProblemCode code, SourceSpan where, String message, @Nullable String hint) {
    String line = line(where.line());
    problems.add(
        new Problem(
            Severity.ERROR,
            code,
            TextSanitizer.oneLine(message),
            path,
            where,
            line.length() > LONGEST_EXCERPT ? null : line,
            hint == null ? null : TextSanitizer.oneLine(hint)));
  }

  /** Reports a problem outside of this file, such as in the environment. */
  void complainElsewhere(ProblemCode code, String message, @Nullable String hint) {
    problems.add(
        Problem.error(
            code,
            TextSanitizer.oneLine(message),
            hint == null ? null : TextSanitizer.oneLine(hint)));
  }

  /** Reports every line with an invisible character. */
  void reportHiddenCharacters() {
    for (int i = 0; i < lines.size(); i++) {
      int[] points = lines.get(i).codePoints().toArray();
      for (int c = 0; c < points.length; c++) {
        if (TextSanitizer.isHidden(points[c])) {
          complain(
              ProblemCode.CONFIG_SYNTAX,
              new SourceSpan(i + 1, c + 1, c + 2),
              "the line contains the invisible character `U+%04X`".formatted(points[c]),
              "remove the character; editors show it with \"show invisible characters\"");
          break;
        }
      }
    }
  }

  private static SourceSpan place(Problem problem) {
    return Objects.requireNonNullElse(problem.where(), NOWHERE);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /** Returns all problems so far in file order. */
  List<Problem> problems() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort((one, other) -> place(one).compareStart(place(other)));
    return List.copyOf(sorted);
  }
}
