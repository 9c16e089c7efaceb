package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreRulesTest {
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "abc", "a.b", "x", "[a]", "a b");
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          "abc",
          "*",
          "*",
          "**",
          "?",
          "[ab]",
          "[!a]",
          "[a-c]",
          "[^x]",
          "a*",
          "*b",
          "*.b",
          "a?c",
          "\\a",
          "\\[a]",
          "[[:alpha:]]",
          "[]a]",
          "[a",
          "x",
          "a**",
          "**b",
          "a b");

  private static IgnoreRules rules(String... lines) {
    return new IgnoreRules(List.of(new IgnoreFile(TreePath.ROOT, String.join("\n", lines) + "\n")));
  }

  @Test
  void a_later_line_takes_precedence_and_an_exclamation_mark_reincludes() {
    IgnoreRules rules = rules("*.log", "!keep.log", "#comment", "\\#x", "\\!y");
    assertThat(rules.isIgnored(TreePath.of("a/x.log"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("a/keep.log"), false)).isFalse();
    assertThat(rules.isIgnored(TreePath.of("#comment"), false)).isFalse();
    assertThat(rules.isIgnored(TreePath.of("#x"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("!y"), false)).isTrue();
  }

  @Test
  void nothing_below_an_ignored_folder_can_be_taken_back() {
    IgnoreRules rules = rules("out/", "!out/keep");
    assertThat(rules.isIgnored(TreePath.of("out/keep"), false)).isTrue();
  }

  @Test
  void a_deeper_file_takes_precedence_in_its_folder_only() {
    IgnoreRules rules =
        new IgnoreRules(
            List.of(
                new IgnoreFile(TreePath.ROOT, "*.log\n"),
                new IgnoreFile(TreePath.of("a"), "!x.log\n/only\n")));
    assertThat(rules.isIgnored(TreePath.of("a/x.log"), false)).isFalse();
    assertThat(rules.isIgnored(TreePath.of("x.log"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("a/only"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("a/b/only"), false)).isFalse();
  }

  @Test
  void line_ends_of_windows_a_mark_at_the_start_and_spaces_at_the_end_do_not_count() {
    IgnoreRules rules =
        new IgnoreRules(
            List.of(new IgnoreFile(TreePath.ROOT, "\u00ef\u00bb\u00bfone\r\ntwo  \nthree\\ \n")));
    assertThat(rules.isIgnored(TreePath.of("one"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("two"), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("three "), false)).isTrue();
    assertThat(rules.isIgnored(TreePath.of("three"), false)).isFalse();
  }

  /** Compares with git for the same names and files, about a thousand pairs per seed. */
  @Test
  void generated_patterns_match_like_git(@TempDir Path folder) throws IOException {
    TestRepo repo = TestRepo.empty(folder);
    Random random = new Random(20261122);
    List<String> paths = makeTree(repo, random);
    List<String> differences = new ArrayList<>();
    int pairs = 0;
    for (int round = 0; round < 150; round++) {
      String root = lines(random);
      String inner = lines(random);
      repo.write(".gitignore", root);
      repo.write("a/.gitignore", inner);
      IgnoreRules rules =
          new IgnoreRules(
              List.of(
                  new IgnoreFile(TreePath.ROOT, root), new IgnoreFile(TreePath.of("a"), inner)));
      Set<String> ignored = askGit(repo, paths);
      for (String path : paths) {
        pairs++;
        boolean ours = rules.isIgnored(TreePath.of(path), Files.isDirectory(repo.path(path)));
        if (ours != ignored.contains(path)) {
          differences.add(path + " git " + !ours + " under\n" + root + "and in a/\n" + inner);
        }
      }
    }
    assertThat(pairs).isGreaterThan(5000);
    assertThat(differences).isEmpty();
  }

  private static List<String> makeTree(TestRepo repo, Random random) throws IOException {
    Set<String> paths = new TreeSet<>();
    while (paths.size() < 60) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        path.append(path.length() == 0 ? "" : "/").append(pick(random, NAMES));
      }
      Path file = repo.path(path.toString());
      if (!Files.exists(file) && Files.notExists(file)) {
        try {
          repo.write(path.toString(), "");
        } catch (UncheckedIOException e) {
          continue; // a file in place of a folder
        }
        for (String p = path.toString(); !p.isEmpty(); ) {
          paths.add(p);
          int slash = p.lastIndexOf('/');
          p = slash < 0 ? "" : p.substring(0, slash);
        }
      }
    }
    Files.createDirectories(repo.path("a"));
    return List.copyOf(paths);
  }

  private static String lines(Random random) {
    StringBuilder text = new StringBuilder();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      text.append(random.nextInt(4) == 0 ? "!" : "").append(random.nextInt(5) == 0 ? "/" : "");
      for (int depth = random.nextInt(3); depth >= 0; depth--) {
        text.append(pick(random, PIECES)).append(depth > 0 ? "/" : "");
      }
      text.append(random.nextInt(4) == 0 ? "/" : "").append('\n');
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Set<String> askGit(TestRepo repo, List<String> paths) {
    repo.write("../asked", String.join("\0", paths) + "\0");
    String answer =
        repo.sh("git check-ignore --no-index -z --stdin < ../asked > ../answer || [ $? = 1 ]");
    assertThat(answer).isEmpty();
    return Set.of(repo.read("../answer").split("\0", -1));
  }
}
