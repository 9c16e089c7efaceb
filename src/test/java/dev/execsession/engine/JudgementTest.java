package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;

/** The judgement of a block's work, with and without a person. */
@Execution(ExecutionMode.CONCURRENT)
class JudgementTest {
  private static final String FAILING =
      PlanText.withCheck(PlanText.STANDARD, "`grep -q fixed src/A.java`");

  @TempDir Path temp;

  @Test
  void an_autonomous_run_completes() {
    assertThat(Workbench.create(temp, PlanText.STANDARD).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            B02 intended 1, started, exited, measured executor, checked passed, judged good, done
            B03 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void it_stops_at_the_first_block_that_is_not_done() {
    Run run = Workbench.create(temp, FAILING).autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            = blocked
            """);
    assertThat(run.block("B01").reasons())
        .containsExactly("check failed: `grep -q fixed src/A.java` (exit 1)");
  }

  @Test
  void every_check_runs_although_one_failed() {
    Run run =
        Workbench.create(
                temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`false`", "`true`", "`exit 3`"))
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked failed, checked passed,
                checked failed, judged bad, blocked
            = blocked
            """);
    assertThat(run.block("B01").reasons()).hasSize(2);
  }

  @Test
  void an_executor_that_fails_blocks_before_any_check() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .executor("echo x >>src/A.java; exit 3")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, blocked
            = blocked
            """);
  }

  @Test
  void work_without_effect_blocks() {
    Run run = Workbench.create(temp, PlanText.STANDARD).executor("true").autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, blocked
            = blocked
            """);
  }

  @Test
  void a_block_that_expects_no_changes_passes_without_and_fails_with_one() {
    Workbench bench =
        Workbench.create(
                temp,
                PlanText.with(
                    PlanText.ONE_BLOCK, "- **Steps:**", "- **Expect:** no changes\n- **Steps:**"))
            .executor("echo x >>src/A.java");

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, blocked
            = blocked
            """);
    bench.repo().git("checkout", "src/A.java");
    assertThat(bench.executor("true").autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 rechecking, measured between
            B01 intended 2, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_retry_runs_the_executor_again_on_top_of_its_work() {
    Workbench bench =
        Workbench.create(
                temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`test $(wc -l <src/A.java) = 3`"))
            .retries(2);

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            B01 intended 2, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void retries_come_to_an_end() {
    assertThat(Workbench.create(temp, FAILING).retries(1).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            B01 intended 2, started, exited, measured executor, checked failed, judged bad, blocked
            = blocked
            """);
  }

  @Test
  void retries_come_before_the_question_in_a_stepwise_run() {
    assertThat(
            Workbench.create(temp, FAILING)
                .retries(1)
                .stepwise(ScriptedGate.answering("stop"))
                .story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            B01 intended 2, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: stop
            = blocked
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "echo x >README.md, outside",
    "echo x >src/secret/key, excluded",
    "mkdir -p .github/workflows; echo x >.github/workflows/ci.yml, protected",
  })
  void a_change_out_of_scope_escalates_and_is_not_retried(String shell, String verdict) {
    Run run = Workbench.create(temp, PlanText.STANDARD).executor(shell).retries(1).autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, escalated scope
            = escalated
            """);
    assertThat(run.last().escalation().orElseThrow().detail()).contains(verdict);
  }

  @Test
  void a_change_out_of_scope_that_is_taken_back_within_the_step_is_no_change() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .executor("echo x >README.md; rm README.md; echo x >>src/A.java")
            .range("B01", null, null)
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            = done
            """);
  }

  @Test
  void a_check_that_changes_a_path_out_of_scope_escalates() {
    Run run =
        Workbench.create(temp, PlanText.withCheck(PlanText.STANDARD, "`echo x >README.md`"))
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, measured check,
                judged bad, escalated scope
            = escalated
            """);
    assertThat(run.last().escalation().orElseThrow().evidence())
        .contains("added `README.md`: outside (not in any include), by the check");
  }

  @Test
  void a_check_that_changes_a_path_in_scope_is_measured_and_counted() {
    Run run =
        Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`echo x >src/B.java`"))
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, measured check,
                judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").changes())
        .extracting(change -> change.path())
        .containsExactly("src/A.java", "src/B.java");
  }

  @Test
  void an_executor_can_send_the_plan_back() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .executor(
                "echo x >>src/A.java; echo '{\"escalate\":{\"reason\":\"architecture\","
                    + "\"detail\":\"two services would share it\"}}' >\"$EXEC_SESSION_RESULT\"")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, escalated architecture
            = escalated
            """);
    assertThat(run.last().escalation().orElseThrow().detail())
        .isEqualTo("two services would share it");
  }

  @Test
  void an_edited_contract_escalates_as_the_objective() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .executor("sed -i 's/in three steps/in four steps/' " + Workbench.PLAN)
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, escalated objective
            = escalated
            """);
  }

  @Test
  void a_new_package_that_no_block_names_escalates_as_a_dependency() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.repo().write("src/package.json", "{\"dependencies\":{\"left\":\"1\"}}\n");
    bench.repo().commit("manifest");

    assertThat(
            bench
                .executor(
                    "echo '{\"dependencies\":{\"left\":\"1\",\"right\":\"2\"}}' >src/package.json")
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, escalated dependency
            = escalated
            """);
  }

  @Test
  void a_new_top_level_folder_escalates_as_architecture() {
    assertThat(
            Workbench.create(temp, PlanText.withInclude(PlanText.STANDARD, "`**`"))
                .executor("mkdir tools; echo x >tools/t.sh")
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, escalated architecture
            = escalated
            """);
  }

  @Test
  void the_blocks_own_commands_can_be_its_executor() {
    assertThat(
            Workbench.create(
                    temp,
                    PlanText.with(
                        PlanText.ONE_BLOCK,
                        "- **Steps:**",
                        "- **Run:** `echo run >>src/A.java`\n- **Steps:**"))
                .noExecutor()
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_report_that_cannot_be_read_makes_the_executor_fail() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; echo '{' >\"$EXEC_SESSION_RESULT\"")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, judged bad, blocked
            = blocked
            """);
  }

  @Test
  void an_executors_report_is_kept_with_its_block() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor(
                "echo x >>src/A.java; echo '{\"summary\":\"did it\",\"risks\":[\"slow\"],"
                    + "\"notes\":[\"see A\"]}' >\"$EXEC_SESSION_RESULT\"")
            .autonomous();

    assertThat(run.story()).endsWith("= done\n");
    assertThat(run.block("B01").execution().orElseThrow().summary()).isEqualTo("did it");
    assertThat(run.block("B01").risks()).containsExactly("slow");
    assertThat(run.block("B01").notes()).containsExactly("see A");
  }
}
