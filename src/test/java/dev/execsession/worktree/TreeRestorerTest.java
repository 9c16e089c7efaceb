package dev.execsession.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeRestorerTest {
  /** All operations on names that a block can perform, at once. */
  private static final String EVERYTHING =
      """
      echo more >>src/A.java
      rm src/old; rm -r src/gone
      chmod 755 src/mode; chmod 700 src/folder
      mkdir -p src/new/deep src/hollow; echo n >src/new/deep/f
      ln -sfn util src/link; ln -s /nowhere src/dangling; rm src/kept-link
      rm src/becomes-folder; mkdir src/becomes-folder; echo x >src/becomes-folder/x
      rm -r src/becomes-file; echo x >src/becomes-file
      rm -r src/becomes-link; ln -s util src/becomes-link
      rm src/was-link; echo x >src/was-link
      echo x >>"$(printf 'src/l\\nf')"; rm "$(printf 'src/bad\\377x')"
      echo n >"$(printf 'src/new\\001\\377')"; ln -sf "$(printf 'to\\376')" src/odd-link
      echo x >.env; rm ignored
      """;

  private TestRepo repo;
  private Path outside;
  private Worktree worktree;
  private ContentStore store;
  private Path staging;
  private Observation before;
  private Fingerprint wanted;

  @BeforeEach
  void makeRepository(@TempDir Path folder) throws IOException {
    outside = Files.createDirectories(folder.resolve("outside"));
    repo = TestRepo.create(folder);
    repo.write(".gitignore", ".env\nignored\nnode_modules/\n");
    repo.write("src/A.java", "a\n");
    repo.write("src/util/U.java", "u\n");
    repo.sh(
        """
        cd src
        echo old >old; mkdir -p gone/deep folder becomes-file/in becomes-link
        echo g >gone/deep/f; echo m >mode; echo f >folder/f
        ln -s A.java link; ln -s old kept-link; ln -s A.java was-link
        ln -s "$(printf 'from\\375')" odd-link
        echo b >becomes-folder; echo b >becomes-file/in/f; echo b >becomes-link/f
        echo l >"$(printf 'l\\nf')"; echo b >"$(printf 'bad\\377x')"
        """);
    repo.commit("Some");
    repo.sh("echo dirty >>src/old; echo w >src/wip; echo T=1 >.env; echo i >ignored");
    repo.sh("mkdir src/gone/empty; chmod 750 src/gone");
    worktree = TestScans.open(repo);
    staging = Files.createDirectories(repo.path(".git/exec-session/s"));
    store = worktree.store(staging.resolve("content"));
    before = TestScans.first(worktree);
    store.snapshot(before, TestScans.POLICY);
    wanted = Fingerprint.ofTree(repo.root());
  }

  private Restoration plan(Observation after, Observation now, boolean interrupted) {
    return worktree.restoration(
        before,
        after,
        now,
        store,
        TestScans.POLICY,
        interrupted,
        change -> Restoration.Handling.RESTORE);
  }

  private static List<String> shown(List<TreePath> paths) {
    return paths.stream().map(TreePath::display).toList();
  }

  private void assertEverythingIsBack() throws IOException {
    assertThat(wanted.differences(Fingerprint.ofTree(repo.root()))).isEmpty();
    assertThat(Files.exists(staging.resolve("restoring"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo more >>src/A.java",
        "rm src/old",
        "rm -r src",
        "chmod 755 src/mode",
        "chmod 000 src/mode",
        "chmod 700 src/folder",
        "mkdir -p src/new/deep; echo n >src/new/deep/f",
        "ln -sfn util src/link",
        "rm src/becomes-folder; mkdir src/becomes-folder; echo x >src/becomes-folder/x",
        "rm -r src/becomes-file; echo x >src/becomes-file",
        "mkfifo src/fifo",
        "git stash -q -u",
        "git clean -qfdx",
        "git reset -q --hard",
        "git mv src/old src/newer",
        EVERYTHING
      })
  void every_file_is_again_as_it_was(String script) throws IOException {
    repo.sh(script);
    Observation after = TestScans.next(worktree, before);

    worktree.restore(plan(after, after, false), store, staging);

    assertEverythingIsBack();
    assertThat(plan(after, TestScans.next(worktree, after), false).isDone()).isTrue();
  }

  @Test
  void a_restoration_interrupted_anywhere_reaches_the_same_end() throws IOException {
    repo.sh(EVERYTHING);
    Observation after = TestScans.next(worktree, before);
    Restoration whole = plan(after, after, false);
    repo.sh("cp -a . ../left");
    for (int i = 0; i < whole.steps().size(); i++) {
      repo.sh("find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +; cp -a ../left/. .");
      Observation start = TestScans.next(worktree, after);
      List<Restoration.Step> steps = plan(after, start, false).steps();
      // Some steps cannot be made alone, such as deleting a folder that is not empty yet.
      try {
        worktree.restore(
            new Restoration(steps.subList(i, i + 1), List.of(), List.of(), List.of(), List.of()),
            store,
            staging);
      } catch (StopException e) {
        assertThat(e.stop()).isEqualTo(Stop.UNVERIFIABLE);
      }
      Observation now = TestScans.next(worktree, start);

      worktree.restore(plan(after, now, true), store, staging);

      assertEverythingIsBack();
    }
  }

  @Test
  void a_conflict_is_named_along_with_what_could_be_undone() {
    repo.sh("echo more >>src/A.java; echo n >src/new; rm src/old");
    Observation after = TestScans.next(worktree, before);
    repo.sh("echo mine >>src/A.java; echo back >src/old");
    Observation now = TestScans.next(worktree, after);

    Restoration restoration = plan(after, now, false);

    assertThat(shown(restoration.conflicts())).containsExactly("src/A.java", "src/old");
    assertThat(restoration.isDone()).isFalse();
  }

  @Test
  void what_is_restored_already_needs_no_step() {
    repo.sh("echo more >>src/A.java; echo n >src/new");
    Observation after = TestScans.next(worktree, before);
    repo.sh("echo a >src/A.java; rm src/new");

    Restoration restoration = plan(after, TestScans.next(worktree, after), false);

    assertThat(restoration.isDone()).isTrue();
  }

  @Test
  void a_folder_of_the_block_is_kept_if_it_holds_other_files() throws IOException {
    repo.sh("mkdir -p src/new/deep; echo n >src/new/deep/f");
    Observation after = TestScans.next(worktree, before);
    repo.sh("echo mine >src/new/mine");

    worktree.restore(plan(after, TestScans.next(worktree, after), false), store, staging);

    assertThat(Files.exists(repo.path("src/new/deep"))).isFalse();
    assertThat(repo.read("src/new/mine")).isEqualTo("mine\n");
  }

  @Test
  void content_that_was_not_kept_for_its_size_is_left_like_generated_files() {
    repo.sh(
        "mkdir -p node_modules/p; echo 1 >node_modules/p/x; head -c 2000000 /dev/zero >ignored");
    before = TestScans.next(worktree, before);
    store.snapshot(before, TestScans.POLICY);
    repo.sh("echo 22 >node_modules/p/x; echo y >node_modules/p/y; echo 3 >ignored");
    Observation after = TestScans.next(worktree, before);

    Restoration restoration = plan(after, after, false);

    assertThat(restoration.lost()).isEmpty();
    assertThat(restoration.unkept())
        .extracting(change -> change.path().display())
        .containsExactly("ignored", "node_modules/p/x");
    assertThat(restoration.steps())
        .extracting(step -> step.path().display())
        .containsExactly("node_modules/p/y");
  }

  @Test
  void a_path_that_is_to_stay_is_left_alone() {
    repo.sh("echo more >>src/A.java; echo n >src/new");
    Observation after = TestScans.next(worktree, before);

    Restoration restoration =
        worktree.restoration(
            before,
            after,
            after,
            store,
            TestScans.POLICY,
            false,
            change ->
                change.path().equals(TreePath.of("src/A.java"))
                    ? Restoration.Handling.LEAVE
                    : Restoration.Handling.RESTORE);

    assertThat(shown(restoration.left())).containsExactly("src/A.java");
    assertThat(restoration.steps())
        .extracting(step -> step.path().display())
        .containsExactly("src/new");
  }

  @Test
  void a_folder_that_is_a_link_by_now_is_a_conflict() {
    repo.sh("rm src/util/U.java");
    Observation after = TestScans.next(worktree, before);
    repo.sh("rmdir src/util; ln -s '" + outside + "' src/util");

    Restoration restoration = plan(after, TestScans.next(worktree, after), false);

    assertThat(shown(restoration.conflicts())).containsExactly("src/util/U.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo more >>src/util/U.java",
        "rm src/util/U.java",
        "chmod 600 src/util/U.java",
        "echo n >src/util/new",
        "mkdir src/util/new",
        "ln -s x src/util/new"
      })
  void a_folder_replaced_by_a_link_after_the_scan_is_not_followed(String script)
      throws IOException {
    repo.sh(script);
    Observation after = TestScans.next(worktree, before);
    Restoration restoration = plan(after, after, false);
    repo.sh("mv src/util '" + outside + "'; ln -s '" + outside + "/util' src/util");
    Fingerprint untouched = Fingerprint.ofTree(outside);

    assertThatThrownBy(() -> worktree.restore(restoration, store, staging))
        .isInstanceOfSatisfying(
            StopException.class,
            stop -> {
              assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE);
              assertThat(stop.problems().get(0).code()).isEqualTo(ProblemCode.UNDO_UNFINISHED);
            });
    assertThat(untouched.differences(Fingerprint.ofTree(outside))).isEmpty();
  }

  @Test
  void a_file_that_is_edited_after_the_scan_is_not_replaced() {
    repo.sh("echo more >>src/A.java");
    Observation after = TestScans.next(worktree, before);
    Restoration restoration = plan(after, after, false);
    repo.sh("echo mine >src/A.java");

    assertThatThrownBy(() -> worktree.restore(restoration, store, staging))
        .hasMessage("cannot restore `src/A.java`: it was changed concurrently");
    assertThat(repo.read("src/A.java")).isEqualTo("mine\n");
  }

  @Test
  void without_folders_that_can_be_held_open_a_link_on_the_way_is_refused_too(@TempDir Path root)
      throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    try (SafeFolder folder = SafeFolder.guarded(root).enter(Path.of("a")).enter(Path.of("b"))) {
      folder.create(Path.of("f"), "x".getBytes(StandardCharsets.UTF_8), 0640);
      assertThat(Files.readString(root.resolve("a/b/f"))).isEqualTo("x");
      Files.move(root.resolve("a"), outside.resolve("a"));
      Files.createSymbolicLink(root.resolve("a"), outside.resolve("a"));

      assertThatThrownBy(() -> folder.deleteFile(Path.of("f"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> folder.create(Path.of("g"), new byte[0], 0640))
          .isInstanceOf(IOException.class);
    }
    assertThat(outside.resolve("a/b/f")).exists();
    assertThat(outside.resolve("a/b/g")).doesNotExist();
  }
}
