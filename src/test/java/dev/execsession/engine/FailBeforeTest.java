package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Actor;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
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

/** Checks that should fail before the block's work run then, and are flagged when they pass. */
@Execution(ExecutionMode.CONCURRENT)
class FailBeforeTest {
  @TempDir Path temp;

  private Workbench bench(String... checks) {
    return Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, checks));
  }

  private static List<CheckStatus> before(Run run) {
    return run.events().stream()
        .filter(event -> event instanceof Event.Checked checked && checked.before() != null)
        .map(event -> ((Event.Checked) event).check().status())
        .toList();
  }

  @Test
  void it_runs_before_the_executor_and_again_after_it() {
    Run run = bench("`grep -q B01 src/A.java` (must fail before)", "`true`").autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, checked failed, started, exited, measured executor, checked passed,
                checked passed, judged good, done
            completed
            = done
            """);
    assertThat(before(run)).containsExactly(CheckStatus.FAILED);
    assertThat(run.block("B01").risks()).isEmpty();
    assertThat(run.block("B01").checks()).allMatch(Fact.Check::passed).hasSize(2);
  }

  @Test
  void a_check_that_passes_already_is_a_risk_of_the_block() {
    Run run = bench("`grep -q a src/A.java` (must fail before)").autonomous();

    assertThat(run.story()).contains("intended 1, checked passed, started").endsWith("= done\n");
    assertThat(run.block("B01").risks())
        .containsExactly(
            "check `grep -q a src/A.java` passed already before the block: it does not show that"
                + " the block did anything");
    assertThat(run.last(Event.Judged.class).risks()).hasSize(1);
  }

  @Test
  void a_check_that_cannot_be_started_yet_stops_nothing() {
    Run run =
        bench("In `src/new`: `test -f done` (must fail before)")
            .executor("mkdir src/new; echo x >src/new/done")
            .autonomous();

    assertThat(before(run)).containsExactly(CheckStatus.NOT_RUN);
    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(run.block("B01").risks()).isEmpty();
  }

  @Test
  void what_it_changes_is_not_the_executors() {
    Run run = bench("`echo c >src/report; grep -q B01 src/A.java` (must fail before)").autonomous();

    assertThat(run.story()).contains("intended 1, checked failed, measured check, started");
    assertThat(run.block("B01").changes())
        .extracting(Fact.Change::path, Fact.Change::by)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("src/A.java", Actor.EXECUTOR),
            org.assertj.core.groups.Tuple.tuple("src/report", Actor.CHECK));
  }

  @Test
  void what_it_changes_outside_the_scope_stops_before_the_executor() {
    Run run = bench("`echo c >outside; false` (must fail before)").autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, checked failed, measured check, judged bad, escalated scope
            = escalated
            """);
    assertThat(run.block("B01").changes()).extracting(Fact.Change::by).containsExactly(Actor.CHECK);
  }

  @Test
  void it_does_not_run_again_with_the_second_attempt() {
    Workbench bench = bench("`grep -q fixed src/A.java` (must fail before)").retries(1);

    Run run = bench.autonomous();

    assertThat(before(run)).hasSize(1);
    assertThat(run.story()).contains("B01 intended 2, started");
  }

  @Test
  void it_does_not_run_again_after_a_crash() {
    Workbench bench =
        bench("`grep -q B01 src/A.java` (must fail before)").crashAfter("B01 checked");
    bench.autonomous();

    Run run = bench.crashAfter(null).autonomous();

    assertThat(before(run)).isEmpty();
    assertThat(run.story()).contains("started, exited").endsWith("= done\n");
  }

  @Test
  void it_runs_again_when_the_block_starts_anew_after_an_undo() {
    Workbench bench = bench("`grep -q B01 src/A.java` (must fail before)");
    bench.autonomous();
    bench.rollback("B01");

    Run run = bench.stepwise(ScriptedGate.answering("continue"));

    assertThat(run.story()).endsWith("= done\n");
  }
}
