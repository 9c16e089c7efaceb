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

/** A file's text with the complaints about it. Lines end in {@code \n} only. */
final class SourceText {
  private static final SourceSpan NOWHERE = SourceSpan.ofLine(1);

  /** A longer line is named by its place only, so that many complaints about it stay printable. */
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

  /** Returns a line, counted from 1; empty behind the end. */
  String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** Complains about a place; names inside {@code message} are escaped here. */
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

  /** Complains about something that has no place in this file, such as the environment. */
  void complainElsewhere(ProblemCode code, String message, @Nullable String hint) {
    problems.add(
        Problem.error(
            code,
            TextSanitizer.oneLine(message),
            hint == null ? null : TextSanitizer.oneLine(hint)));
  }

  /** Complains about every line that holds a character which a reader cannot see. */
  void complainAboutHiddenCharacters() {
    for (int i = 0; i < lines.size(); i++) {
      int[] points = lines.get(i).codePoints().toArray();
      for (int c = 0; c < points.length; c++) {
        if (TextSanitizer.isHidden(points[c])) {
          complain(
              ProblemCode.CONFIG_SYNTAX,
              new SourceSpan(i + 1, c + 1, c + 2),
              "the line holds the invisible character `U+%04X`".formatted(points[c]),
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

  /** Returns all complaints so far in the order of the file. */
  List<Problem> problems() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort((one, other) -> place(one).compareStart(place(other)));
    return List.copyOf(sorted);
  }
}
