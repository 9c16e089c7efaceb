package dev.execsession.scope;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Reference implementation of ignore patterns: tries each length of each star. Its running time is
 * unbounded, which is why the tool has another one.
 */
final class BacktrackingMatcher {
  private static final Map<String, String> NAMED =
      Map.of("alpha", "\\p{Alpha}", "digit", "\\p{Digit}", "punct", "\\p{Punct}");

  private final String body;
  private final boolean anchored;
  private final boolean foldersOnly;
  private final int literal;

  BacktrackingMatcher(String pattern) {
    String line = new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    while (line.endsWith(" ") && !escapesItsEnd(line)) {
      line = line.substring(0, line.length() - 1);
    }
    foldersOnly = line.length() > 1 && line.endsWith("/");
    line = foldersOnly ? line.substring(0, line.length() - 1) : line;
    anchored = line.contains("/");
    body = line.startsWith("/") ? line.substring(1) : line;
    literal = body.split("[*?\\[\\\\]", -1)[0].length();
  }

  private static boolean escapesItsEnd(String line) {
    int backslashes = 0;
    while (backslashes < line.length() - 1
        && line.charAt(line.length() - 2 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** Returns whether a file of this raw name, or a folder above it, matches. */
  boolean matches(String path) {
    if (body.isEmpty()) {
      return false;
    }
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (matchesItself(path.substring(0, end))) {
        return true;
      }
    }
    return !foldersOnly && matchesItself(path);
  }

  private boolean matchesItself(String path) {
    String name = anchored ? path : path.substring(path.lastIndexOf('/') + 1);
    return rest(0, name, 0);
  }

  private boolean rest(int at, String name, int from) {
    if (at == body.length()) {
      return from == name.length();
    }
    char c = body.charAt(at);
    if (c == '*') {
      return stars(at, name, from);
    }
    if (from == name.length()) {
      return false;
    }
    char next = name.charAt(from);
    if (c == '?') {
      return next != '/' && rest(at + 1, name, from + 1);
    }
    if (c == '[') {
      BitSet members = new BitSet(256);
      int end = readClass(at + 1, members);
      return end > 0 && next != '/' && members.get(next) && rest(end, name, from + 1);
    }
    int escaped = c == '\\' ? 1 : 0;
    return at + escaped < body.length()
        && body.charAt(at + escaped) == next
        && rest(at + escaped + 1, name, from + 1);
  }

  private boolean stars(int at, String name, int from) {
    int end = at;
    while (end < body.length() && body.charAt(end) == '*') {
      end++;
    }
    String behind = body.substring(end);
    boolean alone =
        (at == 0 || at == literal || body.charAt(at - 1) == '/')
            && (behind.isEmpty() || behind.startsWith("/") || behind.startsWith("\\/"));
    boolean folders = anchored && end - at > 1 && alone;
    if (folders && behind.startsWith("/") && rest(end + 1, name, from)) {
      return true;
    }
    for (int to = from; ; to++) {
      if (rest(end, name, to)) {
        return true;
      }
      if (to == name.length() || (!folders && name.charAt(to) == '/')) {
        return false;
      }
    }
  }

  /** Parses a class after its bracket; returns its end, or 0 if it is not a class. */
  private int readClass(int start, BitSet members) {
    int at = start;
    boolean negated = at < body.length() && "!^".indexOf(body.charAt(at)) >= 0;
    at += negated ? 1 : 0;
    int low = -1;
    for (int first = at; at < body.length(); ) {
      char c = body.charAt(at);
      if (c == ']' && at > first) {
        if (negated) {
          members.flip(0, 256);
        }
        return at + 1;
      }
      if (c == '[' && body.startsWith("[:", at) && body.indexOf(']', at + 2) > 0) {
        int close = body.indexOf(']', at + 2);
        if (close > at + 2 && body.charAt(close - 1) == ':') {
          String named = NAMED.get(body.substring(at + 2, close - 1));
          if (named == null) {
            return 0;
          }
          IntPredicate member = b -> String.valueOf((char) b).matches(named);
          for (int b = 0; b < 128; b++) {
            members.set(b, members.get(b) || member.test(b));
          }
          at = close + 1;
          low = -1;
          continue;
        }
      } else if (c == '[' && body.startsWith("[:", at)) {
        return 0;
      }
      boolean range = c == '-' && low >= 0 && at + 1 < body.length() && body.charAt(at + 1) != ']';
      at += range ? 1 : 0;
      at += body.charAt(at) == '\\' ? 1 : 0;
      if (at >= body.length()) {
        return 0;
      }
      int high = body.charAt(at++);
      for (int b = range ? low : high; b <= high; b++) {
        members.set(b);
      }
      low = range ? -1 : high;
    }
    return 0;
  }
}
