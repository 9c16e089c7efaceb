package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.execsession.problem.Problem;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An undo covers what the block is on record for, never the plan, and never anyone else's work. */
@Execution(ExecutionMode.CONCURRENT)
class UndoneWorkTest {
  private static final String CHECKED =
      PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q fixed src/fix`");

  @TempDir Path temp;

  private Workbench bench(String executor) {
    return Workbench.create(temp, PlanText.ONE_BLOCK).executor(executor);
  }

  private static void amend(Workbench bench) {
    bench
        .repo()
        .write(Workbench.PLAN, bench.repo().read(Workbench.PLAN) + "\nAmended by the planner.\n");
  }

  @Test
  void a_plan_that_was_amended_since_is_left_alone_without_a_word() {
    Workbench bench = bench("echo B01 >>src/A.java");
    bench.stepwise(ScriptedGate.answering("stop"));
    amend(bench);

    Run run = bench.rollback("B01");

    assertThat(run.story()).isEqualTo("B01 undoing, undone\n= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(bench.repo().read(Workbench.PLAN)).endsWith("Amended by the planner.\n");
  }

  @Test
  void a_plan_that_the_executor_changed_is_left_alone_too() {
    Workbench bench = bench("echo B01 >>src/A.java; echo x >>" + Workbench.PLAN);
    bench.autonomous();

    Run run = bench.rollback("B01");

    assertThat(run.story()).endsWith("B01 undoing, undone\n= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(bench.repo().read(Workbench.PLAN)).endsWith("x\n");
  }

  @Test
  void what_the_user_did_while_the_session_was_stopped_stays() {
    Workbench bench = Workbench.create(temp, CHECKED).executor("echo x >src/fix");
    bench.autonomous();
    bench.repo().write("src/other", "mine\n");
    bench.repo().sh("mkdir src/empty");
    bench.repo().write("src/sub/deep", "mine too\n");
    bench.executor("echo fixed >src/fix; echo n >src/sub/n");

    Run run = bench.stepwise(ScriptedGate.answering("continue", "again", "stop"));
    assertThat(run.story()).contains("intended 2").endsWith("= paused\n");

    Run undone = bench.rollback("B01");

    assertThat(undone.story()).isEqualTo("B01 undoing, undone\n= done\n");
    assertThat(Files.exists(bench.repo().path("src/fix"))).isFalse();
    assertThat(bench.repo().read("src/other")).isEqualTo("mine\n");
    assertThat(bench.repo().read("src/sub/deep")).isEqualTo("mine too\n");
    assertThat(Files.exists(bench.repo().path("src/sub/n"))).isFalse();
    assertThat(Files.isDirectory(bench.repo().path("src/empty"))).isTrue();
  }

  @Test
  void what_the_user_did_before_a_resumed_executor_ran_again_is_not_its_work() {
    Workbench bench = bench("echo x >src/x; exit 1");
    bench.autonomous();
    bench.repo().write("src/other", "mine\n");
    Run run = bench.executor("echo y >src/y").acceptBetween(true).autonomous();
    assertThat(run.story()).endsWith("= done\n");

    bench.rollback("B01");

    assertThat(Files.exists(bench.repo().path("src/x"))).isFalse();
    assertThat(Files.exists(bench.repo().path("src/y"))).isFalse();
    assertThat(bench.repo().read("src/other")).isEqualTo("mine\n");
  }

  @Test
  void the_users_edit_of_the_blocks_own_file_is_a_conflict() {
    Workbench bench = Workbench.create(temp, CHECKED).executor("echo x >src/fix");
    bench.autonomous();
    bench.repo().write("src/fix", "fixed\n");
    assertThat(bench.autonomous().story()).endsWith("= done\n");

    Run run = bench.rollback("B01");

    assertThat(run.story()).isEqualTo("= paused UNDO-001\n");
    assertThat(run.problems())
        .extracting(Problem::message)
        .containsExactly(
            "`src/fix` is not as block `B01` left it: it was edited since; nothing was undone");
    assertThat(bench.repo().read("src/fix")).isEqualTo("fixed\n");
  }

  @Test
  void everything_is_the_blocks_when_its_end_is_not_recorded_but_not_the_plan() {
    Workbench bench = bench("echo B01 >>src/A.java").crashAfter("B01 exited");
    bench.autonomous();
    bench.repo().write("src/other", "whose is it\n");
    amend(bench);

    Run run = bench.rollback("B01");

    assertThat(run.story()).isEqualTo("B01 undoing, undone\n= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(Files.exists(bench.repo().path("src/other"))).isFalse();
    assertThat(bench.repo().read(Workbench.PLAN)).endsWith("Amended by the planner.\n");
  }

  @Test
  void edits_between_escalation_and_the_amended_run_stay() {
    Workbench bench = bench("echo x >out; echo B01 >>src/A.java");
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    bench
        .repo()
        .write(
            Workbench.PLAN,
            bench.repo().read(Workbench.PLAN).replace("- `src/**`\n", "- `src/**`\n- `out`\n"));
    bench.repo().write("src/other", "mine\n");
    Run run = bench.stepwise(ScriptedGate.answering("keep", "continue"));
    assertThat(run.story()).contains("taken-over").endsWith("= done\n");

    Run undone = bench.rollback("B01");

    assertThat(undone.story()).endsWith("B01 undoing, undone\n= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(Files.exists(bench.repo().path("out"))).isFalse();
    assertThat(bench.repo().read("src/other")).isEqualTo("mine\n");
    assertThat(bench.repo().read(Workbench.PLAN)).contains("- `out`\n");
  }

  @Test
  void ignored_files_in_the_folders_of_the_blocks_side_effects_are_undone() {
    Workbench bench = bench("mkdir -p build; echo o >build/out; echo B01 >>src/A.java");
    bench.repo().write(".gitignore", "build/\nmine/\n");
    bench.repo().commit("Ignore");
    bench.autonomous();
    bench.repo().write("mine/x", "x\n");

    bench.rollback("B01");

    assertThat(Files.exists(bench.repo().path("build"))).isFalse();
    assertThat(bench.repo().read("mine/x")).isEqualTo("x\n");
  }

  @Test
  void what_was_not_kept_for_its_size_is_left_with_a_line_for_its_folder() {
    Workbench bench = bench("rm -r data; echo B01 >>src/A.java");
    bench.repo().write(".gitignore", "data/\n");
    bench.repo().commit("Ignore");
    bench.repo().sh("mkdir -p data/a; cd data/a; seq 5100 | while read i; do echo $i >$i; done");
    bench.autonomous();

    Run run = bench.rollback("B01");

    assertThat(run.story()).endsWith("= done\n");
    assertThat(run.warned())
        .containsExactly("`data/`: 5,100 files were not kept for their size and stay as they are");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(Files.exists(bench.repo().path("data"))).isFalse();
  }

  @Test
  void one_touched_file_of_a_large_folder_does_not_stop_the_undo() {
    Workbench bench = bench("echo new >data/7; echo B01 >>src/A.java");
    bench.repo().write(".gitignore", "data/\n");
    bench.repo().commit("Ignore");
    bench.repo().sh("mkdir data; cd data; seq 5100 | while read i; do echo $i >$i; done");
    bench.autonomous();

    Run run = bench.rollback("B01");

    assertThat(run.warned())
        .containsExactly("`data/`: 1 file was not kept for its size and stays as it is");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(bench.repo().read("data/7")).isEqualTo("new\n");
  }

  @Test
  void leave_takes_folders_and_patterns_and_names_what_matches_nothing() {
    Workbench bench =
        bench("mkdir -p src/gen/a src/doc; touch src/gen/a/1 src/doc/x.bin src/doc/y src/z");
    bench.autonomous();

    Run run = bench.rollbackLeaving("B01", "src/gen/", "src/**/*.bin", "source");

    assertThat(run.warned())
        .contains("`--leave source` matches nothing that would be restored")
        .anyMatch(words -> words.contains("src/doc/x.bin"));
    assertThat(bench.repo().sh("find src/gen src/doc src/z -type f 2>/dev/null | sort").strip())
        .isEqualTo("src/doc/x.bin\nsrc/gen/a/1");
  }

  @Test
  void many_conflicts_are_listed_by_folder() {
    Workbench bench =
        bench("mkdir -p src/one src/two; for i in $(seq 40); do echo $i >src/one/$i; done");
    bench.autonomous();
    bench.repo().sh("for i in $(seq 40); do echo mine >>src/one/$i; done");

    Run run = bench.rollback("B01");

    assertThat(run.problems())
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            tuple(
                "`src/one/`: 40 paths are not as block `B01` left them: they were edited since;"
                    + " nothing was undone",
                "restore that content, or leave them unchanged with `--leave src/one/`"));
    assertThat(List.of(bench.repo().read("src/one/1"))).containsExactly("1\nmine\n");
  }
}
