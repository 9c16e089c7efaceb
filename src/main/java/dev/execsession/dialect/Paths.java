package dev.execsession.dialect;

import dev.execsession.plan.ScopePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts paths of other dialects to patterns of a scope. */
final class Paths {
  /** Patterns, or the reason why there are none. */
  record Converted(List<String> patterns, @Nullable String reason) {
    Converted {
      patterns = List.copyOf(patterns);
    }
  }

  private static final Pattern LINES =
      Pattern.compile("(?::\\d+(?:[-,]\\d+)*|#L\\d+(?:-L?\\d+)?)$");
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*,[^{}]*)\\}");
  private static final int MOST_ALTERNATIVES = 16;

  private Paths() {}

  /** Converts the name of a file, in which brackets are ordinary characters. */
  static Converted ofFile(String written) {
    return of(written.replace("[", "[[]"));
  }

  /** Converts a pattern. */
  static Converted of(String written) {
    String bare = LINES.matcher(written.strip()).replaceFirst("");
    if (bare.contains("`") || bare.matches("(?s).*\\s.*")) {
      return new Converted(List.of(), "is not a single path");
    }
    List<String> patterns = new ArrayList<>();
    for (String alternative : alternatives(bare)) {
      ScopePattern pattern = ScopePattern.of(alternative);
      if (pattern.pattern() == null) {
        return new Converted(List.of(), pattern.reason());
      }
      patterns.add(pattern.pattern());
    }
    return new Converted(patterns, null);
  }

  /** Returns whether a text names a file or folder below another folder. */
  static boolean isNested(String text) {
    return text.contains("/")
        && ScopePattern.isPath(text)
        && !text.startsWith("/")
        && !text.startsWith("@")
        && text.matches("[\\w.@*+()\\[\\]{},$-]+(?:/[\\w.@*+()\\[\\]{},$-]*)+(?::\\d+(?:-\\d+)?)?")
        && (text.endsWith("/") || text.endsWith("*") || hasEnding(text));
  }

  private static boolean hasEnding(String text) {
    String name = LINES.matcher(text.substring(text.lastIndexOf('/') + 1)).replaceFirst("");
    return name.matches(".*\\.[A-Za-z][A-Za-z0-9]{0,9}");
  }

  /** Returns what {@code a/{b,c}} means. */
  private static List<String> alternatives(String written) {
    List<String> open = new ArrayList<>(List.of(written));
    List<String> done = new ArrayList<>();
    while (!open.isEmpty() && open.size() + done.size() <= MOST_ALTERNATIVES) {
      String next = open.remove(0);
      Matcher braces = BRACES.matcher(next);
      if (braces.find()) {
        for (String part : braces.group(1).split(",", -1)) {
          open.add(next.substring(0, braces.start()) + part.strip() + next.substring(braces.end()));
        }
      } else {
        done.add(next);
      }
    }
    return open.isEmpty() ? done : List.of(written);
  }
}
