package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors, package managers and build tools do next to a session does not stop it. */
class OrdinaryDayIT {
  /** What happens next to the session, over and over; each round adds a line to a file. */
  private static final String LOOP =
      """
      while [ ! -e ../outside/over ]; do
        git fetch -q --tags origin; git gc -q --auto
        git worktree add -q --detach ../outside/next; git worktree remove --force ../outside/next
        git branch -f side HEAD; git push -q -u origin side
        git config user.email ana@example.org
        touch src/.A.java.swp; rm src/.A.java.swp
        echo round >>../outside/rounds
      done
      """;

  /** Works, and goes on only when two rounds were over meanwhile. */
  private static final String WORK =
      """
      echo "$B  " >>src/A.java
      want=$(($(wc -l <../outside/rounds) + 2))
      while [ "$(wc -l <../outside/rounds)" -lt "$want" ]; do :; done
      """;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"autonomous", "stepwise"})
  void a_session_runs_to_its_end_beside_an_editor_that_fetches(String mode) {
    CaseRepo repo =
        CaseRepo.create(
                temp, PlanText.withCheck(PlanText.STANDARD, "`sed -i 's/ *$//' src/A.java`"))
            .inside()
            .executor(WORK);
    repo.files()
        .sh(
            "echo '*.swp' >>.git/info/exclude; git init -q --bare ../outside/origin.git;"
                + " git remote add origin ../outside/origin.git; git push -q -u origin feature/x;"
                + " git config user.email ann@example.org; : >../outside/rounds");

    Process editor = start(repo);
    try {
      if (mode.equals("autonomous")) {
        assertDone(repo.autonomous());
      } else {
        assertThat(repo.stepwise().exit()).isEqualTo(5);
        assertThat(repo.stepwise("--approve", "B01").exit()).isEqualTo(5);
        assertThat(repo.stepwise("--approve", "B02").exit()).isEqualTo(5);
        assertDone(repo.stepwise("--approve", "B03"));
      }
    } finally {
      repo.files().sh("touch ../outside/over");
      editor.onExit().join();
    }
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB02\nB03\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a build copies test data that is excluded | mkdir -p target/classes/db; cp src/V1.sql target/classes/db/V1.sql
          a test runner makes its cache             | mkdir .pytest_cache; echo '*' >.pytest_cache/.gitignore; echo x >.pytest_cache/CACHEDIR.TAG
          an install brings files of other projects | mkdir -p node_modules/next/docs; for f in AGENTS.md .gitattributes .gitignore package.json V1.sql .env; do echo '{}' >node_modules/next/$f; done
          """)
  void what_tools_leave_in_ignored_folders_is_a_side_effect(String what, String check) {
    CaseRepo repo =
        CaseRepo.create(
                temp,
                PlanText.withExclude(
                    PlanText.withCheck(PlanText.ONE_BLOCK, "`sh ../outside/tool`"),
                    "`**/V*.sql`",
                    "`**/package.json`"))
            .inside()
            .executor("echo x >>src/A.java");
    repo.files().write(".gitignore", "target/\nnode_modules/\n");
    repo.files().write("src/V1.sql", "create\n");
    repo.files().commit("Add test data");
    repo.files().sh("cat >../outside/tool <<'E'\n" + check + "\nE");

    assertDone(repo.autonomous());

    assertThat(repo.report().texts("blocks.0.changes.*.path")).isEqualTo(List.of("src/A.java"));
    assertThat(repo.report().texts("blocks.0.sideEffects.*.path")).hasSize(1);
  }

  @Test
  void another_worktree_below_this_one_is_named_and_not_watched() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .inside()
            .executor("echo x >>src/A.java; echo x >wt/other/README.md");
    repo.files().sh("echo wt/ >>.git/info/exclude; git worktree add -q --detach wt/other");

    Ran ran = repo.autonomous();

    assertDone(ran);
    assertThat(ran.err()).contains("not watched: `wt/other`");
  }

  private static void assertDone(Ran ran) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
  }

  private static Process start(CaseRepo repo) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", LOOP)
            .directory(repo.files().root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(repo.outside().resolve("loop.log").toFile());
    builder.environment().clear();
    builder.environment().putAll(repo.files().environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
