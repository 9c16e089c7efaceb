package dev.execsession.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether one include grants everything that another one does. Each wildcard of the
 * narrower pattern is replaced by names that do not occur, so that only an equally wide wildcard of
 * the wider one matches them; undecidable patterns count as wider.
 */
final class PatternInside {
  /** Replaces a {@code *}, of any length, so that no {@code ?} matches it. */
  private static final char NAME = '\ue000';

  private static final String LETTER = "\ue001";
  private static final int MAX_WITNESSES = 1024;

  /** A character class, or unusual stars: {@code a**}, {@code ***}. */
  private static final Pattern UNCLEAR = Pattern.compile("\\[|\\*{3}|[^/*]\\*\\*|\\*\\*[^/*]");

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

  private PatternInside() {}

  static boolean isInside(String narrow, String wide) {
    return isInsideRaw(raw(narrow), raw(wide));
  }

  /** Returns a char for each byte, since a {@code ?} matches a byte. */
  private static String raw(String pattern) {
    return new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean isInsideRaw(String narrow, String wide) {
    if (narrow.equals(wide)) {
      return true;
    }
    Matcher unclear = UNCLEAR.matcher(narrow);
    if (unclear.find()) {
      int folder = narrow.lastIndexOf('/', unclear.start());
      return folder > 0 && isInsideRaw(narrow.substring(0, folder + 1) + "**", wide);
    }
    boolean literal = !narrow.endsWith("/") && narrow.indexOf('*') < 0 && narrow.indexOf('?') < 0;
    // A plain name may be a folder: `api/src` is inside `api/src/**`.
    return isCovered(narrow, wide) || (literal && isCovered(narrow + "/", wide));
  }

  private static boolean isCovered(String narrow, String wide) {
    List<String> wideParts = segments(wide);
    List<List<String>> witnesses = witnesses(segments(narrow), wideParts.size() + 1);
    if (narrow.endsWith("/")) {
      witnesses = witnesses.stream().map(path -> with(path, String.valueOf(NAME))).toList();
    }
    return !witnesses.isEmpty()
        && witnesses.stream().allMatch(path -> covers(wideParts, path, wide.endsWith("/")));
  }

  /** Returns the segments; a wildcard name without slash matches at any depth. */
  private static List<String> segments(String pattern) {
    String bare = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
    List<String> segments = new ArrayList<>(Arrays.asList(bare.split("/", -1)));
    boolean anyDepth = segments.size() == 1 && WILDCARD.matcher(bare).find() && !bare.equals("**");
    if (anyDepth) {
      segments.add(0, "**");
    }
    return segments;
  }

  /**
   * Returns paths that represent all that the pattern grants; none when there would be too many.
   *
   * @param most maximum folders for a {@code **}, more than the wider pattern has
   */
  private static List<List<String>> witnesses(List<String> pattern, int most) {
    List<List<String>> paths = new ArrayList<>();
    paths.add(new ArrayList<>());
    for (int i = 0; i < pattern.size(); i++) {
      String segment = pattern.get(i);
      boolean last = i == pattern.size() - 1;
      if (segment.equals("**")) {
        List<List<String>> longer = new ArrayList<>();
        for (List<String> path : paths) {
          List<String> deeper = path;
          for (int folders = 0; folders <= most; folders++) {
            if (folders > 0 || !last) {
              longer.add(deeper);
            }
            deeper = with(deeper, String.valueOf(NAME));
          }
        }
        paths = longer;
      } else {
        String name = segment.replace('*', NAME).replace("?", LETTER);
        paths = paths.stream().map(path -> with(path, name)).toList();
      }
      if (paths.size() > MAX_WITNESSES) {
        return List.of();
      }
    }
    return paths;
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** Returns whether a pattern matches the path or a folder above it. */
  private static boolean covers(List<String> pattern, List<String> path, boolean folderOnly) {
    int longest = folderOnly ? path.size() - 1 : path.size();
    for (int length = 1; length <= longest; length++) {
      if (matches(pattern, path.subList(0, length))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(List<String> pattern, List<String> path) {
    boolean[] reached = new boolean[path.size() + 1];
    reached[0] = true;
    for (int i = 0; i < pattern.size(); i++) {
      boolean[] next = new boolean[path.size() + 1];
      boolean last = i == pattern.size() - 1;
      for (int j = 0; j <= path.size(); j++) {
        if (!reached[j]) {
          continue;
        }
        if (pattern.get(i).equals("**")) {
          for (int k = last ? j + 1 : j; k <= path.size(); k++) {
            next[k] = true;
          }
        } else if (j < path.size() && matchesName(pattern.get(i), path.get(j))) {
          next[j + 1] = true;
        }
      }
      reached = next;
    }
    return reached[path.size()];
  }

  /** Matches a name with {@code *} and {@code ?}; character classes are literal. */
  private static boolean matchesName(String pattern, String name) {
    int p = 0;
    int star = -1;
    int from = 0;
    int n = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        from = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == name.charAt(n)
              || (pattern.charAt(p) == '?' && name.charAt(n) != NAME))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++from;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
