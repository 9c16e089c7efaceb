package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blocks in range of a run, and what follows the last one. */
@Execution(ExecutionMode.CONCURRENT)
class CompletionTest {
  @TempDir Path temp;

  @Test
  void the_completion_checks_run_once_after_the_last_block() {
    assertThat(Workbench.create(temp, completing("true")).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            rechecking
            checked passed
            completed
            = done
            """);
  }

  @Test
  void a_completion_check_that_fails_blocks_the_session_and_is_all_that_runs_again() {
    Workbench bench = Workbench.create(temp, completing("test -e src/B.java"));

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            rechecking
            checked failed
            blocked
            = blocked
            """);
    bench.repo().write("src/B.java", "b\n");
    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            paused
            = paused
            """);
  }

  @Test
  void a_completion_check_that_changes_a_path_out_of_scope_escalates() {
    assertThat(Workbench.create(temp, completing("echo x >README.md")).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            rechecking
            checked passed
            measured check
            escalated scope
            = escalated
            """);
  }

  @Test
  void a_block_that_depends_on_one_out_of_range_stays_pending() {
    assertThat(
            Workbench.create(
                    temp,
                    PlanText.with(
                        PlanText.STANDARD,
                        "- **Goal:** The third step is made.\n",
                        "- **Goal:** The third step is made.\n- **Depends On:** B02\n"))
                .range("B03", null, null)
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            ! RUN-009
            = blocked
            """);
  }

  @Test
  void a_range_runs_its_blocks_alone_and_completes_nothing() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).range(null, "B02", "B02");

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B02 intended 1, started, exited, measured executor, checked passed, judged good, done
            = done
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.txt", "src", "src/A.java/report.md", ".git/report.md"})
  void a_report_that_cannot_be_written_is_refused_before_anything_starts(String file) {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config("report:\n  files: [" + file + "]\n")
            .autonomous();

    assertThat(run.story()).isEqualTo("= refused RUN-014\n");
    assertThat(run.problems().get(0).message()).contains(file);
  }

  @Test
  void a_report_may_go_to_a_folder_that_is_not_there_yet() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config("report:\n  files: [build/reports/r.json]\n")
            .autonomous();

    assertThat(run.story()).endsWith("= done\n");
  }

  @Test
  void a_mode_that_the_plan_does_not_want_is_refused_until_it_is_overridden() {
    Workbench bench =
        Workbench.create(
            temp,
            PlanText.with(
                PlanText.ONE_BLOCK,
                "## Validation Plan",
                "## Executor Handoff\n- **Execution Mode:** `stepwise`\n\n## Validation Plan"));

    assertThat(bench.autonomous().story()).isEqualTo("= refused RUN-003\n");
    bench.stepwise(ScriptedGate.nobody());
    Run resumed = bench.overrideMode().approve("B01").autonomous();
    assertThat(resumed.story()).endsWith("= done\n");
    assertThat(resumed.last(Event.Resumed.class).modeOverriddenBy()).isEqualTo("ana");
  }

  private static String completing(String check) {
    return PlanText.with(
        PlanText.ONE_BLOCK, "- `true`\n", "- `true`\n\n**At Completion:**\n- `" + check + "`\n");
  }
}
