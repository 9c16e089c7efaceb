package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Phase;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person keeps work that is not good. */
@Execution(ExecutionMode.CONCURRENT)
class AcceptOverTest {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");
  private static final String FAILS = PlanText.withCheck(TWO_BLOCKS, "`test ! -e bad`");

  @TempDir Path temp;

  @Test
  void an_escalated_block_is_done_and_the_reason_a_risk() {
    Workbench bench = escalated();

    Run run = bench.accept("B01", "the readme belongs to it");

    assertThat(run.story())
        .isEqualTo(
            """
            resumed autonomous
            B01 rechecking, measured between, accepted-over ana terminal, done
            = done
            """);
    assertThat(run.block("B01").risks())
        .containsExactly(
            "accepted over: block `B01` modified `README.md`, which is outside (not in any"
                + " include) (ana: the readme belongs to it)");
    assertThat(run.block("B01").approvals())
        .singleElement()
        .satisfies(approval -> assertThat(approval.by()).isEqualTo("ana"));
    assertThat(run.last().escalation()).isEmpty();
  }

  @Test
  void the_session_goes_on_after_it() {
    Workbench bench = escalated();
    bench.accept("B01", "fine");

    Run run = bench.executor("echo z >>src/A.java").autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("B01");
  }

  @Test
  void a_block_with_a_failing_check_can_be_kept() {
    Workbench bench = Workbench.create(temp, FAILS);
    bench.repo().write("bad", "");
    bench.repo().commit("Break the check");
    assertThat(bench.autonomous().story()).endsWith("= blocked\n");

    Run run = bench.accept("B01", "known");

    assertThat(run.block("B01").isDone()).isTrue();
    assertThat(run.block("B01").risks())
        .singleElement()
        .asString()
        .startsWith("accepted over: check failed: `test ! -e bad` (exit 1)");
  }

  @Test
  void a_commit_of_it_holds_what_the_plan_includes() {
    Workbench bench = escalated(true);

    Run run = bench.accept("B01", "fine");

    assertThat(run.last().paused()).isEmpty();
    assertThat(run.story()).endsWith("committed,\n    done\n= done\n");
    assertThat(bench.repo().git("show", "--format=", "--name-only")).isEqualTo("src/A.java\n");
    assertThat(bench.repo().git("status", "--porcelain")).isEqualTo(" M README.md\n");
    assertThat(bench.executor("echo z >>src/A.java").autonomous().story())
        .endsWith("completed\n= done\n");
  }

  @Test
  void what_an_executor_did_to_git_is_not_held_against_later_sessions() {
    Workbench bench =
        Workbench.create(temp, TWO_BLOCKS)
            .executor("echo x >>src/A.java; git config core.hooksPath .h");
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    bench.accept("B01", "wanted");
    bench.executor("echo z >>src/A.java").autonomous();

    Run run = bench.restart(true).allowDirty().autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
  }

  @Test
  void a_crash_just_after_it_leaves_it_accepted() {
    Workbench bench = escalated();
    assertThat(bench.crashAfter("B01 accepted-over").accept("B01", "fine").story())
        .endsWith("= crash\n");

    Run run = bench.crashAfter(null).executor("echo z >>src/A.java").autonomous();

    assertThat(run.story())
        .startsWith("resumed autonomous\nB01 done\n")
        .endsWith("completed\n= done\n");
    assertThat(run.block("B01").acceptedOver()).isPresent();
  }

  @Test
  void an_undo_and_another_run_forget_it() {
    Workbench bench = escalated();
    bench.accept("B01", "fine");

    assertThat(bench.rollback("B01").story()).endsWith("= done\n");

    assertThat(bench.repo().read("README.md")).isEqualTo("r\n");
    assertThat(bench.stored().state().block("B01").acceptedOver()).isEmpty();
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
  }

  @Test
  void an_amendment_of_the_plan_later_does_not_ask_again() {
    Workbench bench = escalated();
    bench.accept("B01", "fine");
    bench.executor("echo q >other").autonomous();
    assertThat(bench.stored().state().phase()).isEqualTo(Phase.ESCALATED);
    edit(bench, "- `src/**`\n", "- `src/**`\n- `other`\n");

    Run run = bench.autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(run.block("B01").risks()).singleElement().asString().startsWith("accepted over");
  }

  @Test
  void a_good_block_is_not_kept_over_anything() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.answering());

    assertThat(bench.accept("B01", "fine").story()).endsWith("= refused RUN-008\n");
  }

  private Workbench escalated() {
    return escalated(false);
  }

  private Workbench escalated(boolean commit) {
    Workbench bench = Workbench.create(temp, TWO_BLOCKS).commit(commit);
    bench.repo().git("config", "user.name", "Ana");
    bench.repo().git("config", "user.email", "ana@example.org");
    bench.repo().write("README.md", "r\n");
    bench.repo().commit("Add a readme");
    bench.executor("echo x >>src/A.java; echo y >>README.md");
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
