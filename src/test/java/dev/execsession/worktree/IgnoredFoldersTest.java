package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.scope.Ignored;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredFoldersTest {
  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.write(".gitignore", "/.env\n/target/\n*.log\n.claude/worktrees/\n");
    repo.write("src/A.java", "a\n");
    repo.write("src/secret/key", "k\n");
    repo.commit("Second");
  }

  private static Map<String, Ignored> ignored(Delta delta) {
    Map<String, Ignored> found = new TreeMap<>();
    delta.files().forEach(change -> found.put(change.path().display(), change.ignored()));
    return found;
  }

  private static Ignored inside(String folder) {
    return Ignored.inside(TreePath.of(folder));
  }

  @Test
  void a_path_is_ignored_by_itself_or_inside_the_topmost_ignored_folder() {
    Delta delta =
        TestScans.after(
            repo,
            "mkdir -p target/a/b src/x; echo 1 >target/a/b/c.log; echo 1 >src/x/d.log; echo 1 >e");
    assertThat(ignored(delta))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "target/a/b/c.log",
                inside("target"),
                "src/x/d.log",
                Ignored.ITSELF,
                "e",
                Ignored.NOT));
  }

  @Test
  void a_new_folder_whose_own_ignore_file_ignores_all_of_it_is_an_ignored_one() {
    Delta delta =
        TestScans.after(
            repo,
            "mkdir -p .pytest_cache/v; printf '# made by pytest\\n*\\n' >.pytest_cache/.gitignore;"
                + " echo 1 >.pytest_cache/v/x");
    assertThat(ignored(delta))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                ".pytest_cache/.gitignore",
                inside(".pytest_cache"),
                ".pytest_cache/v/x",
                inside(".pytest_cache")));
  }

  @Test
  void it_stays_one_in_every_later_look_and_in_the_next_session() {
    repo.sh("mkdir .venv; echo '*' >.venv/.gitignore; echo 1 >.venv/x");
    Worktree worktree = TestScans.open(repo);
    Observation first = TestScans.first(worktree);
    repo.sh("echo 2 >.venv/x; echo 1 >.venv/y; echo '# and' >>.venv/.gitignore");
    Observation second = TestScans.next(worktree, first);
    assertThat(ignored(worktree.delta(first, second)).values())
        .hasSize(3)
        .containsOnly(inside(".venv"));
    repo.sh("mkdir .venv/d; echo 3 >.venv/d/z");
    assertThat(ignored(worktree.delta(second, TestScans.next(worktree, second))).values())
        .containsExactly(inside(".venv"));
  }

  @Test
  void a_folder_that_was_there_does_not_become_ignored_by_a_file_that_comes_later() {
    repo.sh("mkdir lib; echo 1 >lib/a");
    Delta delta = TestScans.after(repo, "echo '*' >lib/.gitignore; echo 1 >lib/conftest.py");
    assertThat(ignored(delta))
        .isEqualTo(Map.of("lib/.gitignore", Ignored.NOT, "lib/conftest.py", Ignored.NOT));
  }

  @Test
  void no_folder_ignores_itself_under_an_exclude_or_where_something_is_taken_back() {
    Delta delta =
        TestScans.after(
            repo,
            "mkdir src/secret/zz zz; echo '*' >src/secret/zz/.gitignore; echo 1"
                + " >src/secret/zz/conftest.py; printf '*\\n!a\\n' >zz/.gitignore; echo 1 >zz/a");
    assertThat(ignored(delta).values()).hasSize(4).containsOnly(Ignored.NOT);
  }

  @Test
  void another_worktree_is_not_looked_into() {
    repo.sh("git worktree add -q .claude/worktrees/y -b y");
    Worktree worktree = TestScans.open(repo);
    Observation first = TestScans.first(worktree);
    assertThat(first.manifest().unwatched()).containsExactly(TreePath.of(".claude/worktrees/y"));
    repo.sh(
        "echo 1 >>.claude/worktrees/y/src/A.java; git worktree add -q .claude/worktrees/z -b z");
    Observation second = TestScans.next(worktree, first);
    assertThat(ignored(worktree.delta(first, second)))
        .isEqualTo(Map.of(".claude/worktrees/z", inside(".claude/worktrees")));
    repo.sh("git worktree remove --force .claude/worktrees/z");
    assertThat(ignored(worktree.delta(second, TestScans.next(worktree, second))))
        .isEqualTo(Map.of(".claude/worktrees/z", inside(".claude/worktrees")));
  }

  @Test
  void a_folder_that_only_calls_itself_a_worktree_is_looked_into() {
    repo.sh("mkdir lib; echo 1 >lib/a; git worktree add -q ../elsewhere -b y");
    Delta delta =
        TestScans.after(
            repo,
            "id=$(ls .git/worktrees); echo \"gitdir: $PWD/.git/worktrees/$id\" >lib/.git;"
                + " echo \"$PWD/lib/.git\" >.git/worktrees/$id/gitdir; echo 2 >>lib/a;"
                + " mkdir -p src/secret/w; cp lib/.git src/secret/w/; echo 3 >src/secret/w/k");
    assertThat(TestScans.lines(delta))
        .containsExactlyInAnyOrder(
            "added lib/.git", "modified lib/a", "added src/secret/w/.git", "added src/secret/w/k");
  }

  @Test
  void a_new_worktree_under_an_exclude_is_looked_into() {
    Delta delta = TestScans.after(repo, "git worktree add -q src/secret/w -b w");
    assertThat(TestScans.lines(delta)).contains("added src/secret/w/src/A.java");
  }

  @Test
  void folders_that_nobody_could_look_into_are_written_down_and_read_back(@TempDir Path folder) {
    repo.sh("git worktree add -q .claude/worktrees/y -b y");
    Observation look = TestScans.first(TestScans.open(repo));
    String name = new ScanFolder(folder).write(look);
    assertThat(Observation.readFrom(folder.resolve(name)).manifest().unwatched())
        .isEqualTo(List.of(TreePath.of(".claude/worktrees/y")));
  }
}
