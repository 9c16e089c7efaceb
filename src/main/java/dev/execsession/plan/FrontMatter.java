package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the YAML between {@code ---} on the first line and the next {@code ---}: only plain {@code
 * key: value} lines of known keys, and of keys similar to a status.
 */
public final class FrontMatter {
  private static final Pattern ENTRY =
      Pattern.compile("^([^\\s#'\"\\[{&*!|>%@`-][^:]*?)\\s*:(?:\\s+(.*))?$");
  private static final Set<String> READ = Set.of("status", "mode", "title", "objective");

  private FrontMatter() {}

  /** Returns the last line of the front matter; 0 without one. */
  private static int lastLine(PlanText text) {
    if (text.lines() > 0 && text.line(1).stripTrailing().equals("---")) {
      for (int line = 2; line <= text.lines(); line++) {
        if (text.line(line).stripTrailing().equals("---")) {
          return line;
        }
      }
    }
    return 0;
  }

  /** Any key with the rest of its line. */
  public record Key(String name, String value, SourceSpan where) {}

  /** Returns every key at the start of a line, in file order. */
  static List<Key> keys(PlanText text) {
    List<Key> keys = new ArrayList<>();
    int end = lastLine(text);
    for (int number = 2; number < end; number++) {
      Matcher entry = ENTRY.matcher(text.line(number).stripTrailing());
      if (entry.matches()) {
        String raw = entry.group(2) == null ? "" : entry.group(2).strip();
        String value = scalar(raw).orElse(raw);
        int start = text.startOf(number);
        keys.add(new Key(entry.group(1), value, text.span(start, start + entry.end(1))));
      }
    }
    return keys;
  }

  /** Returns the known fields. */
  static List<Field> fields(Reading reading) {
    int end = lastLine(reading.text());
    PlanText text = reading.text();
    List<Field> fields = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    boolean nestedAllowed = false;
    for (int number = 2; number < end; number++) {
      String line = text.line(number).stripTrailing();
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0)) || line.startsWith("- ")) {
        if (!nestedAllowed) {
          notSimple(reading, number, "a value of several lines");
        }
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        notSimple(reading, number, "`" + line + "`");
        continue;
      }
      String key = reading.names().key(entry.group(1));
      Integer earlier = seen.putIfAbsent(key, number);
      if (earlier != null) {
        reading.error(
            ProblemCode.PLAN_FRONT_MATTER,
            text.lineSpan(number),
            "`" + entry.group(1) + "` is duplicated in the front matter",
            "keep one; the first is on line " + earlier);
        continue;
      }
      nestedAllowed = !READ.contains(key);
      if (!nestedAllowed || StatusWords.isName(key)) {
        int start = text.startOf(number);
        int from = entry.group(2) == null ? line.length() : entry.start(2);
        Optional<String> value = scalar(line.substring(from));
        if (value.isPresent()) {
          fields.add(field(text, entry.group(1), key, value.get(), start, from));
        } else if (!nestedAllowed) {
          notSimple(reading, number, "the value of `" + entry.group(1) + "`");
        }
      }
    }
    return fields;
  }

  private static Field field(
      PlanText text, String name, String key, String value, int start, int from) {
    int at = text.text().indexOf(value, start + from);
    int[] offsets = new int[Math.max(1, value.length())];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = Math.min(Math.max(at, 0) + i, text.text().length() - 1);
    }
    Prose prose = new Prose(text, value, offsets, List.of(), List.of(0));
    return new Field(name, key, prose, List.of(), text.span(start, start + name.length()));
  }

  /** Returns a plain or quoted value without a comment. */
  private static Optional<String> scalar(String raw) {
    String value = raw.strip();
    if (value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"))) {
      char quote = value.charAt(0);
      int close = value.indexOf(quote, 1);
      boolean rest =
          close > 0 && value.substring(close + 1).strip().replaceFirst("^#.*", "").isEmpty();
      String inner = close > 0 ? value.substring(1, close) : "";
      return rest && !inner.contains("\\") ? Optional.of(inner) : Optional.empty();
    }
    if (!value.isEmpty() && "[{&*!|>%@`\"'".indexOf(value.charAt(0)) >= 0) {
      return Optional.empty();
    }
    int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
    return Optional.of(comment < 0 ? value : value.substring(0, comment).strip());
  }

  private static void notSimple(Reading reading, int number, String what) {
    reading.error(
        ProblemCode.PLAN_FRONT_MATTER,
        reading.text().lineSpan(number),
        "front matter must be plain `key: value` lines: cannot read " + what,
        "write it on one line, as in `status: approved`");
  }

  /** Returns the text with the front matter replaced by blanks, so that offsets stay valid. */
  static String blanked(PlanText text) {
    int last = lastLine(text);
    if (last == 0) {
      return text.text();
    }
    StringBuilder markdown = new StringBuilder(text.text());
    int end = text.startOf(last) + text.line(last).length();
    for (int i = 0; i < end; i++) {
      if (markdown.charAt(i) != '\n') {
        markdown.setCharAt(i, ' ');
      }
    }
    return markdown.toString();
  }
}
