package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Resumes a run that ended normally, was stopped by a person, or crashed. */
@Execution(ExecutionMode.CONCURRENT)
class ResumeTest {
  private static final String CHECKED =
      PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q fixed src/A.java`");

  @TempDir Path temp;

  @Test
  void an_autonomous_run_resumes_where_its_process_died() {
    StringBuilder rest = new StringBuilder();
    for (String event :
        List.of(
            "locked",
            "B01 exited",
            "B01 measured",
            "B01 checked",
            "B01 judged",
            "B01 done",
            "completed")) {
      Workbench bench = Workbench.create(temp.resolve(event), PlanText.ONE_BLOCK).crashAfter(event);
      assertThat(bench.autonomous().story()).endsWith("= crash\n");
      rest.append("after ").append(event).append(":\n");
      rest.append(bench.crashAfter(null).autonomous().story());
    }
    assertThat(rest.toString())
        .isEqualTo(
            """
            after locked:
            resumed autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            after B01 exited:
            resumed autonomous
            B01 measured executor, checked passed, judged good, done
            completed
            = done
            after B01 measured:
            resumed autonomous
            B01 rechecking, measured between, checked passed, judged good, done
            completed
            = done
            after B01 checked:
            resumed autonomous
            B01 rechecking, measured between, checked passed, judged good, done
            completed
            = done
            after B01 judged:
            resumed autonomous
            B01 done
            completed
            = done
            after B01 done:
            resumed autonomous
            completed
            = done
            after completed:
            finished before
            = done
            """);
  }

  @Test
  void a_crash_before_the_executor_left_a_trace_starts_it_again() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).crashAfter("B01 intended");
    bench.autonomous();

    assertThat(bench.crashAfter(null).autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void an_executor_whose_exit_is_unknown_is_asked_about_and_kept() {
    Workbench bench = cutOff();

    Run run = bench.stepwise(ScriptedGate.answering("keep", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            resumed stepwise
            ? unknown B01 src/A.java: keep
            B01 exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").notes())
        .containsExactly("its exit was not recorded; a person kept its work");
  }

  @Test
  void an_executor_whose_exit_is_unknown_can_be_undone_and_run_again() {
    Workbench bench = cutOff();

    assertThat(bench.stepwise(ScriptedGate.answering("again", "stop")).story())
        .isEqualTo(
            """
            resumed stepwise
            ? unknown B01 src/A.java: again
            B01 undoing, undone
            B01 intended 2, started, exited, measured executor, checked passed, judged good
            ? approve B01: stop
            B01 paused
            = paused
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nB01\n");
  }

  @Test
  void again_that_cannot_undo_pauses() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executor("true").crashAfter("B01 started");
    bench.repo().write("src/mine", "not committed\n");
    bench.stepwise(ScriptedGate.nobody());
    bench.repo().sh("rm -r src/mine .git/exec-session/2*/content/*");

    assertThat(bench.crashAfter(null).stepwise(ScriptedGate.answering("again")).story())
        .isEqualTo(
            """
            resumed stepwise
            ? unknown B01 src/mine: again
            ! UNDO-003
            B01 paused
            = paused
            """);
  }

  @Test
  void an_executor_whose_exit_is_unknown_pauses_if_a_person_stops_or_does_not_answer() {
    Workbench bench = cutOff();

    assertThat(bench.stepwise(ScriptedGate.answering("stop")).story())
        .isEqualTo(
            """
            resumed stepwise
            ? unknown B01 src/A.java: stop
            B01 paused
            = paused
            """);
    assertThat(bench.stepwise(ScriptedGate.answering()).story())
        .isEqualTo(
            """
            resumed stepwise
            ? unknown B01 src/A.java
            B01 paused
            = paused
            """);
    assertThat(bench.stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 paused
            = paused
            """);
    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 paused
            = paused
            """);
  }

  @Test
  void a_blocked_block_is_checked_again_and_its_executor_left_alone() {
    Workbench bench = Workbench.create(temp, CHECKED);
    bench.autonomous();
    bench.repo().write("src/A.java", "fixed\n");

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 rechecking, measured between, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void another_executor_does_a_blocked_block_again() {
    Workbench bench = Workbench.create(temp, CHECKED);
    bench.autonomous();

    Run same = bench.autonomous();
    assertThat(same.remarks())
        .containsExactly("B01 was blocked; its executor is not run again, its checks are");
    assertThat(same.story()).doesNotContain("started");

    Run another = bench.executor("echo fixed >>src/A.java").autonomous();
    assertThat(another.remarks()).containsExactly("B01 was blocked; its executor runs again");
    assertThat(another.story())
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
  void an_executor_that_is_not_named_again_is_not_another_one() {
    Workbench bench = Workbench.create(temp, CHECKED);
    bench.autonomous();

    assertThat(bench.noExecutor().autonomous().remarks())
        .containsExactly("B01 was blocked; its executor is not run again, its checks are");
  }

  @Test
  void a_run_says_that_a_result_waits_for_approval_and_the_executor_does_not_run() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.answering());

    assertThat(bench.executor("echo x >>src/A.java").stepwise(ScriptedGate.answering()).remarks())
        .containsExactly("B01 is waiting for approval; its executor is not run again");
  }

  @Test
  void a_block_whose_executor_failed_is_executed_again() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executor("echo x >>src/A.java; exit 3");
    bench.autonomous();

    assertThat(bench.executor("echo y >>src/A.java").autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 intended 2, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void an_escalated_block_is_judged_again_once_the_change_is_taken_back() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; echo x >README.md");
    bench.autonomous();

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 rechecking, measured between, judged bad, escalated scope
            = escalated
            """);
    bench.repo().delete("README.md");
    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 rechecking, measured between, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_finished_session_runs_nothing_again() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.autonomous();

    Run run = bench.autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            finished before
            = done
            """);
    assertThat(run.events()).isEmpty();
  }

  @Test
  void what_a_stepwise_run_asked_about_needs_a_person_in_an_autonomous_one_too() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.nobody());

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 paused
            = paused
            """);
    assertThat(bench.approve("B01").autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            approved B01 option
            B01 done
            completed
            = done
            """);
  }

  @Test
  void an_approval_that_was_recorded_is_not_asked_for_again() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).crashAfter("approved");
    bench.stepwise(ScriptedGate.answering("continue"));

    assertThat(bench.crashAfter(null).stepwise(ScriptedGate.answering("stop")).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 done
            B02 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B02: stop
            B02 paused
            = paused
            """);
  }

  @Test
  void a_manual_block_that_was_cut_off_is_handed_over_again() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executorNamed("manual");

    assertThat(bench.stepwise(ScriptedGate.answering("stop")).story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started
            ? work B01: stop
            B01 paused
            = paused
            """);
    assertThat(
            bench
                .stepwise(
                    ScriptedGate.answering()
                        .meanwhile(() -> bench.repo().write("src/A.java", "mine\n"))
                        .then("continue", "continue"))
                .story())
        .isEqualTo(
            """
            resumed stepwise
            B01 intended 2, started
            ? work B01: continue
            B01 exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void a_person_can_escalate_the_block_they_work_on() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executorNamed("manual")
            .stepwise(ScriptedGate.answering("escalate: cannot be done"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started
            ? work B01: escalate: cannot be done
            B01 exited, measured executor, judged bad, escalated person
            = escalated
            """);
    assertThat(run.last().escalation().orElseThrow().detail()).isEqualTo("cannot be done");
  }

  @Test
  void a_person_who_does_not_answer_leaves_their_block_open() {
    assertThat(
            Workbench.create(temp, PlanText.ONE_BLOCK)
                .executorNamed("manual")
                .stepwise(ScriptedGate.answering())
                .story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started
            ? work B01
            B01 paused
            = paused
            """);
  }

  /** Whether an interrupted executor has started is unknown: this one has nothing to do. */
  private Workbench cutOff() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executor("true").crashAfter("B01 started");
    bench.stepwise(ScriptedGate.nobody());
    bench.repo().write("src/A.java", "a\nhalf\n");
    return bench.crashAfter(null).executor("echo \"$EXEC_SESSION_BLOCK\" >>src/A.java");
  }
}
