package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Children that print endlessly, die, fork away, or never exit. */
class ProcessCasesIT {
  @TempDir Path temp;

  @Test // case 47
  void a_flood_passes_through_a_small_heap_and_its_log_is_capped() throws IOException {
    CaseRepo repo =
        CaseRepo.create(
            temp,
            PlanText.withCheck(
                PlanText.ONE_BLOCK,
                "`yes 'a line of the output' | head -c 100000000`",
                "`head -c 20000000 /dev/zero | tr '\\0' x; exit 3`"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .with("EXEC_SESSION_JAVA_OPTS", "-Xmx64m")
            .run(repo.runWords("--mode", "autonomous"));

    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    Path session = session(repo);
    Map<String, Integer> printed =
        Map.of("B01-1-check-1.log", 100_000_000, "B01-1-check-2.log", 20_000_000);
    for (String log : printed.keySet()) {
      Path file = session.resolve("logs").resolve(log);
      assertThat(Files.size(file)).isBetween(10L << 20, (10L << 20) + 100);
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.filter(line -> line.startsWith("[exec-session: ")).toList())
            .containsExactly(
                "[exec-session: " + (printed.get(log) - (10 << 20)) + " bytes omitted]");
      }
    }
    assertThat(repo.report().texts("blocks.0.checks.*.status")).containsExactly("passed", "failed");
    for (String file : List.of("journal.jsonl", "report.md", "report.json")) {
      assertThat(Files.size(session.resolve(file))).as(file).isLessThan(50_000);
    }
    assertThat(ran.all().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(2_000));
    lost.holdsWithChanges("src/A.java");
  }

  private static Path session(CaseRepo repo) {
    String folder = repo.files().sh("ls -d .git/exec-session/2*").strip();
    return repo.files().path(folder);
  }

  @ParameterizedTest // case 79
  @CsvSource(
      delimiter = '|',
      value = {
        "kill -SEGV $$ | signal | ended by signal SEGV",
        "kill -KILL $$ | signal | ended by signal KILL",
        "no-such-command | failed | exit 127: a command was not found",
        "exec ./src/A.java | failed | exit 126: a command is not executable",
      })
  void the_endings_of_a_check_are_distinguished(String check, String status, String explanation) {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`" + check + "`")).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains(explanation);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.checks.*.status")).containsExactly(status);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 79
  void a_pipeline_counts_by_its_last_command() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`false | true`")).inside();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 80
  void a_daemon_that_holds_the_pipe_of_a_check_neither_hangs_us_nor_stays() {
    CaseRepo repo =
        CaseRepo.create(
                temp,
                PlanText.withCheck(
                    PlanText.ONE_BLOCK, "`setsid sh -c 'exec sleep 600' & sleep 0.5`"))
            .unconfined();
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).contains("left running and stopped: `sleep 600` (pid ");
    lost.holdsWithChanges("src/A.java");
  }

  /** Creates a repository whose executor may run, or be silent, for two seconds. */
  private CaseRepo limited(String limit, String result, String body) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).executor(body);
    repo.files()
        .write(
            ".exec-session.yml",
            "executor: agent\nexecutors:\n  agent:\n    command: ['"
                + repo.executor().path()
                + "']\n    result: "
                + result
                + "\n    "
                + limit
                + ": 2s\n");
    repo.files().commit("Configure");
    return repo;
  }

  private static List<String> words(CaseRepo repo, String mode) {
    return List.of("run", CaseRepo.PLAN, "--mode", mode, "--report", repo.reportFile().toString());
  }

  @ParameterizedTest // case 22
  @ValueSource(strings = {"timeout", "idle"})
  void an_executor_that_did_its_work_and_never_exits_is_ended_and_verified(String limit) {
    CaseRepo repo =
        limited(
            limit,
            "none",
            "echo x >>src/A.java; echo '{\"status\":\"done\"}' >\"$EXEC_SESSION_RESULT\"; sleep 600");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.inside().cli().run(words(repo, "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).contains("it finished but did not exit");
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.checks.*.status")).containsExactly("passed");
    assertThat(report.texts("blocks.0.notes.*")).anyMatch(note -> note.contains("did not exit"));
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 22
  void an_agent_that_printed_its_result_and_never_exits_is_ended_and_verified_stepwise_too() {
    CaseRepo repo =
        limited(
            "timeout",
            "claude",
            "echo x >>src/A.java\n"
                + "echo '{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false}'; sleep 600");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), words(repo, "stepwise"))) {
      pty.await("did not exit");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest // case 22
  @CsvSource(
      delimiter = '|',
      value = {
        "none | true",
        "none | echo '{\"notes\":[\"half way\"]}' >\"$EXEC_SESSION_RESULT\"",
        "none | echo '{\"status\":\"done\"' >\"$EXEC_SESSION_RESULT\"",
        "claude | echo '{\"type\":\"assistant\"}'",
        "codex | echo '{\"type\":\"turn.completed\"}'; echo '{\"type\":\"turn.started\"}'",
      })
  void an_executor_that_never_exits_without_reporting_has_failed(String result, String says) {
    CaseRepo repo = limited("timeout", result, "echo x >>src/A.java; " + says + "; sleep 600");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.inside().cli().run(words(repo, "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains("the executor ran longer than 2s and was ended");
    assertThat(repo.report().texts("blocks.0.checks.*")).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 22
  void an_executor_that_reports_blocked_after_finishing_stays_blocked() {
    CaseRepo repo =
        limited(
            "timeout",
            "none",
            """
            echo x >>src/A.java
            echo '{"status":"blocked","summary":"no key"}' >"$EXEC_SESSION_RESULT"
            sleep 600
            """);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.inside().cli().run(words(repo, "autonomous"));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains("the executor reports that it is blocked: no key");
    lost.holdsWithChanges("src/A.java");
  }
}
