package dev.execsession.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/**
 * Pairs of a pattern and a path, compared with a backtracking matcher and with JGit's; git itself
 * decides on a sample, and wherever JGit differs.
 */
public final class MatcherFuzz implements FuzzTarget {
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "abc", "a.b", "x", "[a]", "a b", "a-b", "*", "é", "-", "]", ".env");
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "c",
          "ab",
          "abc",
          "x",
          "*",
          "*",
          "*",
          "**",
          "**",
          "***",
          "?",
          "/",
          "/",
          "/**/",
          "**/",
          "/**",
          "[ab]",
          "[!a]",
          "[a-c]",
          "[^x]",
          "[^/]",
          "[!]a]",
          "[]-]",
          "[a-",
          "[--0]",
          "[a\\-c]",
          "[\\]]",
          "[a-\\c]",
          "[c-a]",
          "[[:alpha:]]",
          "[[:digit:]x]",
          "[![:punct:]]",
          "[[:foo:]]",
          "[[:alpha]",
          "[a",
          "\\a",
          "\\*",
          "\\/",
          "\\",
          "\\\\",
          "-",
          "]",
          ".",
          "é",
          " ",
          "[é]",
          "[a-[:digit:]]");
  private static final int PATTERNS = 40;

  private record Pair(int pattern, String path) {}

  private final TestRepo repo;

  /** Creates the repository in which git is run. */
  public MatcherFuzz(Path folder) {
    repo = TestRepo.empty(folder);
  }

  @Override
  public void round(Random random) {
    List<String> patterns = new ArrayList<>();
    Map<Pair, Boolean> doubtful = new LinkedHashMap<>();
    while (patterns.size() < PATTERNS) {
      String pattern = pattern(random);
      int number = patterns.size();
      patterns.add(pattern);
      for (int i = 0; i < 20; i++) {
        String path = path(pattern, random);
        boolean ours = matches(pattern, path);
        if (random.nextInt(8) == 0 || ours != jgitMatches(pattern, path)) {
          doubtful.put(new Pair(number, path), ours);
        }
      }
    }
    Set<Pair> ignored = askGit(patterns, doubtful.keySet());
    doubtful.forEach(
        (pair, ours) ->
            assertThat(ours)
                .as("git on `%s` and `%s`", patterns.get(pair.pattern()), pair.path())
                .isEqualTo(ignored.contains(pair)));
  }

  /** Returns the matcher's result after checking that all its methods agree. */
  private static boolean matches(String written, String text) {
    PathPattern pattern = PathPattern.parse(written);
    TreePath path = TreePath.of(text);
    boolean ours = pattern.matches(path, false);
    String as = "`" + written + "` and `" + text + "`";
    assertThat(ours).as(as).isEqualTo(new BacktrackingMatcher(written).matches(path.raw()));
    assertThat(pattern.place(path) != null && !pattern.matches(path, true)).as(as).isFalse();
    if (pattern.matchesItself(path, false)) {
      assertThat(ours).as(as).isTrue();
    }
    if (written.chars().filter(c -> c == '*').count() == 1 && !written.matches(".*[/\\[\\\\].*")) {
      // A single star has a fast path; the same pattern with two goes through the automaton.
      PathPattern twice = PathPattern.parse(written.replace("*", "**"));
      assertThat(twice.matches(path, false)).as(as).isEqualTo(ours);
      assertThat(twice.matchesItself(path, false))
          .as(as)
          .isEqualTo(pattern.matchesItself(path, false));
    }
    assertThat(pattern.steps(path))
        .as("the work for " + as)
        .isLessThanOrEqualTo(3L * (path.raw().length() + 1) * (pattern.raw().length() + 2));
    return ours;
  }

  private static boolean jgitMatches(String pattern, String path) {
    FastIgnoreRule rule = new FastIgnoreRule(pattern);
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (rule.isMatch(path.substring(0, slash), true)) {
        return true;
      }
    }
    return rule.isMatch(path, false);
  }

  private static String pattern(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
      text.append(Mutator.pick(PIECES, random));
    }
    return text.toString();
  }

  /** Returns a path that is likely to match: mostly the pattern's own letters. */
  private static String path(String pattern, Random random) {
    StringBuilder path = new StringBuilder();
    if (random.nextInt(3) > 0) {
      pattern
          .codePoints()
          .forEach(
              c -> {
                if ("*?[]!^\\:".indexOf(c) < 0) {
                  path.appendCodePoint(c);
                } else if (random.nextInt(2) == 0) {
                  path.append(Mutator.pick(NAMES, random));
                  path.append(random.nextInt(4) == 0 ? "/" : "");
                }
              });
    }
    while (path.isEmpty() || random.nextInt(3) == 0) {
      path.append(random.nextBoolean() ? "/" : "").append(Mutator.pick(NAMES, random));
    }
    String tidy = path.toString().replaceAll("/+", "/").replaceAll("^/|/$", "");
    // git rejects such names.
    boolean odd = Stream.of(tidy.split("/")).anyMatch(s -> s.matches("\\.*"));
    return odd ? "a" : tidy;
  }

  private Set<Pair> askGit(List<String> patterns, Set<Pair> pairs) {
    for (int i = 0; i < patterns.size(); i++) {
      repo.write("d" + i + "/.gitignore", patterns.get(i) + "\n");
    }
    repo.write(
        "../asked",
        pairs.stream()
            .map(pair -> "d" + pair.pattern() + "/" + pair.path() + "\0")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
    repo.sh("git check-ignore --no-index -z --stdin < ../asked > ../answer || [ $? = 1 ]");
    Set<String> answer = Set.of(repo.read("../answer").split("\0", -1));
    return pairs.stream()
        .filter(pair -> answer.contains("d" + pair.pattern() + "/" + pair.path()))
        .collect(Collectors.toSet());
  }
}
