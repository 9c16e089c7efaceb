package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Job;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal ends the tool within seconds and leaves everything as recorded. */
class SignalCasesIT {
  @TempDir Path temp;

  /** Creates a pipe to which the executor writes when it has done its part and waits. */
  private static Pipe started(CaseRepo repo) {
    return Pipe.make(repo.outside().resolve("started"));
  }

  private static String waiting(Pipe pipe) {
    return "echo x >>src/A.java; echo y >src/new; sleep 600 & echo now >'" + pipe + "'; wait";
  }

  @ParameterizedTest // cases 16 and 51
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void a_signal_to_the_group_ends_the_executor_and_lists_what_it_changed(String signal, int exit)
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Pipe pipe = started(repo);
    repo.executor(waiting(pipe));
    NothingLost lost = NothingLost.since(repo);

    Path scratch = Files.createDirectory(temp.resolve("scratch"));
    Cli cli = repo.cli().with("EXEC_SESSION_JAVA_OPTS", "-Djava.io.tmpdir=" + scratch);
    try (Job job = cli.startJob(repo.runWords("--mode", "autonomous"))) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      assertThat(scratch).isNotEmptyDirectory();
      Ran ran = job.signalGroup(signal).end();

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
      assertThat(ran.out())
          .contains("interrupted by " + signal + " in B01")
          .contains("modified src/A.java", "added    src/new")
          .endsWith("  exec-session run " + CaseRepo.PLAN + " --mode autonomous\n");
    }
    assertThat(scratch).isEmptyDirectory();
    JsonDoc status = lost.holdsWithChanges("src/A.java", "src/new");
    assertThat(status.text("state")).isEqualTo("interrupted");
    assertThat(status.texts("blocks.*.status")).containsExactly("pending", "pending", "pending");
    assertThat(repo.files().sh("cat .git/exec-session/*/journal.jsonl"))
        .contains("\"signal\":\"" + signal + "\"");
    assertThat(repo.report().text("interrupted.signal")).isEqualTo(signal);
    assertThat(repo.report().texts("blocks.0.changes.*.path"))
        .containsExactly("src/A.java", "src/new");
    assertThat(repo.files().sh("cat .git/exec-session/*/report.md"))
        .contains("by signal `" + signal + "` in block `B01`", "| `src/new` | added |");
  }

  @Test // cases 16 and 17
  void an_interrupted_block_is_not_run_again_by_itself() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Pipe pipe = started(repo);
    repo.executor(waiting(pipe));
    NothingLost lost = NothingLost.since(repo);
    try (Job job = repo.cli().startJob(repo.runWords())) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      assertThat(job.signalGroup("INT").end().exit()).isEqualTo(130);
    }

    Ran resumed = repo.stepwise();

    assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(5);
    assertThat(resumed.all()).contains("B01", "keep its work, or run it again?");
    assertThat(resumed.out().stripTrailing()).endsWith("exec-session run " + CaseRepo.PLAN);
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java", "src/new");

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("modified src/A.java");
      pty.await("Keep the work of B01\\?");
      pty.type("k");
      pty.await("Approve B01\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java", "src/new");
  }

  @Test // case 16
  void a_build_service_that_signals_the_tool_alone_leaves_no_check_running() throws IOException {
    Pipe pipe = Pipe.make(temp.resolve("started"));
    CaseRepo repo =
        CaseRepo.create(
            temp,
            PlanText.withCheck(PlanText.ONE_BLOCK, "`echo now >\"$STARTED\"; exec sleep 600`"));
    NothingLost lost = NothingLost.since(repo);

    try (Job job =
        repo.cli()
            .with("STARTED", pipe.toString())
            .startJob(repo.runWords("--mode", "autonomous", "--json"))) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      Ran ran = job.signal("TERM").end();

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(143);
      assertThat(ran.out())
          .contains("\"event\":\"interrupted\"", "B01 is unfinished", "src/A.java");
    }
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("interrupted");

    Ran again =
        repo.cli().with("STARTED", "/dev/null").within(Duration.ofSeconds(20)).run("status");
    assertThat(again.exit()).isEqualTo(0);
  }

  @Test // case 16
  void a_second_signal_does_not_wait_for_an_executor_that_will_not_end() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Pipe pipe = started(repo);
    Pipe pid = Pipe.make(repo.outside().resolve("pid"));
    // The executor itself sends the second signal when it is asked to end, so it does not get the
    // rest of the three seconds that one signal would allow.
    repo.unconfined();
    repo.executor(
        "trap 'kill -INT $tool; sleep 2; echo x >../outside/late' TERM; read -r tool <'"
            + pid
            + "'; echo x >>src/A.java; echo now >'"
            + pipe
            + "'; while :; do sleep 0.1; done");
    NothingLost lost = NothingLost.since(repo);

    try (Job job = repo.cli().startJob(repo.runWords("--mode", "autonomous"))) {
      pid.say(Long.toString(job.pid()));
      assertThat(pipe.heard()).isEqualTo("now\n");
      Ran ran = job.signal("INT").end();

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(130);
      assertThat(ran.out()).contains("interrupted by INT");
    }
    assertThat(repo.outside().resolve("late")).doesNotExist();
    assertThat(repo.report().text("interrupted.block")).isEqualTo("B01");
    // It may not have been removed: it is for display only, and the lock is free.
    repo.files().sh("rm -f .git/exec-session/locks/*.owner.json");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("interrupted");
  }

  @ParameterizedTest // case 18
  @CsvSource({"TERM, 143", "HUP, 129"})
  void a_signal_at_a_question_starts_nothing_and_is_recorded(String signal, int exit) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.signal(signal);
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(exit);
      assertThat(pty.transcript()).contains("interrupted by " + signal, "  exec-session run ");
    }
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("interrupted");
    assertThat(repo.report().text("interrupted.signal")).isEqualTo(signal);
    assertThat(repo.report().texts("blocks.0.step")).containsExactly("judged");

    Ran resumed = repo.stepwise("--approve", "B01");

    assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 18
  void ctrl_c_at_a_prompt_pauses_and_prints_the_command_to_continue() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.press("\u0003");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      assertThat(pty.transcript().stripTrailing().lines().reduce("", (first, last) -> last))
          .startsWith("waiting for  approve block B01?")
          .endsWith("exec-session run " + CaseRepo.PLAN + " --approve B01");
    }
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("paused");

    Ran resumed = repo.stepwise("--approve", "B01");

    assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 51
  void a_terminal_that_closes_ends_the_executor() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Pipe pipe = started(repo);
    repo.executor(waiting(pipe));
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.startAlone(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      pty.hangUp();
    }
    assertThat(lost.holdsWithChanges("src/A.java", "src/new").text("state"))
        .isEqualTo("interrupted");
  }

  @Test // case 51
  void a_terminal_that_closes_at_a_question_is_no_answer() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.startAlone(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.hangUp();
    }
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("interrupted");
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test // case 51
  void a_run_under_nohup_outlives_its_terminal() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    Pipe pipe = started(repo);
    Pipe release = Pipe.make(repo.outside().resolve("release"));
    repo.executor("echo x >>src/A.java; echo now >'" + pipe + "'; read -r go <'" + release + "'");
    NothingLost lost = NothingLost.since(repo);

    try (Job job =
        repo.cli()
            .with("CMD", repo.executor().command())
            .startJob(
                "exec nohup \"$ES\" run "
                    + CaseRepo.PLAN
                    + " --mode autonomous --executor-command \"$CMD\"")) {
      assertThat(pipe.heard()).isEqualTo("now\n");
      job.signalGroup("HUP");
      release.say("go");
      Ran ran = job.end();
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    }
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("completed");
  }

  @Test // case 16
  void the_demo_removes_its_folder_when_it_is_interrupted() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("tmp"));
    CaseRepo repo = CaseRepo.create(temp);

    try (Pty pty =
        Pty.start(
            repo.cli().with("EXEC_SESSION_JAVA_OPTS", "-Djava.io.tmpdir=" + folder),
            List.of("demo"))) {
      pty.await("1\\. A run that stays within the plan's scope");
      pty.press("\u0003");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(130);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
