package dev.execsession.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A normalized pattern, or the reason why it is invalid.
 *
 * @param pattern absent when invalid
 * @param reason why it is invalid, as the end of "include `x` …"
 * @param hint the remedy
 */
public record ScopePattern(@Nullable String pattern, String reason, String hint) {
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern EXTENSION = Pattern.compile(".+\\.[A-Za-z][A-Za-z0-9]{0,9}");
  private static final Pattern LINES = Pattern.compile(":\\d+(?:-\\d+)?$");
  private static final Pattern TREE = Pattern.compile("/(?:\\.{3}|…)/?$");
  private static final Pattern ELLIPSIS = Pattern.compile("\\.{3}|…");
  private static final Pattern BRACES = Pattern.compile("\\{[^{}/]*,[^{}]*\\}");

  public static ScopePattern of(String entry) {
    String written = entry.strip();
    if (written.contains("<") || written.contains(">")) {
      return bad("is a placeholder", "name the path, as in `src/main/**`");
    }
    if (written.contains("\\")) {
      return bad("has a backslash", "write `" + written.replace('\\', '/') + "`");
    }
    if (written.startsWith("!")) {
      return bad(
          "starts with `!`",
          "move `" + written.substring(1) + "` to the other list; excludes take precedence");
    }
    if (written.startsWith("~")) {
      return bad("starts with `~`", "write a path relative to the repository's root");
    }
    if (written.startsWith("/") || written.matches("[A-Za-z]:/.*")) {
      String relative = written.replaceFirst("^(?:[A-Za-z]:)?/+", "");
      return bad(
          "is absolute",
          relative.isEmpty()
              ? "write `**` for the whole repository"
              : "write `" + relative + "`, relative to the repository's root");
    }
    String pattern = LINES.matcher(written).replaceFirst("");
    Matcher tree = TREE.matcher(pattern);
    pattern = tree.replaceFirst("/**");
    if (pattern.contains("//")) {
      return bad("has an empty folder name", "write `" + pattern.replaceAll("/+", "/") + "`");
    }
    while (pattern.startsWith("./")) {
      pattern = pattern.substring(2);
    }
    for (String segment : pattern.split("/", -1)) {
      if (segment.equals("..")) {
        return bad(
            "leaves the repository with `..`", "write a path relative to the repository's root");
      }
    }
    if (pattern.isEmpty() || pattern.equals(".")) {
      return bad("names the root itself", "write `**` for the whole repository");
    }
    if (ELLIPSIS.matcher(pattern).find()) {
      String hint = ELLIPSIS.matcher(pattern).replaceAll("**");
      return bad("has `...` inside", "write `" + hint + "`");
    }
    if (hasOpenBracket(pattern)) {
      return bad("has a `[` without `]`", "close it, or write `?` for one character");
    }
    return new ScopePattern(pattern, "", "");
  }

  /** Returns whether a text is a path or pattern by its form. */
  public static boolean isPath(String text) {
    boolean oneToken = !text.isBlank() && TOKEN.matcher(text).matches();
    if (text.contains("/") || text.contains("\\")) {
      return !text.contains("://");
    }
    return (oneToken && (text.startsWith(".") || EXTENSION.matcher(text).matches()))
        || (oneToken && text.matches("[~!].*"))
        || (oneToken && text.matches(".*[*?\\[].*") && !text.contains("("))
        || text.matches("<[^<>]*>");
  }

  private static ScopePattern bad(String reason, String hint) {
    return new ScopePattern(null, reason, hint);
  }

  private static boolean hasOpenBracket(String pattern) {
    int open = pattern.indexOf('[');
    while (open >= 0) {
      int close = pattern.indexOf(']', open + 2);
      if (close < 0) {
        return true;
      }
      open = pattern.indexOf('[', close);
    }
    return false;
  }

  /** Returns whether a pattern uses {@code {a,b}}, which is literal in gitignore patterns. */
  static boolean hasBraces(String pattern) {
    return BRACES.matcher(pattern).find();
  }
}
