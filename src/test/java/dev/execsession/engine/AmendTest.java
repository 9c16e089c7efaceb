package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Phase;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Amendments of the scope while a session is open. */
@Execution(ExecutionMode.CONCURRENT)
class AmendTest {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");
  private static final String NARROW =
      PlanText.ONE_BLOCK.replace(
          "- **Goal:**", "- **Include:** `src/A.java`, `src/b/**`\n- **Goal:**");

  @TempDir Path temp;

  @Test
  void the_same_session_goes_on_and_the_block_is_not_done_again() {
    Workbench bench = stray(PlanText.ONE_BLOCK, "README.md");
    String session = bench.stored().folder().id();

    Run amended = bench.amend(null, List.of("README.md"), List.of());
    Run run = bench.autonomous();

    assertThat(amended.story()).isEqualTo("amended README.md ana\n= done\n");
    assertThat(amended.last().phase()).isEqualTo(Phase.PAUSED);
    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
    assertThat(run.last().locked().session()).isEqualTo(session);
    assertThat(bench.repo().read(Workbench.PLAN)).contains("- `src/**`\n- `README.md`\n");
  }

  @Test
  void a_block_with_an_include_gets_the_pattern_too() {
    Workbench bench = stray(NARROW, "README.md");

    assertThat(bench.amend("B01", List.of("README.md"), List.of()).problems()).isEmpty();

    assertThat(bench.repo().read(Workbench.PLAN))
        .contains("- **Include:** `src/A.java`, `src/b/**`, `README.md`\n")
        .contains("- `src/**`\n- `README.md`\n");
    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void only_the_block_gets_a_pattern_that_the_plan_includes() {
    Workbench bench = stray(NARROW, "src/c");

    assertThat(bench.amend(null, List.of("src/c"), List.of()).problems()).isEmpty();

    assertThat(bench.repo().read(Workbench.PLAN))
        .contains("- **Include:** `src/A.java`, `src/b/**`, `src/c`\n")
        .doesNotContain("- `src/c`");
    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void an_excluded_path_stays_excluded_and_nothing_changes() {
    Workbench bench = stray(PlanText.ONE_BLOCK, "src/secret/key");
    String before = bench.repo().read(Workbench.PLAN);

    Run run = bench.amend(null, List.of("src/secret/key"), List.of());

    assertThat(run.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("`src/secret/key` stays excluded by `src/secret/**`"));
    assertThat(bench.repo().read(Workbench.PLAN)).isEqualTo(before);
    assertThat(bench.stored().state().phase()).isEqualTo(Phase.ESCALATED);
  }

  @Test
  void what_is_proposed_names_the_include_that_is_missing_and_folders_of_many_files() {
    Workbench bench = stray(NARROW, "src/c; for i in 1 2 3 4 5 6; do echo $i >docs/$i; done");

    Fact.Escalation open = bench.stored().state().escalation().orElseThrow();

    assertThat(open.proposal())
        .containsExactly("add `docs/**` to Include", "add `src/c` to the Include of block `B01`");
    assertThat(open.include()).containsExactlyInAnyOrder("docs/**", "src/c");
    bench.amend(null, Objects.requireNonNull(open.include()), List.of());
    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void an_exclude_can_be_added() {
    Workbench bench = stray(PlanText.ONE_BLOCK, "README.md");

    bench.amend(null, List.of("README.md"), List.of("src/b/**"));

    assertThat(bench.stored().state().locked().exclude()).contains("src/b/**");
    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void the_grant_says_who_why_and_how_long_it_took() {
    Workbench bench = stray(PlanText.ONE_BLOCK, "README.md");

    bench.amend(null, List.of("README.md"), List.of());

    assertThat(bench.stored().state().amendments())
        .singleElement()
        .satisfies(
            made -> {
              Grant.Amended grant = made.grant();
              assertThat(grant.by()).isEqualTo("ana");
              assertThat(grant.reason()).isEqualTo("needed");
              assertThat(grant.waitedMs()).isPositive();
            });
  }

  @Test
  void a_plan_edited_meanwhile_is_not_amended() {
    Workbench bench = stray(PlanText.ONE_BLOCK, "README.md");
    edit(bench, "- `src/**`\n", "- `src/**`\n- `docs/**`\n");

    Run run = bench.amend(null, List.of("README.md"), List.of());

    assertThat(run.story()).isEqualTo("= refused RUN-022\n");
  }

  @Test
  void a_block_done_before_stays_done() {
    Workbench bench =
        Workbench.create(temp, TWO_BLOCKS)
            .executor("echo x >>src/A.java; [ $EXEC_SESSION_BLOCK = B01 ] || echo y >>README.md");
    bench.autonomous();

    bench.amend("B02", List.of("README.md"), List.of());

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B02 rechecking, measured between, checked passed, judged good, done
            completed
            = done
            """);
  }

  private Workbench stray(String plan, String path) {
    Workbench bench =
        Workbench.create(temp, plan).executor("echo x >>src/A.java; echo y >>" + path);
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    return bench;
  }

  private static void edit(Workbench bench, String found, String replacement) {
    bench
        .repo()
        .write(
            Workbench.PLAN, PlanText.with(bench.repo().read(Workbench.PLAN), found, replacement));
  }
}
