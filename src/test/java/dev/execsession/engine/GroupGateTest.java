package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The gate of a group, and its answers. */
@Execution(ExecutionMode.CONCURRENT)
class GroupGateTest {
  @TempDir Path temp;

  @Test
  void an_option_answers_the_gate_that_a_run_left_open() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.nobody());

    assertThat(bench.approve("B01").stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            approved B01 option
            B01 done
            B02 intended 1, started, exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void an_option_for_a_block_that_does_not_wait_is_refused() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);

    assertThat(bench.approve("B01").stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            = refused RUN-008
            """);
    bench.approve().stepwise(ScriptedGate.nobody());
    assertThat(bench.approve("B02").stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            = refused RUN-008
            """);
  }

  @Test
  void a_group_has_one_gate_after_its_last_block() {
    Workbench bench = Workbench.create(temp, grouped());

    assertThat(bench.stepwise(ScriptedGate.answering("diff", "log", "continue", "stop")).story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            B02 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01,B02: diff
            ? approve B01,B02: log
            ? approve B01,B02: continue
            approved B01 B02 prompt
            B01 done
            B02 done
            B03 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B03: stop
            B03 paused
            = paused
            """);
  }

  @Test
  void undo_of_a_group_undoes_its_blocks_from_the_last_to_the_first() {
    Workbench bench = Workbench.create(temp, grouped());

    assertThat(bench.stepwise(ScriptedGate.answering("undo")).story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            B02 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01,B02: undo
            B02 undoing, undone
            B01 undoing, undone
            = paused
            """);
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
  }

  @Test
  void a_group_whose_rest_is_out_of_range_is_asked_about_as_far_as_it_came() {
    Workbench bench = Workbench.create(temp, grouped()).range(null, null, "B01");

    assertThat(bench.stepwise(ScriptedGate.answering("stop")).story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: stop
            B01 paused
            = paused
            """);
  }

  @Test
  void a_group_is_approved_by_option_as_the_plan_writes_it() {
    Workbench bench = Workbench.create(temp, grouped());
    bench.stepwise(ScriptedGate.nobody());

    assertThat(bench.approve("B01-B02").stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            approved B01 B02 option
            B01 done
            B02 done
            B03 intended 1, started, exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  private static String grouped() {
    return PlanText.with(
        PlanText.STANDARD,
        "## Validation Plan",
        "## Executor Handoff\n- **Block Grouping:** B01-B02\n\n## Validation Plan");
  }
}
