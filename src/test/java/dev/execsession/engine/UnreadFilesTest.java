package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.NoRacyWindow;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import dev.execsession.testing.Workbench;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Observation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the first scan takes as git's index describes them. */
class UnreadFilesTest {
  @TempDir Path temp;

  private Workbench bench;
  private TestRepo repo;

  @BeforeEach
  void makeRepository() {
    bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    repo = bench.repo();
  }

  /** Git converted the file once, so that it is not what the index has for it. */
  private void convert() {
    repo.sh(
        "echo 'src/id ident' >.git/info/attributes; echo '$Id: 1$' >src/id; git add src/id;"
            + " git commit -qm Text; rm .git/info/attributes");
  }

  private boolean isRead(String path) {
    return lock().manifest().find(TreePath.of(path)).orElseThrow().content() != null;
  }

  private Observation lock() {
    try (Stream<Path> scans = Files.walk(repo.path(".git/exec-session"))) {
      return Observation.readFrom(
          scans
              .filter(path -> path.toString().contains("/looks/"))
              .sorted()
              .findFirst()
              .orElseThrow());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void what_git_knows_is_not_read_at_lock_in() {
    NoRacyWindow.in(repo.root());
    bench.autonomous();
    assertThat(isRead("src/A.java")).isFalse();
  }

  @Test
  void a_full_scan_reads_every_file() {
    convert();
    NoRacyWindow.in(repo.root());
    assertThat(bench.readsAll(true).autonomous().story()).endsWith("completed\n= done\n");
    assertThat(isRead("src/A.java")).isTrue();
  }

  @Test
  void a_resumed_session_reads_the_rest_on_request() {
    convert();
    NoRacyWindow.in(repo.root());
    bench.executor("false").autonomous();
    var run = bench.executor("true").readsAll(true).autonomous();
    assertThat(run.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.TREE_NOT_AS_INDEXED);
    assertThat(run.problems().get(0).message()).contains("`src/id`");
  }

  @Test
  void a_file_that_was_not_read_is_undone_from_gits_objects() {
    NoRacyWindow.in(repo.root());
    bench.executor("rm src/A.java; echo x >src/secret/key").autonomous();
    assertThat(repo.tryGit("status", "--short").output()).contains("src/A.java");
    bench.rollback("B01");
    assertThat(repo.read("src/A.java")).isEqualTo("a\n");
    assertThat(repo.read("src/secret/key")).isEqualTo("k\n");
  }
}
