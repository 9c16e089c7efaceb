package dev.execsession.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a {@code .env} file; a quoted one may have several lines. */
final class DotEnv {
  private static final Pattern NAME =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?[A-Za-z_][\\w.-]*[ \\t]*=[ \\t]*");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private final String text;
  private final List<String> values = new ArrayList<>();

  private DotEnv(String text) {
    this.text = text;
  }

  /** Returns every value, one with escapes as written and as meant. */
  static List<String> values(String text) {
    DotEnv file = new DotEnv(text.replace("\r\n", "\n").replace('\r', '\n'));
    int at = 0;
    while (at < file.text.length()) {
      at = file.read(at);
    }
    return file.values;
  }

  /** Reads what starts at the start of a line; returns the start of the next one to read. */
  private int read(int at) {
    Matcher name = NAME.matcher(text).region(at, endOfLine(at));
    if (!name.lookingAt()) {
      return endOfLine(at) + 1;
    }
    int start = name.end();
    char quote = start < text.length() ? text.charAt(start) : '\n';
    int end = quote == '"' || quote == '\'' || quote == '`' ? closing(start + 1, quote) : -1;
    if (end < 0) {
      unquoted(start);
      return endOfLine(at) + 1;
    }
    String value = text.substring(start + 1, end);
    values.add(value);
    if (value.indexOf('\\') >= 0) {
      values.add(unescaped(value));
    }
    return endOfLine(end) + 1;
  }

  private void unquoted(int start) {
    String value = text.substring(start, endOfLine(start));
    if (!value.isEmpty() && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
      // The quote was never closed.
      values.add(value.substring(1).strip());
      return;
    }
    int comment = value.indexOf(" #");
    values.add((comment < 0 ? value : value.substring(0, comment)).strip());
  }

  /** Returns the position of the closing quote; -1 without one. */
  private int closing(int from, char quote) {
    boolean isEscaped = false;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == quote && !isEscaped) {
        return i;
      }
      isEscaped = text.charAt(i) == '\\' && quote == '"' && !isEscaped;
    }
    return -1;
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group(1)) {
                      case "n" -> "\n";
                      case "r" -> "\r";
                      case "t" -> "\t";
                      default -> found.group(1);
                    }));
  }
}
