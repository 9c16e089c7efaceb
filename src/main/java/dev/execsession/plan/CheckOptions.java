package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of a command: {@code (timeout 10m)}, {@code (exit 1)}, {@code (manual)}, {@code (must
 * fail before)}.
 */
record CheckOptions(
    @Nullable Duration timeout,
    int expectExit,
    boolean manual,
    boolean mustFailBefore,
    @Nullable String note) {
  static final CheckOptions NONE = new CheckOptions(null, 0, false, false, null);

  private static final Pattern TIMEOUT =
      Pattern.compile("\\btimeout:?\\s+([^\\s),;]+(?:\\s+[a-z]+)?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIMIT =
      Pattern.compile(
          "(\\d{1,6})\\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXIT =
      Pattern.compile(
          "\\(exit(?:\\s+(?:code|status))?:?\\s+(\\d{1,9})\\)"
              + "|(?:expected to exit|\\bexits)(?:\\s+with)?(?:\\s+(?:code|status))?\\s+(\\d{1,9})"
              + "|[,;(]\\s*exit\\s+(\\d{1,9})\\s*[,;)]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MANUAL =
      Pattern.compile("[(（](?:manual(?:ly)?|by hand|手動|手动)[)）]", Pattern.CASE_INSENSITIVE);
  private static final Pattern MUST_FAIL =
      Pattern.compile("[(,;]\\s*must fail before\\s*[,;)]", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_PARENTHESES =
      Pattern.compile(
          "\\s*\\(\\s*(?:(?:timeout|exit|manual|must fail before)\\b[^(),;]*[,;]?\\s*)+\\)",
          Pattern.CASE_INSENSITIVE);

  /** Returns a text without its options. */
  static String withoutOptions(String text) {
    return IN_PARENTHESES.matcher(text).replaceAll("").strip();
  }

  /** Parses the options in the text after a command, or before a fence. */
  static CheckOptions read(String text, SourceSpan where, ProblemList problems) {
    String outside = text.replaceAll("`[^`]*`", "");
    Duration timeout = null;
    Matcher limit = TIMEOUT.matcher(String.join(" ", parentheticals(outside)));
    if (limit.find()) {
      timeout = duration(limit.group(1));
      if (timeout == null) {
        problems.error(
            ProblemCode.PLAN_CHECK,
            where,
            "invalid time limit `" + limit.group(1) + "`",
            "write a number with `s`, `m` or `h`, as in `(timeout 10m)`");
      }
    }
    int status = 0;
    Matcher exit = EXIT.matcher(outside);
    if (exit.find()) {
      String digits = firstGroup(exit);
      status = Integer.parseInt(digits);
      if (status > 255) {
        status = 0;
        problems.error(
            ProblemCode.PLAN_CHECK,
            where,
            "exit status " + digits + " is out of range",
            "write a number from 0 to 255, as in `(exit 1)`");
      }
    }
    String note = withoutOptions(text);
    note = note.replaceFirst("^(?:[—–:,.;-]\\s*)+", "").strip();
    if (note.startsWith("(") && note.indexOf(')') == note.length() - 1) {
      note = note.substring(1, note.length() - 1).strip();
    }
    return new CheckOptions(
        timeout,
        status,
        MANUAL.matcher(outside).find(),
        MUST_FAIL.matcher(outside).find(),
        note.isEmpty() ? null : note);
  }

  private static List<String> parentheticals(String text) {
    return Pattern.compile("\\([^()]*\\)").matcher(text).results().map(r -> r.group()).toList();
  }

  private static String firstGroup(Matcher matcher) {
    for (int group = 1; group < matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return matcher.group(matcher.groupCount());
  }

  private static @Nullable Duration duration(String text) {
    Matcher limit = LIMIT.matcher(text.strip());
    if (!limit.matches()) {
      return null;
    }
    long count = Long.parseLong(limit.group(1));
    Duration duration =
        switch (SectionKey.fold(limit.group(2)).charAt(0)) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    return duration.isZero() ? null : duration;
  }
}
