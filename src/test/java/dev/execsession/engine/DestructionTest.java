package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.journal.Grant;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A block that takes away what the user or an earlier block had done. */
@Execution(ExecutionMode.CONCURRENT)
class DestructionTest {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");
  private static final String REMEDY =
      "`exec-session rollback B02 docs/exec-plans/active/x.md` brings it back";
  private static final String WORK_OF_B01 =
      "`src/A.java` is back to what HEAD held at lock-in: the work of block `B01` in it is gone";

  @TempDir Path temp;

  private Workbench bench(String second) {
    return bench(TWO_BLOCKS, second);
  }

  /** The first block adds a line to a file, the second one does as told. */
  private Workbench bench(String plan, String second) {
    return Workbench.create(temp, plan)
        .executor(
            "if [ $EXEC_SESSION_BLOCK = B01 ]; then echo one >>src/A.java; echo 1 >src/one; else "
                + second
                + "; fi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git checkout -q -- .; echo 2 >src/two",
        "git restore .; echo 2 >src/two",
        "git show HEAD:src/A.java >src/A.java",
        "echo a >src/A.java; chmod 644 src/A.java"
      })
  void the_work_of_a_done_block_may_not_be_taken_away(String second) {
    Run run = bench(second).autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good, done
            B02 intended 1, started, exited, measured executor, judged bad, blocked
            = blocked
            """);
    assertThat(run.block("B02").reasons()).containsExactly(WORK_OF_B01, REMEDY);
  }

  @Test
  void a_file_that_a_done_block_made_may_not_be_removed() {
    Run run = bench("git clean -qfd; echo 2 >src/two").autonomous();

    assertThat(run.block("B02").reasons())
        .containsExactly("`src/one` is gone: it held the work of block `B01`", REMEDY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git checkout -q -- .|`src/A.java` is back to what HEAD held at lock-in: your uncommitted"
            + " work in it is gone",
        "git clean -qfd src|`src/mine` is gone: it held your uncommitted work",
        "rm notes.txt|`notes.txt` is gone: it held your uncommitted work",
        "git checkout -q -- src/old|`src/old` is back to what HEAD held at lock-in: your"
            + " uncommitted work in it is gone",
        "chmod -x src/run.sh|`src/run.sh` is back to what HEAD held at lock-in: your uncommitted"
            + " work in it is gone"
      })
  void the_users_uncommitted_work_may_not_be_taken_away(String command, String reason) {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executor(command);
    bench.repo().write(".gitignore", "notes.txt\n*.log\n");
    bench.repo().write("src/old", "old\n");
    bench.repo().write("src/run.sh", "true\n");
    bench.repo().commit("more");
    bench.repo().write("src/A.java", "a\ndays of work\n");
    bench.repo().write("src/mine", "mine\n");
    bench.repo().write("notes.txt", "mine\n");
    bench.repo().delete("src/old");
    bench.repo().sh("chmod +x src/run.sh");

    Run run = bench.allowDirty().autonomous();

    assertThat(run.story()).endsWith("measured executor, judged bad, blocked\n= blocked\n");
    assertThat(run.block("B01").reasons()).contains(reason);
  }

  @Test
  void a_block_that_is_undone_gives_the_bytes_back_and_runs_again() {
    Workbench bench = bench("git checkout -q -- .; rm src/one; echo 2 >src/two");
    bench.autonomous();

    assertThat(bench.rollback("B02").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\none\n");
    assertThat(bench.repo().read("src/one")).isEqualTo("1\n");
    assertThat(bench.executor("echo 2 >src/two").autonomous().story())
        .endsWith("checked passed, judged good, done\ncompleted\n= done\n");
  }

  @Test
  void it_stays_blocked_until_the_bytes_are_back() {
    Workbench bench = bench("git checkout -q -- .; echo 2 >src/two");
    bench.autonomous();

    Run again = bench.autonomous();

    assertThat(again.story())
        .isEqualTo(
            """
            resumed autonomous
            B02 rechecking, measured between, judged bad, blocked
            = blocked
            """);
    assertThat(again.block("B02").reasons()).containsExactly(WORK_OF_B01, REMEDY);
    bench.repo().write("src/A.java", "a\none\n");
    assertThat(bench.autonomous().story())
        .endsWith("checked passed, judged good, done\ncompleted\n= done\n");
  }

  @Test
  void a_person_may_keep_it_so_and_is_named() {
    Workbench bench = bench("git checkout -q -- .; echo 2 >src/two");

    Run run = bench.stepwise(ScriptedGate.answering("continue", "keep", "recheck", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            B02 intended 1, started, exited, measured executor
            ? lost B02: %s: keep
            B02 loss-accepted, checked passed, judged good
            ? approve B02: recheck
            B02 rechecking, measured between, checked passed, judged good
            ? approve B02: continue
            approved B02 prompt
            B02 done
            completed
            = done
            """
                .formatted(WORK_OF_B01));
    assertThat(run.last(Grant.LossAccepted.class).by()).isEqualTo("ana");
    assertThat(run.block("B02").risks()).containsExactly(WORK_OF_B01 + "; accepted by ana");
    assertThat(bench.autonomous().story()).isEqualTo("finished before\n= done\n");
  }

  @Test
  void a_person_may_stop_and_is_asked_again() {
    Workbench bench = bench("git checkout -q -- .; echo 2 >src/two");

    Run run = bench.stepwise(ScriptedGate.answering("continue", "stop"));

    assertThat(run.story()).endsWith(": stop\nB02 paused\n= paused\n");
    assertThat(run.last(Event.Paused.class).question())
        .isEqualTo(WORK_OF_B01 + "; keep it anyway? " + REMEDY);
    assertThat(bench.stepwise(ScriptedGate.answering("keep")).story())
        .contains("? lost B02: " + WORK_OF_B01 + ": keep\n");
  }

  @Test
  void what_was_kept_is_asked_again_after_the_executor_ran_again() {
    Workbench bench = bench("git checkout -q -- .; echo 2 >src/two");

    Run run = bench.stepwise(ScriptedGate.answering("continue", "keep", "again", "keep"));

    assertThat(run.events().stream().filter(Grant.LossAccepted.class::isInstance)).hasSize(2);
  }

  @Test
  void without_a_terminal_a_stepwise_run_is_blocked() {
    Workbench bench = bench("git checkout -q -- .; echo 2 >src/two");
    bench.stepwise(ScriptedGate.nobody());

    Run run = bench.approve("B01").stepwise(ScriptedGate.nobody());

    assertThat(run.story()).endsWith("judged bad, blocked\n= blocked\n");
    assertThat(run.block("B02").reasons()).containsExactly(WORK_OF_B01, REMEDY);
  }

  @Test
  void a_check_may_not_take_work_away() {
    Run run =
        bench(
                PlanText.withCheck(
                    TWO_BLOCKS, "`if [ -e src/two ]; then sed -i /one/d src/A.java; fi`"),
                "echo 2 >src/two")
            .autonomous();

    assertThat(run.story())
        .endsWith("checked passed, measured check,\n    judged bad, blocked\n= blocked\n");
    assertThat(run.block("B02").reasons()).containsExactly(WORK_OF_B01, REMEDY);
  }

  @Test
  void work_that_was_carried_over_is_still_that_blocks() {
    Workbench bench = bench("echo x >README.md");
    bench.autonomous();
    bench.repo().delete("README.md");
    bench
        .repo()
        .write(
            Workbench.PLAN,
            PlanText.with(TWO_BLOCKS, "The second step is made.", "The second step is done."));

    Run run = bench.executor("git checkout -q -- src; echo 2 >src/two").autonomous();

    assertThat(run.story()).contains("B01 carried");
    assertThat(run.block("B02").reasons()).containsExactly(WORK_OF_B01, REMEDY);
  }

  @Test
  void a_forbidden_change_does_not_hide_what_was_lost() {
    Run run = bench("git checkout -q -- .; echo x >README.md").autonomous();

    assertThat(run.last().escalation().orElseThrow().detail())
        .contains("README.md")
        .contains(WORK_OF_B01);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Revert `src/A.java` to what it was.",
        "Revert src/A.java.",
        "Take the line out of ./src/A.java again"
      })
  void a_block_whose_text_names_the_path_may(String step) {
    Run run =
        bench(
                PlanText.with(TWO_BLOCKS, "Make the second step.", step),
                "git checkout -q -- src/A.java; echo 2 >src/two")
            .autonomous();

    assertThat(run.story()).endsWith("judged good, done\ncompleted\n= done\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Look at src/A.javac.", "Look at lib/src/A.java", "Look at `src/`"})
  void a_text_that_names_another_path_allows_nothing(String step) {
    Run run =
        bench(
                PlanText.with(TWO_BLOCKS, "Make the second step.", step),
                "git checkout -q -- src/A.java; echo 2 >src/two")
            .autonomous();

    assertThat(run.story()).endsWith("= blocked\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo two >>src/A.java",
        "sed -i s/one/ONE/ src/A.java",
        "echo new >src/A.java",
        "git stash -q; git stash pop -q; echo 2 >src/two",
        "mkdir src/sub; mv src/one src/sub/one",
        "rm src/secret/../one && printf '1\\n' >src/one; echo 2 >src/two"
      })
  void ordinary_work_is_not_held_for_it(String second) {
    assertThat(bench(second).autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void work_that_was_committed_by_the_user_may_be_changed_back() {
    Workbench bench = bench("git show HEAD~1:src/A.java >src/A.java");
    bench.repo().write("src/A.java", "a\nmine\n");
    bench.executor("echo 1 >src/one").allowDirty().range(null, null, "B01").autonomous();
    bench.repo().sh("git add src/A.java; git commit -qm mine");

    Run run =
        bench
            .range(null, null, null)
            .executor("git show HEAD~1:src/A.java >src/A.java; echo 2 >src/two")
            .autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
  }

  @Test
  void a_users_file_that_the_block_extends_is_the_users_and_the_blocks() {
    Workbench bench = bench("git checkout -q -- .");
    bench.repo().write("src/A.java", "a\nmine\n");

    Run run = bench.allowDirty().autonomous();

    assertThat(run.block("B01").isDone()).isTrue();
    assertThat(run.block("B02").reasons())
        .contains(
            "`src/A.java` is back to what HEAD held at lock-in: your uncommitted work and the work"
                + " of block `B01` in it are gone");
  }

  @Test
  void what_comes_back_to_the_users_bytes_has_lost_the_blocks_work_alone() {
    Workbench bench = bench("printf 'a\\nmine\\n' >src/A.java");
    bench.repo().write("src/A.java", "a\nmine\n");

    Run run = bench.allowDirty().autonomous();

    assertThat(run.block("B02").reasons())
        .contains(
            "`src/A.java` is back to what it held before block `B01`: the work of block `B01` in it"
                + " is gone");
  }

  @Test
  void a_log_that_an_ignore_pattern_matches_may_go() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executor("rm x.log; echo 1 >src/one");
    bench.repo().write(".gitignore", "*.log\n");
    bench.repo().commit("ignore");
    bench.repo().write("x.log", "log\n");

    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
  }

  @Test
  void a_completion_check_may_not_take_work_away() {
    Workbench bench =
        bench(
            PlanText.with(
                TWO_BLOCKS,
                "- `true`\n",
                "- `true`\n\n**At Completion:**\n- `sed -i /one/d src/A.java`\n"),
            "echo 2 >src/two");

    Run run = bench.autonomous();

    assertThat(run.story())
        .endsWith("rechecking\nchecked passed\nmeasured check\nblocked\n= blocked\n");
    assertThat(run.last().completionReasons())
        .containsExactly(
            "`src/A.java` is back to what it was before: the work of block `B01` in it is gone",
            "put it back and run again, or do the block again: `exec-session rollback B01"
                + " docs/exec-plans/active/x.md`, then `exec-session run"
                + " docs/exec-plans/active/x.md --mode autonomous`");
    bench.rollback("B01");
    assertThat(bench.executor("echo one >>src/A.java").autonomous().story())
        .contains("B01 intended 2");
  }

  @Test
  void a_completed_session_whose_work_is_gone_is_not_complete() {
    Workbench bench = bench("echo 2 >src/two");
    bench.autonomous();
    bench.repo().sh("git checkout -q -- .; git clean -qfd");

    Run run = bench.autonomous();

    assertThat(run.story()).isEqualTo("= blocked RUN-021\n");
    assertThat(run.problems().get(0).message())
        .isEqualTo(
            """
            the plan was completed, but work of its blocks is gone
              `src/A.java` is back to what it was before: the work of block `B01` in it is gone
              `src/one` is gone: it held the work of block `B01`
              `src/two` is gone: it held the work of block `B02`""");
    bench.repo().write("src/A.java", "a\none\nand more\n");
    bench.repo().write("src/one", "1\n");
    bench.repo().write("src/two", "2\n");
    bench.repo().commit("work");
    assertThat(bench.autonomous().story()).isEqualTo("finished before\n= done\n");
  }
}
