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

/** Every answer at the gate after a good or blocked block. */
@Execution(ExecutionMode.CONCURRENT)
class GateAnswersTest {
  private static final String CHECKED =
      PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q fixed src/A.java`");

  @TempDir Path temp;

  @Test
  void a_person_who_gave_up_on_a_block_can_go_on() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executorNamed("manual");
    bench.stepwise(ScriptedGate.answering("escalate: the goal is wrong"));

    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("src/A.java", "b\n"))
                .then("continue", "continue"));

    assertThat(run.story()).contains("? work B01: continue").endsWith("completed\n= done\n");
  }

  @ParameterizedTest
  @CsvSource({"mine, paused", "escalate, escalated", "stop, paused"})
  void what_changed_about_git_is_put_to_the_person_first(String answer, String end) {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; git config core.hooksPath .h")
            .stepwise(ScriptedGate.answering(answer));

    assertThat(run.story())
        .contains("? git in B01: ", "core.hookspath", ": " + answer + "\n")
        .endsWith("= " + end + "\n");
    assertThat(run.block("B01").isJudged()).isEqualTo(answer.equals("mine"));
  }

  @Test
  void a_path_out_of_scope_is_never_put_to_the_person() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>other; git config core.hooksPath .h")
            .stepwise(ScriptedGate.answering("mine"));

    assertThat(run.story()).doesNotContain("?").endsWith("= escalated\n");
  }

  @Test
  void an_escalation_at_the_gate_does_not_repeat_itself() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.answering("escalate: the goal is wrong"));

    Run run = bench.stepwise(ScriptedGate.answering("continue"));

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
  }

  @Test
  void continue_approves_the_block_and_continues() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .stepwise(ScriptedGate.answering("continue", "continue", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            B02 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B02: continue
            approved B02 prompt
            B02 done
            B03 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B03: continue
            approved B03 prompt
            B03 done
            completed
            = done
            """);
  }

  @Test
  void stop_pauses_with_the_question_and_the_command_that_answers_it() {
    Run run = Workbench.create(temp, PlanText.ONE_BLOCK).stepwise(ScriptedGate.answering("stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: stop
            B01 paused
            = paused
            """);
    assertThat(run.last().paused().orElseThrow().question()).isEqualTo("approve block B01?");
    assertThat(run.last().paused().orElseThrow().next())
        .isEqualTo("exec-session run " + Workbench.PLAN + " --approve B01");
  }

  @Test
  void no_answer_pauses_like_stop() {
    Run run = Workbench.create(temp, PlanText.ONE_BLOCK).stepwise(ScriptedGate.answering());

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01
            B01 paused
            = paused
            """);
  }

  @Test
  void without_a_terminal_nothing_is_asked() {
    Run run = Workbench.create(temp, PlanText.ONE_BLOCK).stepwise(ScriptedGate.nobody());

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void diff_and_log_show_the_work_and_leave_the_question_open() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo said; echo more >>src/A.java")
            .stepwise(ScriptedGate.answering("diff", "log", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: diff
            ? approve B01: log
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.gate().shown())
        .containsExactly(
            "modified src/A.java\n@@ -1 +1,2 @@\n a\n+more\n",
            "B01-1-executor.log: said",
            "B01-1-check-1.log: ");
  }

  @Test
  void a_note_is_kept_for_the_planner_and_the_question_stays() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .stepwise(ScriptedGate.answering("note: mind the gap", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: note: mind the gap
            B01 noted
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").notes()).containsExactly("mind the gap");
  }

  @Test
  void recheck_runs_the_checks_again_without_the_executor() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .stepwise(ScriptedGate.answering("recheck", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: recheck
            B01 rechecking, measured between, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void recheck_counts_a_persons_fix_in_scope_as_the_blocks_work() {
    Workbench bench = Workbench.create(temp, CHECKED);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("src/A.java", "fixed\n"))
                .then("recheck", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: recheck
            B01 rechecking, measured between, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").changes())
        .extracting(change -> change.path())
        .containsExactly("src/A.java");
  }

  @Test
  void recheck_asks_about_a_change_out_of_scope() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("README.md", "mine\n"))
                .then("recheck", "continue", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: recheck
            B01 rechecking, measured between
            ? between README.md: continue
            between-accepted ana
            B01 checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void recheck_pauses_for_an_unclaimed_change_out_of_scope() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("README.md", "mine\n"))
                .then("recheck", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: recheck
            B01 rechecking, measured between
            ? between README.md: stop
            paused
            = paused
            """);
  }

  @Test
  void again_runs_the_executor_on_top_of_its_work() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Run run = bench.stepwise(ScriptedGate.answering("again", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: again
            B01 intended 2, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nB01\nB01\n");
  }

  @Test
  void undo_puts_the_files_back_and_pauses() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Run run = bench.stepwise(ScriptedGate.answering("undo"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: undo
            B01 undoing, undone
            = paused
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
  }

  @Test
  void undo_that_finds_a_conflict_changes_nothing_and_asks_again() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("src/A.java", "other\n"))
                .then("undo", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: undo
            ! UNDO-001
            ? approve B01: stop
            B01 paused
            = paused
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("other\n");
  }

  @Test
  void escalate_hands_the_block_back_with_the_persons_reason() {
    Run run =
        Workbench.create(temp, PlanText.STANDARD)
            .stepwise(ScriptedGate.answering("escalate: the goal is wrong"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: escalate: the goal is wrong
            B01 escalated person
            = escalated
            """);
    assertThat(run.last().escalation().orElseThrow().detail()).isEqualTo("the goal is wrong");
    assertThat(run.last().escalation().orElseThrow().paths()).containsExactly("src/A.java");
  }

  @Test
  void a_blocked_block_waits_at_the_gate_until_its_check_passes() {
    Workbench bench = Workbench.create(temp, CHECKED);
    Run run =
        bench.stepwise(
            ScriptedGate.answering("recheck")
                .meanwhile(() -> bench.executor("echo fixed >>src/A.java"))
                .meanwhile(() -> bench.repo().write("src/A.java", "fixed\n"))
                .then("recheck", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: recheck
            B01 rechecking, measured between, checked failed, judged bad, blocked
            ? blocked B01: recheck
            B01 rechecking, measured between, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void a_blocked_block_that_is_stopped_at_ends_the_run_blocked() {
    Run run = Workbench.create(temp, CHECKED).stepwise(ScriptedGate.answering("stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: stop
            = blocked
            """);
  }

  @Test
  void a_blocked_block_without_an_answer_ends_the_run_blocked() {
    Run run = Workbench.create(temp, CHECKED).stepwise(ScriptedGate.answering());

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01
            = blocked
            """);
  }

  @Test
  void a_blocked_block_can_be_escalated_undone_noted_and_run_again() {
    Workbench bench = Workbench.create(temp, CHECKED);

    assertThat(bench.stepwise(ScriptedGate.answering("note: n", "again", "undo")).story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: note: n
            B01 noted
            ? blocked B01: again
            B01 intended 2, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: undo
            B01 undoing, undone
            = paused
            """);
    assertThat(bench.stepwise(ScriptedGate.answering("escalate: r")).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 intended 3, started, exited, measured executor, checked failed, judged bad, blocked
            ? blocked B01: escalate: r
            B01 escalated person
            = escalated
            """);
  }
}
