package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTrustTest {
  private static final List<String> ALL =
      List.of("README.md", "src/A.java", "src/deep/B.java", "src/run");

  private TestRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.write("README.md", "text\n");
    repo.write("src/A.java", "a\n");
    repo.write("src/deep/B.java", "b\n");
    repo.write("src/run", "r\n");
    repo.sh("chmod +x src/run");
    repo.commit("Second");
  }

  private List<String> trusted() {
    return trusted(Long.MAX_VALUE);
  }

  private List<String> trusted(long before) {
    return TestScans.open(repo).observeOlder(TestScans.POLICY, before).manifest().trusted().stream()
        .map(entry -> entry.path().display())
        .filter(ALL::contains)
        .sorted()
        .toList();
  }

  @Test
  void files_that_git_knows_as_heads_are_not_read() {
    assertThat(trusted()).isEqualTo(ALL);
  }

  @Test
  void what_is_not_older_than_the_window_is_read() {
    assertThat(trusted(0)).isEmpty();
  }

  @Test
  void a_file_is_older_than_the_index_by_more_than_a_grain_of_time() {
    long second = TimeUnit.SECONDS.toNanos(1);
    assertThat(IndexTrust.before(100 * second, 60 * second)).isEqualTo(60 * second);
    assertThat(IndexTrust.before(60 * second, 100 * second)).isEqualTo(58 * second);
    assertThat(IndexTrust.before(60 * second, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void a_young_repository_is_read_whole() {
    assertThat(TestScans.first(TestScans.open(repo)).manifest().trusted()).isEmpty();
  }

  /** Every script leaves {@code src/A.java} in a state in which it must be read. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "echo b > src/A.java",
        "touch -r src/A.java t; echo b > src/A.java; touch -r t src/A.java; rm t",
        "touch -d '2001-01-01' src/A.java",
        "chmod 600 src/A.java",
        "cp -p src/A.java t; mv t src/A.java",
        "git update-index --assume-unchanged src/A.java",
        "git update-index --skip-worktree src/A.java",
        "echo b > src/A.java; git add src/A.java",
        "git rm -q --cached src/A.java; git add -N src/A.java",
        "git rm -q --cached src/A.java",
        "echo b > t; git update-index --cacheinfo 100644,$(git hash-object -w t),src/A.java; rm t",
        "echo b > src/A.java; git commit -qam B; git reset -q --soft HEAD^",
        "echo 'src/A.java -text' > .gitattributes; echo 'A.java ident' > src/.gitattributes",
        "echo '*.java filter=x' > .git/info/attributes",
        "echo '*.java text=auto' > .gitattributes",
        "echo 'A.java eol=crlf' > src/.gitattributes",
        "echo 'A.java working-tree-encoding=UTF-16' > src/.gitattributes",
        "printf '[attr]source text\\n*.java source\\n' > .gitattributes",
        "git config core.autocrlf true",
        "git config core.autocrlf input",
        "git update-index --split-index",
        "git update-index --cacheinfo 100644,$(git rev-parse HEAD:src/A.java),src/A.java",
      })
  void is_read(String script) {
    repo.sh(script);
    assertThat(trusted()).doesNotContain("src/A.java");
  }

  /** What does not concern a file's content takes no trust away. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "git update-index --index-version 4",
        "git commit -q --amend -m Other",
        "git commit -q --allow-empty -m Empty",
        "echo '*.java binary' > .gitattributes",
        "echo '*.java diff=java' > .gitattributes",
        "echo '*.java text' > .gitattributes; echo '*.java -text' > src/.gitattributes",
        "git gc -q",
        "git update-index --really-refresh",
        "echo x > src/new",
        "git mv README.md src/moved",
      })
  void is_not_read(String script) {
    repo.sh(script);
    assertThat(trusted()).contains("src/A.java", "src/deep/B.java", "src/run");
  }

  @Test
  void a_commit_that_changes_a_file_elsewhere_takes_trust_from_that_file_alone() {
    repo.sh(
        "echo z > src/deep/B.java; git commit -qam Z; git reset -q --soft HEAD^;"
            + " git update-index --really-refresh");
    assertThat(trusted()).containsExactly("README.md", "src/A.java", "src/run");
  }

  @Test
  void a_sparse_checkout_keeps_trust_in_what_is_there() {
    repo.sh("git sparse-checkout set --cone src; git sparse-checkout reapply --sparse-index");
    assertThat(trusted()).isEqualTo(ALL);
    repo.sh("git sparse-checkout set --cone src/deep");
    assertThat(trusted()).contains("src/deep/B.java");
  }

  @Test
  void a_submodule_is_no_file_of_the_index() {
    repo.sh(
        "git init -q sub; cd sub; echo 1 > f; git add f; git -c user.name=A -c user.email=a@b"
            + " commit -qm S; cd ..; git -c advice.addEmbeddedRepo=false add sub; git commit -qm M");
    Observation seen = TestScans.open(repo).observeOlder(TestScans.POLICY, Long.MAX_VALUE);
    assertThat(seen.manifest().find(TreePath.of("sub/f")).orElseThrow().content()).isNotNull();
    assertThat(trusted()).isEqualTo(ALL);
  }

  @Test
  void a_file_that_was_not_read_is_compared_by_blob_once_it_is() {
    Worktree worktree = TestScans.open(repo);
    Observation first = worktree.observeOlder(TestScans.POLICY, Long.MAX_VALUE);
    assertThat(first.manifest().find(TreePath.of("src/A.java")).orElseThrow().content()).isNull();
    repo.sh("touch src/A.java; echo c > src/deep/B.java; mv README.md src/README.md");
    Observation next = TestScans.next(worktree, first);
    Delta delta = worktree.delta(first, next);
    assertThat(TestScans.lines(delta))
        .containsExactly("deleted README.md", "added src/README.md", "modified src/deep/B.java");
    assertThat(delta.files().get(1).from()).isEqualTo(TreePath.of("README.md"));
    assertThat(next.manifest().find(TreePath.of("src/A.java")).orElseThrow().content()).isNotNull();
  }

  @Test
  void a_dirty_state_is_the_same_with_and_without_trust() {
    repo.sh("echo b > src/A.java; git add src/A.java; echo c > src/A.java; rm src/run; echo x > n");
    Worktree worktree = TestScans.open(repo);
    DirtyState read = worktree.dirty(worktree.observeAll(TestScans.POLICY));
    DirtyState trusted = worktree.dirty(worktree.observeOlder(TestScans.POLICY, Long.MAX_VALUE));
    assertThat(trusted).isEqualTo(read);
    assertThat(trusted.unstaged())
        .containsExactly(TreePath.of("src/A.java"), TreePath.of("src/run"));
  }

  @Test
  void content_that_was_not_read_comes_from_gits_objects(@TempDir Path folder) {
    Worktree worktree = TestScans.open(repo);
    Observation first = worktree.observeOlder(TestScans.POLICY, Long.MAX_VALUE);
    ContentStore store = worktree.store(folder);
    assertThat(store.snapshot(first, TestScans.POLICY).files()).isZero();
    ManifestEntry entry = first.manifest().find(TreePath.of("src/A.java")).orElseThrow();
    repo.sh("rm src/A.java");
    assertThat(store.content(entry))
        .hasValueSatisfying(b -> assertThat(b).asString().isEqualTo("a\n"));
    repo.write("src/A.java", "a\n");
    Observation read = worktree.observeAll(TestScans.POLICY);
    assertThat(store.identity(entry))
        .isEqualTo(store.identity(read.manifest().find(entry.path()).orElseThrow()));
  }

  @Test
  void content_that_was_not_read_and_is_no_longer_heads_is_kept(@TempDir Path folder) {
    Worktree worktree = TestScans.open(repo);
    Observation first = worktree.observeOlder(TestScans.POLICY, Long.MAX_VALUE);
    repo.sh("git rm -q --cached src/A.java; git commit -qm Less");
    Observation next = TestScans.next(worktree, first);
    ContentStore store = worktree.store(folder);
    assertThat(store.snapshot(next, TestScans.POLICY).notRecoverable()).isEmpty();
    ManifestEntry entry = next.manifest().find(TreePath.of("src/A.java")).orElseThrow();
    repo.sh("rm src/A.java; rm -rf .git/objects/??; rm -rf .git/objects/pack/*");
    assertThat(store.content(entry))
        .hasValueSatisfying(b -> assertThat(b).asString().isEqualTo("a\n"));
  }
}
