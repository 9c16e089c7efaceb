package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commit of an accepted block. */
@Execution(ExecutionMode.CONCURRENT)
class CommitsTest {
  @TempDir Path temp;

  @Test
  void each_block_is_committed_once_it_is_accepted() {
    Workbench bench = committing(PlanText.STANDARD);

    Run run = bench.stepwise(ScriptedGate.answering("continue", "stop"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 committing, committed, done
            B02 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B02: stop
            B02 paused
            = paused
            """);
    assertThat(bench.repo().git("log", "-1", "--format=%s")).isEqualTo("B01: First\n");
    assertThat(bench.repo().git("status", "--porcelain")).isEqualTo(" M src/A.java\n");
  }

  @Test
  void an_autonomous_run_commits_every_block() {
    Workbench bench = committing(PlanText.STANDARD);

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, judged good,
                committing, committed, done
            B02 intended 1, started, exited, measured executor, checked passed, judged good,
                committing, committed, done
            B03 intended 1, started, exited, measured executor, checked passed, judged good,
                committing, committed, done
            completed
            = done
            """);
    assertThat(bench.repo().git("log", "-3", "--format=%s"))
        .isEqualTo("B03: Third\nB02: Second\nB01: First\n");
  }

  @Test
  void something_else_that_is_staged_for_the_path_pauses_before_the_commit() {
    Workbench bench = committing(PlanText.ONE_BLOCK);
    Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(
                    () -> {
                      String work = bench.repo().read("src/A.java");
                      bench.repo().write("src/A.java", "staged\n");
                      bench.repo().git("add", "src/A.java");
                      bench.repo().write("src/A.java", work);
                    })
                .then("continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 paused
            = paused
            """);
    assertThat(run.last().paused().orElseThrow().question())
        .contains("block `B01` cannot be committed");
  }

  @Test
  void a_commit_that_was_cut_off_is_finished() {
    Workbench bench = committing(PlanText.ONE_BLOCK).crashAfter("B01 committing");
    bench.autonomous();

    assertThat(bench.crashAfter(null).autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 committing, committed, done
            completed
            = done
            """);
    assertThat(bench.repo().git("log", "-1", "--format=%s")).isEqualTo("B01: First\n");
  }

  @Test
  void a_commit_that_was_cut_off_can_be_declined() {
    Workbench bench = committing(PlanText.ONE_BLOCK).crashAfter("B01 committing");
    bench.autonomous();

    assertThat(bench.crashAfter(null).commit(false).autonomous().story())
        .isEqualTo(
            """
            resumed autonomous
            B01 done
            completed
            = done
            """);
    assertThat(bench.repo().git("log", "-1", "--format=%s")).isEqualTo("init\n");
  }

  @Test
  void a_commit_whose_branch_moved_meanwhile_pauses() {
    Workbench bench = committing(PlanText.ONE_BLOCK).crashAfter("B01 committing");
    bench.autonomous();
    bench.repo().git("stash");
    bench.repo().git("commit", "--allow-empty", "-qm", "other");
    bench.repo().git("stash", "pop");

    assertThat(bench.crashAfter(null).stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 paused
            = paused
            """);
  }

  private Workbench committing(String plan) {
    Workbench bench = Workbench.create(temp, plan).commit(true);
    bench.repo().git("config", "user.name", "Ann");
    bench.repo().git("config", "user.email", "ann@example.org");
    return bench;
  }
}
