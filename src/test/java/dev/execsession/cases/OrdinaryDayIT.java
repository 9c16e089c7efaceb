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

/** What editors, package managers, build tools and git itself do does not stop a session. */
class OrdinaryDayIT {
  /** What happens next to the session, over and over; each round adds a line to a file. */
  private static final String LOOP =
      """
      n=0
      while [ ! -e ../outside/over ]; do
        n=$((n + 1))
        git -C ../outside/colleague commit -q --allow-empty -m "Change $n"
        git -C ../outside/colleague tag v$n
        git -C ../outside/colleague push -q origin HEAD:main v$n
        git fetch -q --tags origin
        git gc -q --auto
        git worktree add -q --detach ../outside/next
        git worktree remove --force ../outside/next
        git branch -q -f side HEAD
        git push -q -u origin side
        git branch -q -f topic/$((n % 3)) HEAD
        git branch -q -D topic/$(((n + 1) % 3))
        git config user.email ana$n@example.org
        touch src/.A.java.swp src/4913
        ln -s ana@host.1:2 'src/.#A.java'
        rm src/.A.java.swp src/4913 'src/.#A.java'
        echo round >>../outside/rounds
      done
      """;

  /** Works, and ends only when two more rounds are over. */
  private static final String WORK =
      """
      echo "$B  " >>src/A.java
      want=$(($(wc -l <../outside/rounds) + 2))
      while [ "$(wc -l <../outside/rounds)" -lt "$want" ]; do :; done
      """;

  private static final String REMOTE =
      """
      git init -q --bare ../outside/origin.git
      git remote add origin ../outside/origin.git
      git push -q -u origin feature/x
      git clone -q -b feature/x ../outside/origin.git ../outside/colleague
      for repository in . ../outside/colleague; do
        git -C $repository config user.name Ann
        git -C $repository config user.email ann@example.org
      done
      git config gc.auto 1
      git config gc.autoDetach false
      : >../outside/rounds
      """;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"autonomous", "stepwise"})
  void a_session_runs_to_its_end_while_editor_and_git_work_on(String mode) {
    CaseRepo repo =
        CaseRepo.create(
                temp, PlanText.withCheck(PlanText.STANDARD, "`sed -i 's/ *$//' src/A.java`"))
            .executor(WORK);
    repo.files().write(".gitignore", ".env\nnode_modules/\ntarget/\n*.swp\n4913\n.#*\n");
    repo.files().commit("Ignore what editors leave");
    repo.files().sh(REMOTE);

    Process loop = start(repo);
    try {
      if (mode.equals("autonomous")) {
        assertDone(repo.autonomous());
      } else {
        for (String waiting : List.of("", "B01", "B02")) {
          assertThat(approve(repo, waiting).exit()).isEqualTo(5);
        }
        assertDone(approve(repo, "B03"));
      }
      assertThat(loop.isAlive()).isTrue();
    } finally {
      repo.files().sh("touch ../outside/over");
      loop.onExit().join();
    }
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB02\nB03\n");
  }

  private static Ran approve(CaseRepo repo, String block) {
    return block.isEmpty() ? repo.stepwise() : repo.stepwise("--approve", block);
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
}
