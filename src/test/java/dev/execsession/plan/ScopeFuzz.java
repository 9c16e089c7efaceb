package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.scope.PathPattern;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Scope entries grant only paths that are written in the plan and inside the repository, and a
 * narrower entry grants nothing that a wider one does not.
 */
public final class ScopeFuzz implements FuzzTarget {
  private static final List<String> PATTERN_PIECES =
      List.of(
          "a", "b", "ab", "src", "api", ".env", "A.java", "*", "*", "**", "**", "***", "?", "/",
          "/", "/", "/**", "/**/", "**/", "/*", "*.java", "[ab]", "[!a]", "a**", "**b", "Å", ".",
          "..", "é");
  private static final List<String> ENTRY_PIECES =
      List.of(
          "`",
          "`",
          "``",
          " (only tests)",
          " — note",
          ": because",
          "{a,b}",
          "{a}",
          "/",
          "../",
          "./",
          "~",
          "!",
          "\\",
          "C:/",
          "<path>",
          "<",
          "...",
          "/...",
          "/…",
          ":12",
          ":3-4",
          ", ",
          " and ",
          "none",
          "**bold**",
          "[a](b)",
          "\u0007",
          "\u0000",
          "\u202e",
          "\u001b[2J",
          "\t",
          "\r",
          " ",
          "(",
          ")",
          "（",
          "[ ] ",
          "*",
          "_",
          "&amp;",
          "http://x/y",
          "\n  - ",
          "\n",
          "```",
          "#",
          "|");
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "src", "api", ".env", "A.java", "x", "é", "ax", "xb");

  /** The folder is unused. */
  public ScopeFuzz(Path folder) {}

  @Override
  public void round(Random random) {
    StringBuilder entries = new StringBuilder();
    for (int count = 1 + random.nextInt(5); count > 0; count--) {
      entries.append(entry(random));
    }
    String plan = Plans.SMALL.replace("- `src/**`\n", entries);
    plan = random.nextBoolean() ? plan : plan.replace("- `src/secret/**`\n", entries);
    ParsedPlan parsed = Plans.parse(plan);
    PlanFuzz.assertPlaced(parsed.problems(), plan.getBytes(StandardCharsets.UTF_8));
    assertThat(Plans.parse(plan)).isEqualTo(parsed);
    String written = plan;
    Stream.concat(parsed.plan().include().stream(), parsed.plan().exclude().stream())
        .forEach(entry -> assertSound(entry, written));
    for (int pair = 0; pair < 20; pair++) {
      assertNarrower(tidied(random), tidied(random), random);
    }
  }

  private static void assertSound(ScopeEntry entry, String plan) {
    String pattern = entry.pattern();
    assertThat(pattern).isNotBlank().doesNotStartWith("/").doesNotContain("\\", "//", "\n", "\0");
    assertThat(pattern.split("/", -1)).doesNotContain("..");
    PathPattern.forInclude(pattern).matches(TreePath.of("src/a"), false);
    PathPattern.forExclude(pattern).matches(TreePath.of("src/a"), false);
    // Markdown and trailing dots have another meaning; all names are unchanged.
    assertThat(pattern.split("[^A-Za-z0-9.]+")).allMatch(plan::contains);
  }

  private static String entry(Random random) {
    StringBuilder text = new StringBuilder("- ");
    boolean quoted = random.nextInt(4) > 0;
    text.append(quoted ? "`" : "").append(pattern(random)).append(quoted ? "`" : "");
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(4) == 0 ? text.length() : 2 + random.nextInt(text.length() - 1);
      text.insert(at, Mutator.pick(ENTRY_PIECES, random));
    }
    return text.append('\n').toString();
  }

  private static String pattern(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
      text.append(Mutator.pick(PATTERN_PIECES, random));
    }
    return text.toString();
  }

  private static String tidied(Random random) {
    while (true) {
      String pattern = ScopePattern.of(pattern(random)).pattern();
      if (pattern != null) {
        return pattern;
      }
    }
  }

  private static void assertNarrower(String narrow, String wide, Random random) {
    List<String> pairs = new ArrayList<>(List.of(narrow, wide));
    if (random.nextBoolean()) {
      // Unrelated entries are rarely inside each other.
      pairs.set(0, wide.replaceFirst("\\*+", Mutator.pick(NAMES, random)));
    }
    String inner = pairs.get(0);
    if (!PatternInside.isInside(inner, wide)) {
      return;
    }
    PathPattern granted = PathPattern.forInclude(inner);
    PathPattern limit = PathPattern.forInclude(wide);
    for (int i = 0; i < 10; i++) {
      String path = path(inner, random);
      // A name without wildcard counts as a folder.
      if (path.isEmpty() || path.equals(inner) || !granted.matches(TreePath.of(path), false)) {
        continue;
      }
      assertThat(limit.matches(TreePath.of(path), false))
          .as("`%s` counts as inside of `%s`, and grants `%s`", inner, wide, path)
          .isTrue();
    }
  }

  /** Returns a path that the pattern is likely to match. */
  private static String path(String pattern, Random random) {
    StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "x/" : "");
    pattern
        .codePoints()
        .filter(c -> "[]!".indexOf(c) < 0)
        .forEach(
            c -> {
              if (c != '*' && c != '?') {
                path.appendCodePoint(c);
              } else if (c == '?' || random.nextBoolean()) {
                path.append(Mutator.pick(NAMES, random));
                path.append(random.nextInt(3) == 0 ? "/" : "");
              }
            });
    path.append(random.nextInt(3) == 0 ? "/" + Mutator.pick(NAMES, random) : "");
    return path.toString().replaceAll("/+", "/").replaceAll("^/|/$", "");
  }
}
