package dev.execsession.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses just enough TOML to find packages: assignments with their full key. Values are not parsed;
 * those that span lines are joined.
 */
final class TomlLines {
  private static final Pattern TABLE = Pattern.compile("^\\s*\\[\\[?\\s*([^\\n]+?)\\s*]]?\\s*$");

  /** Possessive, to avoid backtracking on a long word without {@code =}. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("^\\s*+((?:\"[^\"]*+\"|'[^']*+'|[\\w-]++|\\s*+\\.\\s*+)++)\\s*+=\\s*+(.*)$");

  private static final Pattern KEY_PART = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^.\\s\"']+)");
  private static final Pattern STRING = Pattern.compile("\"([^\"\\n]*)\"|'([^'\\n]*)'");

  private TomlLines() {}

  /** An assignment: the parts of its key, starting with those of its table, and the value. */
  record Assignment(List<String> key, String value) {
    Assignment {
      key = List.copyOf(key);
    }
  }

  /** Returns the assignments, and every table as one with an empty value, in order. */
  static List<Assignment> read(String text) throws UnreadableManifest {
    List<Assignment> assignments = new ArrayList<>();
    List<String> table = List.of();
    List<String> lines = SourceComments.hashes(text).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (line.isBlank()) {
        continue;
      }
      if (line.stripLeading().startsWith("[")) {
        Matcher header = TABLE.matcher(line);
        if (!header.matches()) {
          throw new UnreadableManifest("line " + (i + 1) + " is not TOML");
        }
        table = parts(header.group(1));
        assignments.add(new Assignment(table, ""));
      } else if (assignment.matches()) {
        List<String> key = new ArrayList<>(table);
        key.addAll(parts(assignment.group(1)));
        StringBuilder value = new StringBuilder(assignment.group(2));
        String triple = triple(value);
        while (i + 1 < lines.size() && isOpen(value, triple)) {
          value.append('\n').append(lines.get(++i));
        }
        if (isOpen(value, triple)) {
          throw new UnreadableManifest("unterminated value");
        }
        assignments.add(new Assignment(key, value.toString()));
      } else {
        throw new UnreadableManifest("line " + (i + 1) + " is not TOML");
      }
    }
    return assignments;
  }

  static List<String> strings(String value) {
    List<String> strings = new ArrayList<>();
    Matcher matcher = STRING.matcher(value);
    while (matcher.find()) {
      strings.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return strings;
  }

  private static List<String> parts(String key) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = KEY_PART.matcher(key);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          parts.add(matcher.group(group));
        }
      }
    }
    return parts;
  }

  private static String triple(CharSequence value) {
    String text = value.toString();
    return text.startsWith("\"\"\"") ? "\"\"\"" : text.startsWith("'''") ? "'''" : "";
  }

  private static boolean isOpen(CharSequence value, String triple) {
    String text = value.toString();
    if (!triple.isEmpty()) {
      return text.indexOf(triple, 3) < 0;
    }
    String bare = STRING.matcher(text).replaceAll("");
    return bare.chars().filter(c -> c == '[' || c == '{').count()
        > bare.chars().filter(c -> c == ']' || c == '}').count();
  }
}
