package dev.execsession.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the strings of a TOML file by their keys. Leaves out everything else, such as texts of
 * several lines, and what it cannot read.
 */
final class TomlReader {
  private static final String PART = "[A-Za-z0-9_-]+|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'";
  private static final Pattern KEY = Pattern.compile("\\s*(" + PART + ")\\s*");
  private static final Pattern STRING =
      Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')\\s*(?:#.*)?");

  private final Map<List<String>, String> values = new LinkedHashMap<>();

  private TomlReader() {}

  /** Returns the strings; a key is a list of its parts. */
  static Map<List<String>, String> strings(String text) {
    TomlReader reader = new TomlReader();
    List<String> table = List.of();
    for (String line : text.split("\r?\n", -1)) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        int end = stripped.lastIndexOf(']');
        table = end < 0 ? List.of() : key(stripped.substring(1, end));
      } else {
        reader.add(table, stripped);
      }
    }
    return reader.values;
  }

  private void add(List<String> table, String line) {
    Matcher matcher = KEY.matcher(line);
    List<String> key = new ArrayList<>(table);
    int at = 0;
    while (matcher.find(at) && matcher.start() == at) {
      key.add(plain(matcher.group(1)));
      at = matcher.end();
      if (at == line.length() || line.charAt(at) != '.') {
        break;
      }
      at++;
    }
    if (at == 0 || at >= line.length() || line.charAt(at) != '=') {
      return;
    }
    String value = line.substring(at + 1).strip();
    Matcher string = STRING.matcher(value);
    if (string.matches()) {
      values.put(List.copyOf(key), plain(string.group(1)));
    } else if (value.startsWith("{") && value.contains("}")) {
      add(key, value.substring(1, value.lastIndexOf('}')));
    }
  }

  private static List<String> key(String header) {
    List<String> key = new ArrayList<>();
    Matcher matcher = KEY.matcher(header);
    int at = 0;
    while (at <= header.length() && matcher.find(at) && matcher.start() == at) {
      key.add(plain(matcher.group(1)));
      at = matcher.end() + 1;
    }
    return key;
  }

  private static String plain(String part) {
    if (part.startsWith("'")) {
      return part.substring(1, part.length() - 1);
    }
    return part.startsWith("\"")
        ? part.substring(1, part.length() - 1).replaceAll("\\\\(.)", "$1")
        : part;
  }
}
