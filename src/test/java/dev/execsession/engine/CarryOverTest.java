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

/** Amended plans, and the work that was done for the earlier version. */
@Execution(ExecutionMode.CONCURRENT)
class CarryOverTest {
  @TempDir Path temp;

  @Test
  void an_edited_plan_is_refused_and_its_work_carried_over_once_the_edit_is_accepted() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    edit(bench, "The third step is made.", "The third step is done.");

    assertThat(bench.stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            = refused RUN-004
            """);
    assertThat(bench.acceptBetween(true).stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            locked stepwise
            B01 carried
            B02 taken-over
            B02 intended 1, exited
            carried-over
            B02 measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void restart_of_the_same_plan_does_everything_again() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.autonomous();
    bench.repo().commit("work");

    assertThat(bench.restart(true).autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void an_amended_plan_after_an_escalation_carries_the_work_over_and_judges_it_again() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; echo x >README.md");
    bench.autonomous();
    edit(bench, "- `src/**`\n", "- `src/**`\n- `README.md`\n");

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 taken-over
            B01 intended 1, exited
            carried-over
            B01 measured executor, checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_crash_while_work_is_carried_over_is_made_good() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("continue", "continue", "stop"));
    edit(bench, "The third step is made.", "The third step is done.");
    bench.acceptBetween(true).crashAfter("B01 carried").stepwise(ScriptedGate.nobody());

    assertThat(bench.acceptBetween(false).crashAfter(null).stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            B02 carried
            B03 taken-over
            carried-over
            B03 intended 1, started, exited, measured executor, checked passed, judged good, paused
            = paused
            """);
  }

  @Test
  void a_changed_configuration_is_refused_until_it_is_accepted() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.nobody());
    bench.config("version: 1\nredact: ['x+']\n");

    assertThat(bench.stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            = refused RUN-010
            """);
    assertThat(bench.acceptBetween(true).stepwise(ScriptedGate.nobody()).story())
        .contains("B01 taken-over")
        .doesNotContain("B01 intended 1, started");
  }

  @Test
  void restart_of_an_amended_plan_inherits_nothing() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    edit(bench, "The third step is made.", "The third step is done.");
    bench.repo().commit("amended");

    Workbench.Run run = bench.noExecutor().restart(true).autonomous();

    assertThat(run.story()).isEqualTo("= refused EXEC-004\n");
  }

  private static void edit(Workbench bench, String from, String to) {
    bench.repo().write(Workbench.PLAN, PlanText.with(bench.repo().read(Workbench.PLAN), from, to));
  }
}
