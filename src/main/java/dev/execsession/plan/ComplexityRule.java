package dev.execsession.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects text for which a Markdown parser needs quadratic time or overflows its stack. Text
 * written for people is far below the limits.
 */
final class ComplexityRule {
  private static final int MAX_LINES = 20_000;
  private static final int MAX_RUN = 1_000;
  private static final int MAX_NESTING = 100;
  private static final int MAX_OPENERS = 4_000;
  private static final int MAX_BACKTICKS = 20_000;
  private static final String SIGNS = "`*_[]<>()!~#-+=|\\&";
  private static final String OPENERS = "`[<*_&";
  private static final Pattern CONTAINERS =
      Pattern.compile("^[ \\t]*(?:(?:>|[-+*](?=\\s)|\\d{1,9}[.)](?=\\s))[ \\t]*)*+");
  private static final Pattern CONTAINER = Pattern.compile(">|[-+*]|\\d{1,9}[.)]");

  /** The exceeded limit, and a line with the text. */
  record Finding(int line, String what) {}

  private ComplexityRule() {}

  static Optional<Finding> check(PlanText text) {
    if (text.lines() > MAX_LINES) {
      return found(MAX_LINES + 1, "more than " + MAX_LINES + " lines");
    }
    int first = 1;
    for (int number = 1; number <= text.lines(); number++) {
      if (text.line(number).isBlank()) {
        Optional<Finding> found = checkParagraph(text, first, number - 1);
        if (found.isPresent()) {
          return found;
        }
        first = number + 1;
      }
    }
    return checkParagraph(text, first, text.lines());
  }

  /** Counts characters only in paragraphs that are long enough. */
  private static Optional<Finding> checkParagraph(PlanText text, int first, int last) {
    if (first > last) {
      return Optional.empty();
    }
    boolean crowded = text.startOf(last) + text.line(last).length() - text.startOf(first) > MAX_RUN;
    Counts counts = new Counts();
    for (int number = first; number <= last; number++) {
      String line = text.line(number);
      Optional<Finding> found =
          line.length() <= MAX_NESTING ? Optional.empty() : checkNesting(number, line);
      if (crowded && found.isEmpty()) {
        found = checkSigns(number, line, counts);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the line with the most Markdown syntax. */
  static int densestLine(PlanText text) {
    int densest = 1;
    long most = -1;
    for (int number = 1; number <= text.lines(); number++) {
      long signs = text.line(number).chars().filter(c -> SIGNS.indexOf(c) >= 0).count();
      if (signs > most) {
        most = signs;
        densest = number;
      }
    }
    return densest;
  }

  private static Optional<Finding> checkNesting(int number, String line) {
    Matcher containers = CONTAINERS.matcher(line);
    if (containers.find()) {
      String leading = containers.group();
      int indent = leading.length() - leading.stripLeading().length();
      Matcher container = CONTAINER.matcher(leading);
      int depth = 0;
      while (depth <= MAX_NESTING && container.find()) {
        depth++;
      }
      if (depth > MAX_NESTING || (depth > 0 && indent > 2 * MAX_NESTING)) {
        return found(number, "lists or quotes nested more than " + MAX_NESTING + " deep");
      }
    }
    return Optional.empty();
  }

  /** What was counted in a paragraph. */
  private static final class Counts {
    private final int[] openers = new int[OPENERS.length()];
    private int backticks;
  }

  private static Optional<Finding> checkSigns(int number, String line, Counts counts) {
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean same = i > 0 && line.charAt(i - 1) == c;
      run = same && SIGNS.indexOf(c) >= 0 ? run + 1 : 1;
      if (run > MAX_RUN) {
        return found(number, "a run of more than " + MAX_RUN + " times `" + c + "`");
      }
      int opener = OPENERS.indexOf(c);
      if (opener >= 0 && (!same || c != '`') && ++counts.openers[opener] > MAX_OPENERS) {
        return found(number, "more than " + MAX_OPENERS + " times `" + c + "` in one paragraph");
      }
      // A parser compares each run with all others.
      if (c == '`' && ++counts.backticks > MAX_BACKTICKS) {
        return found(number, "more than " + MAX_BACKTICKS + " backticks in one paragraph");
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> found(int number, String what) {
    return Optional.of(new Finding(number, what));
  }
}
