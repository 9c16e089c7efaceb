package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Fact;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Checks that write: done means that every check is green on the tree that is left. */
@Execution(ExecutionMode.CONCURRENT)
class FinalTreeTest {
  private static final String WRITES_F = "echo orig >src/f";

  @TempDir Path temp;

  @Test
  void a_check_that_breaks_what_an_earlier_one_verified_blocks() {
    Run run = run(WRITES_F, "`grep -q orig src/f`", "`sed -i s/orig/broken/ src/f`");

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, checked passed,
                measured check, checked failed, judged bad, blocked
            = blocked
            """);
    assertThat(run.block("B01").reasons())
        .containsExactly(
            "check failed: `grep -q orig src/f` (exit 1); check `sed -i s/orig/broken/ src/f`"
                + " rewrites what check `grep -q orig src/f` verified");
  }

  @Test
  void a_formatter_after_the_tests_is_good_when_they_pass_again() {
    Run run = run(WRITES_F, "`grep -qi orig src/f`", "`sed -i s/orig/ORIG/ src/f`");

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, checked passed,
                measured check, checked passed, judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").checks())
        .extracting(Fact.Check::status)
        .containsExactly(CheckStatus.PASSED, CheckStatus.PASSED);
  }

  @Test
  void a_formatter_before_the_tests_has_nothing_run_again() {
    assertThat(run(WRITES_F, "`sed -i s/orig/ORIG/ src/f`", "`grep -q ORIG src/f`").story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, measured check,
                checked passed, judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_check_that_failed_before_the_formatter_may_pass_after_it() {
    assertThat(run(WRITES_F, "`grep -q ORIG src/f`", "`sed -i s/orig/ORIG/ src/f`").story())
        .endsWith("measured check, checked passed, judged good, done\ncompleted\n= done\n");
  }

  @Test
  void checks_that_never_leave_the_tree_alone_block_and_are_named() {
    Run run = run(WRITES_F, "`echo a >>src/f`", "`echo b >>src/f`");

    assertThat(run.story()).endsWith("judged bad, blocked\n= blocked\n");
    assertThat(run.block("B01").reasons())
        .containsExactly("check `echo a >>src/f` rewrites what check `echo b >>src/f` verified");
  }

  @Test
  void a_check_that_writes_each_time_is_good_when_nothing_was_verified_before_it() {
    assertThat(run(WRITES_F, "`date +%N >>src/f`", "`test -s src/f`").story())
        .endsWith("checked passed, judged good, done\ncompleted\n= done\n");
  }

  @Test
  void a_policy_whose_path_only_a_check_touched_has_its_checks_run() {
    Run run =
        Workbench.create(temp, plan("`echo x >src/db`"))
            .config(
                """
                version: 1
                policies:
                  database:
                    when: [src/db]
                    checks: ["grep -q y src/db"]
                """)
            .executor(WRITES_F)
            .autonomous();

    assertThat(run.block("B01").reasons())
        .containsExactly("check failed: `grep -q y src/db` (exit 1)");
  }

  @Test
  void completion_checks_are_held_to_the_same() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- `true`\n",
            "- `true`\n\n**At Completion:**\n- `grep -q orig src/f`\n- `sed -i s/orig/broken/ src/f`\n");

    Run run = Workbench.create(temp, plan).executor(WRITES_F).autonomous();

    assertThat(run.story())
        .endsWith(
            """
            rechecking
            checked passed
            checked passed
            measured check
            checked failed
            blocked
            = blocked
            """);
  }

  private Run run(String executor, String... checks) {
    return Workbench.create(temp, plan(checks)).executor(executor).autonomous();
  }

  private static String plan(String... checks) {
    return PlanText.withCheck(PlanText.ONE_BLOCK, checks);
  }
}
