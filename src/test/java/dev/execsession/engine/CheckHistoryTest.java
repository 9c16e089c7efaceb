package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Fact;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the journal keeps of a block for its report. */
@Execution(ExecutionMode.CONCURRENT)
class CheckHistoryTest {
  /** Passes once the executor has run twice. */
  private static final String CHECK = "test $(grep -c B01 src/A.java) -ge 2";

  @TempDir Path temp;

  @Test
  void checks_know_the_session_the_plan_and_the_block() {
    Workbench bench =
        Workbench.create(
            temp,
            PlanText.withCheck(
                PlanText.ONE_BLOCK,
                "`test -n \"$EXEC_SESSION_ID\" && test \"$EXEC_SESSION_BLOCK\" = B01"
                    + " && test \"$EXEC_SESSION_PLAN\" = "
                    + Workbench.PLAN
                    + " && test \"$EXEC_SESSION_ROOT\" = \"$PWD\"`"));

    assertThat(bench.autonomous().story()).contains("checked passed").endsWith("= done\n");
  }

  @Test
  void a_check_of_the_configuration_that_the_plan_has_too_runs_once() {
    Workbench bench =
        Workbench.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -c A src/A.java`"));
    bench
        .repo()
        .write(
            ".exec-session.yml",
            "checks: ['grep -c A src/A.java', {run: 'true', expect-exit: 0}]\n");
    bench.repo().commit("Configure");

    assertThat(bench.autonomous().block("B01").checks())
        .extracting(check -> check.command() + " by " + check.by())
        .containsExactly("grep -c A src/A.java by PLAN", "true by CONFIG");
  }

  @Test
  void a_check_that_failed_in_an_earlier_attempt_is_kept_with_the_attempt() {
    Run run = Workbench.create(temp, plan()).retries(1).autonomous();

    assertThat(run.block("B01").checks()).allMatch(Fact.Check::passed);
    assertThat(run.block("B01").history())
        .containsExactly(
            new EarlierResult(CHECK, Fact.Check.Origin.PLAN, CheckStatus.FAILED, 1, null, 1));
  }

  @Test
  void a_block_that_is_carried_over_brings_the_history_of_its_checks() {
    Workbench bench = Workbench.create(temp, plan()).retries(1).range("B01", null, null);
    bench.autonomous();
    bench
        .repo()
        .write(Workbench.PLAN, PlanText.with(plan(), "The third step is made", "It is made"));

    Run run = bench.acceptBetween(true).autonomous();

    assertThat(run.block("B01").carriedFrom()).isPresent();
    assertThat(run.block("B01").history()).hasSize(1);
  }

  @Test
  void an_undo_drops_the_history() {
    Workbench bench = Workbench.create(temp, plan()).retries(1).range("B01", null, null);
    bench.autonomous();

    assertThat(bench.rollback("B01").block("B01").history()).isEmpty();
  }

  @Test
  void the_criteria_and_the_steps_of_a_block_are_locked_in() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- **Goal:** The first step is made.\n",
            "- **Goal:** The first step is made.\n- **Acceptance Criteria:**\n  - It is there.\n");

    Fact.Block block = Workbench.create(temp, plan).autonomous().block("B01").block();

    assertThat(block.acceptance()).containsExactly("It is there.");
    assertThat(block.steps()).containsExactly("Make the first step.");
  }

  private static String plan() {
    return PlanText.withCheck(PlanText.STANDARD, "`" + CHECK + "`");
  }
}
