package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An executor that cannot start refuses the run; one that fails blocks its block. */
class BadExecutorIT {
  private static final String EXECUTORS =
      """
      executors:
        missing:
          command: [no-such-program, --x]
        folder:
          command: [./docs]
        text:
          command: [./src/A.java]
      """;

  @TempDir Path temp;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --executor         | missing              | EXEC-002 | `missing` starts `no-such-program`, which was not found
          --executor         | folder               | EXEC-003 | `./docs`, which is a folder
          --executor         | text                 | EXEC-003 | `./src/A.java`, which is not executable
          --executor         | nobody               | EXEC-001 | `nobody`
          --executor         | manual               | EXEC-004 | block `B01` is for a person, but no terminal is attached
          --executor         | commands             | EXEC-004 | `Run`
          --executor-command | no-such-program --x  | EXEC-002 | `no-such-program`, which was not found
          --executor-command | ./src/A.java         | EXEC-003 | `./src/A.java`, which is not executable
          """)
  void an_executor_that_cannot_start_refuses_the_run(
      String option, String executor, String code, String sentence) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    repo.files().write(".exec-session.yml", EXECUTORS);
    repo.files().commit("Configure executors");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run("run", CaseRepo.PLAN, "--mode", "autonomous", option, executor);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("error[" + code + "]", sentence, "hint: ");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void what_every_block_lacks_is_reported_once() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .run("run", CaseRepo.PLAN, "--mode", "autonomous", "--executor-command", "no-such");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).containsOnlyOnce("EXEC-002").doesNotContain("EXECUTOR_COMMAND_COMMAND");
    lost.holdsAndNothingWasStarted();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kill -KILL $$         | null | KILL | signal KILL
          kill -TERM $$         | null | TERM | signal TERM
          exit 3                | 3    | null | exit status 3
          no-such-program       | 127  | null | exit status 127
          """)
  void a_failing_executor_blocks_its_block(
      String end, String exit, String signal, String sentence) {
    CaseRepo repo = CaseRepo.create(temp).executor("echo \"$B\" >>src/A.java; " + end).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains(sentence);
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("blocked");
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(report.text("blocks.0.executor.exit")).isEqualTo(exit);
    assertThat(report.text("blocks.0.executor.signal")).isEqualTo(signal);
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"timeout, ran longer than 1s", "idle, printed nothing for 1s"})
  void an_executor_that_hangs_is_ended_with_all_it_started(String limit, String sentence) {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo x >>src/A.java; sleep 600 & sleep 601").inside();
    repo.files()
        .write(
            ".exec-session.yml",
            "executors:\n  slow:\n    command: "
                + repo.executor().path()
                + "\n    "
                + limit
                + ": 1s\n");
    repo.files().commit("Configure an executor");
    NothingLost lost = NothingLost.since(repo);
    List<String> words =
        new ArrayList<>(List.of("run", CaseRepo.PLAN, "--mode", "autonomous", "--executor"));
    words.addAll(List.of("slow", "--report", repo.reportFile().toString()));

    Ran ran = repo.cli().run(words);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("the executor " + sentence + " and was ended");
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly("src/A.java");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void agents_are_known_by_name_and_can_be_replaced_by_the_environment() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo);
    List<String> words =
        List.of(
            "run",
            CaseRepo.PLAN,
            "--mode=autonomous",
            "--executor=claude",
            "--report=" + repo.reportFile());

    Ran ran =
        repo.cli()
            .with("EXEC_SESSION_EXECUTOR_CLAUDE_COMMAND", repo.executor().command())
            .run(words);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("blocks.0.executor.name")).isEqualTo("claude");
    lost.holdsWithChanges("src/A.java");
  }
}
