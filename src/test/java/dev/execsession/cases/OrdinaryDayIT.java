package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What package managers, build tools and other worktrees bring does not stop a session. */
class OrdinaryDayIT {
  @TempDir Path temp;

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
