package dev.execsession.worktree;

import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What attribute files say about a path, by git's rules: later lines and stronger files win, {@code
 * -name} unsets, {@code !name} forgets, a macro expands to others.
 */
public final class GitAttributes {
  /** The value of an attribute that is set without one. */
  static final String SET = "true";

  /** Returns whether the value is that of an attribute that is set. */
  public static boolean isSet(@Nullable String value) {
    return SET.equals(value);
  }

  /** The value of an attribute that is unset. */
  public static final String UNSET = "false";

  private static final String MACRO = "[attr]";

  private record Rule(TreePath folder, PathPattern pattern, List<String> words) {}

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, List<String>> macros = new HashMap<>();

  public GitAttributes() {
    macros.put("binary", List.of("-diff", "-merge", "-text"));
  }

  /**
   * Adds a file that is stronger than those before.
   *
   * @param folder where its patterns are anchored
   * @param text one char per byte
   */
  public void add(TreePath folder, String text) {
    String body = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    for (String raw : body.split("\n", -1)) {
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        addLine(folder, line);
      }
    }
  }

  private void addLine(TreePath folder, String line) {
    int end = line.startsWith("\"") ? endOfQuoted(line) : endOfWord(line);
    String first = line.substring(0, end);
    List<String> words = words(line.substring(end));
    if (first.startsWith(MACRO)) {
      macros.put(first.substring(MACRO.length()), words);
    } else if (!first.startsWith("!")) {
      String pattern = first.startsWith("\"") ? unquoted(first) : first;
      rules.add(new Rule(folder, PathPattern.ofRaw(pattern), words));
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("[ \\t\\r]+"));
  }

  private static int endOfWord(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endOfQuoted(String line) {
    for (int i = 1; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        return i + 1;
      }
    }
    return line.length();
  }

  /** Reads a name quoted as in C. */
  private static String unquoted(String quoted) {
    StringBuilder name = new StringBuilder();
    for (int i = 1; i < quoted.length() && quoted.charAt(i) != '"'; i++) {
      char c = quoted.charAt(i);
      if (c != '\\' || i + 1 == quoted.length()) {
        name.append(c);
        continue;
      }
      char escaped = quoted.charAt(++i);
      if (escaped >= '0' && escaped <= '3' && i + 2 < quoted.length()) {
        name.append((char) Integer.parseInt(quoted.substring(i, i + 3), 8));
        i += 2;
      } else {
        int place = "abfnrtv".indexOf(escaped);
        name.append(place < 0 ? escaped : "\u0007\b\f\n\r\t\u000b".charAt(place));
      }
    }
    return name.toString();
  }

  /** Returns the attributes of a file; those that nothing is said of are missing. */
  public Map<String, String> of(TreePath path) {
    Map<String, String> values = new HashMap<>();
    for (Rule rule : rules) {
      int start = rule.folder().raw().isEmpty() ? 0 : rule.folder().raw().length() + 1;
      if (path.isWithin(rule.folder())
          && path.raw().length() > start
          && rule.pattern().matchesItself(new TreePath(path.raw().substring(start)), false)) {
        rule.words().forEach(word -> apply(word, values, 0));
      }
    }
    return values;
  }

  private void apply(String word, Map<String, String> values, int depth) {
    int equals = word.indexOf('=');
    if (word.startsWith("!")) {
      values.remove(word.substring(1));
    } else if (word.startsWith("-")) {
      values.put(word.substring(1), UNSET);
    } else if (equals > 0) {
      values.put(word.substring(0, equals), word.substring(equals + 1));
    } else if (!word.isEmpty()) {
      values.put(word, SET);
      if (depth < 10) {
        macros.getOrDefault(word, List.of()).forEach(each -> apply(each, values, depth + 1));
      }
    }
  }

  /** Returns a file's text in the form that {@link #add} takes. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
