package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.ContentId;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  private TestRepo repo;
  private Worktree worktree;
  private ContentStore store;
  private Path storeFolder;

  @BeforeEach
  void makeRepository(@TempDir Path folder) {
    repo = TestRepo.create(folder);
    repo.write(".gitignore", ".env\nnode_modules/\ndump\n");
    repo.write("src/clean", "clean\n");
    repo.write("src/dirty", "old\n");
    repo.write("src/staged", "old\n");
    repo.write("crlf", "a\r\nb\r\n");
    repo.commit("Some");
    repo.write("src/dirty", "dirty\n");
    repo.write("src/staged", "staged\n");
    repo.git("add", "src/staged");
    repo.write("src/untracked", "untracked\n");
    repo.write(".env", "TOKEN=1\n");
    repo.write("node_modules/p/x.js", "x");
    worktree = TestScans.open(repo);
    storeFolder = repo.path(".git/exec-session/s/content");
    store = worktree.store(storeFolder);
  }

  private Optional<String> kept(Observation observation, String path) {
    ManifestEntry entry = observation.manifest().find(TreePath.of(path)).orElseThrow();
    return store.content(entry).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void what_an_executor_destroys_can_be_had_back() {
    Observation before = TestScans.first(worktree);
    Snapshot snapshot = store.snapshot(before, TestScans.POLICY);
    worktree.keepCommit("s/B01", repo.head());
    repo.sh("git reset -q --hard HEAD~1; git clean -qfdx; git gc -q --prune=now");
    assertThat(kept(before, "src/clean")).contains("clean\n");
    assertThat(kept(before, "src/dirty")).contains("dirty\n");
    assertThat(kept(before, "src/staged")).contains("staged\n");
    assertThat(kept(before, "src/untracked")).contains("untracked\n");
    assertThat(kept(before, ".env")).contains("TOKEN=1\n");
    assertThat(kept(before, "crlf")).contains("a\r\nb\r\n");
    assertThat(kept(before, "node_modules/p/x.js")).isEmpty();
    assertThat(snapshot.notRecoverable()).isEmpty();
  }

  @Test
  void only_what_git_does_not_hold_is_kept_for_the_owner_alone() throws IOException {
    Snapshot snapshot = store.snapshot(TestScans.first(worktree), TestScans.POLICY);
    assertThat(snapshot.files()).isEqualTo(4);
    assertThat(snapshot.bytes()).isEqualTo("dirty\nstaged\nuntracked\nTOKEN=1\n".length());
    assertThat(store.content(Objects.requireNonNull(snapshot.index())))
        .contains(Files.readAllBytes(repo.path(".git/index")));
    try (Stream<Path> files = Files.walk(storeFolder)) {
      List<Path> kept = files.filter(Files::isRegularFile).toList();
      assertThat(kept).hasSize(5);
      for (Path file : kept) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void a_large_ignored_file_is_named_as_not_recoverable() {
    repo.write("dump", new byte[(1 << 20) + 1]);
    assertThat(store.snapshot(TestScans.first(worktree), TestScans.POLICY).notRecoverable())
        .containsExactly(TreePath.of("dump"));
  }

  @Test
  void a_tampered_copy_is_not_returned() throws IOException {
    Observation before = TestScans.first(worktree);
    store.snapshot(before, TestScans.POLICY);
    String hex = ContentId.of("dirty\n".getBytes(StandardCharsets.UTF_8)).hex();
    Files.writeString(storeFolder.resolve(hex.substring(0, 2)).resolve(hex.substring(2)), "evil");
    assertThat(kept(before, "src/dirty")).isEmpty();
  }

  @Test
  void a_change_is_shown_by_lines_against_the_kept_bytes() {
    Observation before = TestScans.first(worktree);
    store.snapshot(before, TestScans.POLICY);
    repo.write("src/dirty", "dirty\nmore\n");
    repo.write("src/new", "1\n2");
    repo.write("src/clean", new byte[] {0, 1, 2});
    repo.delete("src/untracked");
    Delta delta = worktree.delta(before, TestScans.next(worktree, before));
    assertThat(delta.files())
        .extracting(change -> change.path().display() + " " + worktree.diff(change, store))
        .containsExactly(
            "src/clean Optional.empty",
            "src/dirty Optional[LineDiff[added=1, removed=0, hunks=@@ -1 +1,2 @@\n dirty\n+more\n]]",
            "src/new Optional[LineDiff[added=2, removed=0, hunks=@@ -0,0 +1,2 @@\n+1\n+2\n"
                + "\\ No newline at end of file\n]]",
            "src/untracked Optional[LineDiff[added=0, removed=1, hunks=@@ -1 +0,0 @@\n"
                + "-untracked\n]]");
  }

  @Test
  void uncommitted_changes_are_reported_as_by_git() {
    repo.write("src/gone", "1");
    repo.git("add", "src/gone");
    repo.delete("src/gone");
    DirtyState dirty = worktree.dirty(TestScans.first(worktree));
    assertThat(dirty.staged()).containsExactly(TreePath.of("src/gone"), TreePath.of("src/staged"));
    assertThat(dirty.unstaged()).containsExactly(TreePath.of("src/dirty"), TreePath.of("src/gone"));
    assertThat(dirty.untracked()).containsExactly(TreePath.of("src/untracked"));
    repo.sh("git stash -q -u");
    assertThat(worktree.dirty(TestScans.first(worktree)).isClean()).isTrue();
  }

  @Test
  void a_checkout_with_other_line_ends_is_not_dirty() {
    repo.sh("git stash -q -u");
    repo.write(".gitattributes", "*.txt text eol=crlf\n");
    repo.write("a.txt", "a\n");
    repo.commit("Text");
    repo.sh("rm a.txt; git checkout -q a.txt; touch a.txt");
    assertThat(repo.read("a.txt")).isEqualTo("a\r\n");
    assertThat(worktree.dirty(TestScans.first(worktree)).isClean()).isTrue();
  }
}
