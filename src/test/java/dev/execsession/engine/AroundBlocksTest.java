package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Signed;
import dev.execsession.process.Interrupts;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Changes outside of any block, undo, and the end of a run by a signal. */
@Execution(ExecutionMode.CONCURRENT)
class AroundBlocksTest {
  @TempDir Path temp;

  @Test
  void a_change_between_blocks_can_be_accepted_as_ones_own() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    Run run =
        bench.stepwise(
            ScriptedGate.answering("continue")
                .meanwhile(() -> bench.repo().write("README.md", "mine\n"))
                .then("continue")
                .then("continue", "stop"));

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
            ? between README.md: continue
            between-accepted ana
            B03 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B03: stop
            B03 paused
            = paused
            """);
    assertThat(run.last().accepted().get("README.md")).extracting(Signed::by).isEqualTo("ana");
  }

  @Test
  void an_unclaimed_change_between_blocks_pauses() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("README.md", "mine\n"))
                .then("continue", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            ? between README.md: stop
            paused
            = paused
            """);
    assertThat(run.last().paused().orElseThrow().question())
        .startsWith("changed outside of any block, before block `B02`: `README.md`");
  }

  @Test
  void a_change_between_runs_pauses_without_a_person() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).range(null, null, "B01");
    bench.autonomous();
    bench.repo().write("README.md", "mine\n");

    assertThat(bench.range(null, null, null).autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            paused
            = paused
            """);
  }

  @Test
  void progress_noted_in_the_plan_is_nobodys_question() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).range(null, null, "B01");
    bench.autonomous();
    bench
        .repo()
        .write(
            Workbench.PLAN,
            bench.repo().read(Workbench.PLAN) + "\n## Execution Record\n- B01 done\n");

    assertThat(bench.range(null, null, null).autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            between-accepted exec-session
            B02 intended 1, started, exited, measured executor, checked passed, judged good, done
            B03 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_contract_edited_between_two_blocks_escalates() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(
                    () ->
                        bench
                            .repo()
                            .write(
                                Workbench.PLAN,
                                bench
                                    .repo()
                                    .read(Workbench.PLAN)
                                    .replace("in three steps", "in four steps")))
                .then("continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            escalated objective
            = escalated
            """);
  }

  @Test
  void an_accepted_change_is_a_violation_again_when_an_executor_changes_it() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    Run run =
        bench
            .executor("echo x >>src/A.java; test $EXEC_SESSION_BLOCK = B01 || echo x >>README.md")
            .stepwise(
                ScriptedGate.answering()
                    .meanwhile(() -> bench.repo().write("README.md", "mine\n"))
                    .then("continue", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            ? between README.md: continue
            between-accepted ana
            B02 intended 1, started, exited, measured executor, judged bad, escalated scope
            = escalated
            """);
  }

  @Test
  void a_dirty_worktree_is_refused_autonomously_and_reported_stepwise() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.repo().write("README.md", "mine\n");

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            = refused GIT-011
            """);
    assertThat(bench.stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            ! GIT-011
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void a_block_is_undone_and_put_back_while_no_session_runs() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.answering("stop"));

    assertThat(bench.rollback("B01").story())
        .isEqualTo(
            """
            B01 undoing, undone
            = done
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(bench.redo("B01").story())
        .isEqualTo(
            """
            B01 redoing, redone
            = done
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nB01\n");
    assertThat(bench.stepwise(ScriptedGate.answering("continue")).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 rechecking, measured between, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void an_undone_block_runs_again_from_its_executor_on() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.answering("undo"));

    assertThat(bench.stepwise(ScriptedGate.answering("continue")).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 intended 2, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nB01\n");
  }

  @Test
  void nothing_is_undone_that_did_not_run_or_is_undone_already() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("stop"));

    assertThat(bench.rollback("B02").story())
        .isEqualTo(
            """
            = refused UNDO-002
            """);
    assertThat(bench.rollback("B09").story())
        .isEqualTo(
            """
            = refused RUN-005
            """);
    assertThat(bench.redo("B01").story())
        .isEqualTo(
            """
            = refused UNDO-002
            """);
    bench.rollback("B01");
    assertThat(bench.rollback("B01").story())
        .isEqualTo(
            """
            = refused UNDO-002
            """);
  }

  @Test
  void a_signal_while_a_person_works_ends_the_run_and_lists_the_changes() {
    Signals signals = new Signals();
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executorNamed("manual").interrupts(signals);

    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("src/A.java", "mine\n"))
                .meanwhile(() -> signals.end("INT"))
                .then("continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, interrupted
            interrupted B01 src/A.java
            ? work B01: continue
            = ending
            """);
  }

  @Test
  void a_signal_at_the_gate_ends_the_run_after_the_blocks_work() {
    Signals signals = new Signals();
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).interrupts(signals);

    Run run =
        bench.stepwise(
            ScriptedGate.answering().meanwhile(() -> signals.end("TERM")).then("continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            interrupted
            interrupted null
            ? approve B01: continue
            = ending
            """);
    assertThat(bench.interrupts(new Signals()).stepwise(ScriptedGate.answering("continue")).story())
        .isEqualTo(
            """
            resumed stepwise
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  /** Delivers a signal to the handler that was registered last. */
  private static final class Signals implements Interrupts {
    private final Deque<Handler> handlers = new ArrayDeque<>();

    @Override
    public Registration register(Handler handler) {
      handlers.push(handler);
      return () -> handlers.remove(handler);
    }

    void end(String signal) {
      handlers.element().end(signal);
    }
  }
}
