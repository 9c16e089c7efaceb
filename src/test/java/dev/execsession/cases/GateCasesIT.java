package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stepwise: nothing continues without an answer, and nothing runs twice. */
class GateCasesIT {
  @TempDir Path temp;

  @Test
  void questions_can_be_answered_in_any_order_and_anew() {
    CaseRepo repo =
        CaseRepo.create(
            temp,
            PlanText.withCheck(
                PlanText.ONE_BLOCK, "`true`", "It looks right. (manual)", "It is fast. (manual)"));

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("1 of 2: manual check passed\\? ");
      pty.type("1-2");
      pty.await("type one of [^\n]*\\s+1 of 2: manual check passed\\? ");
      pty.type("3");
      pty.await("type one of [^\n]*\\s+1 of 2: manual check passed\\? ");
      pty.type("c");
      pty.await("type one of [^\n]*\\s+1 of 2: manual check passed\\? ");
      pty.type("?");
      pty.await("a number goes to that question\\s+1 of 2: manual check passed\\? ");
      pty.type("2");
      pty.await("2 of 2: manual check passed\\? ");
      pty.type("f");
      pty.await("what failed: ");
      pty.type("it was slow");
      // The other one is still open.
      pty.await("1 of 2: manual check passed\\? ");
      pty.type("2");
      pty.await("2 of 2: manual check passed\\? ");
      pty.type("y");
      pty.await("1 of 2: manual check passed\\? ");
      pty.type("y");
      pty.await("Approve B01\\? ");
      pty.type("y");
      assertThat(pty.exit()).as(pty.transcript()).isZero();
    }
    assertThat(repo.report().texts("blocks.0.manualChecks.*.status"))
        .containsExactly("passed", "passed");
  }

  @Test
  void a_plan_is_started_only_when_a_person_says_so() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);

    try (Pty pty = Pty.startAsked(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Start\\? ");
      pty.type("1");
      pty.await("type one of y, s, or \\? for help\\s+Start\\? ");
      pty.type("d");
      pty.await("nothing to show\\s+Start\\? ");
      pty.type("q");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      assertThat(pty.transcript()).contains("nothing was started");
    }
    assertThat(repo.runs()).isEmpty();
    assertThat(repo.cli().run("status").exit()).isEqualTo(3);
  }

  @Test // case 14
  void a_person_who_stops_after_a_block_resumes_with_the_next_one() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    Cli cli = repo.cli().with("NO_COLOR", "1");

    try (Pty pty = Pty.start(cli, repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("");
      pty.await("Approve B01\\?");
      pty.type("?");
      for (String key :
          List.of("continue", "diff", "log", "note", "recheck", "again", "undo", "escalate")) {
        pty.await(key);
      }
      pty.await("Approve B01\\?");
      pty.type("yes please");
      pty.await("Approve B01\\?");
      pty.type("d");
      pty.await("\\+B01");
      pty.await("Approve B01\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.report().text("state")).isEqualTo("paused");
    lost.holdsWithChanges("src/A.java");

    try (Pty pty = Pty.start(cli, repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("n");
      pty.await("note [^\n]*: ");
      pty.type("mind the gap");
      pty.await("Approve B01\\?");
      pty.type("c");
      pty.await("Approve B02\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(repo.runs()).containsExactly("B01", "B02");
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.*.status")).containsExactly("done", "pending", "pending");
    assertThat(report.texts("blocks.0.notes.*")).containsExactly("mind the gap");
    assertThat(report.texts("blocks.0.approvals.*.digest")).hasSize(1);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 14
  void a_person_can_have_a_block_run_again_and_its_checks_too() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("r");
      pty.await("Approve B01\\?");
      pty.type("a");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.runs()).containsExactly("B01", "B01");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB01\n");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 14
  void a_person_can_escalate_at_the_gate() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("e");
      pty.await("reason [^\n]*: ");
      pty.type("the goal is wrong");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(4);
    }
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.report().text("escalation.detail")).contains("the goal is wrong");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // cases 7, 8 and 14
  void a_block_whose_check_fails_waits_at_the_terminal_until_it_is_fixed() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`grep -q fixed src/A.java`"));
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("B01 is blocked[^\n]*\\?");
      pty.type("c");
      pty.await("B01 is blocked[^\n]*\\?");
      pty.type("r");
      pty.await("B01 is blocked[^\n]*\\?");
      repo.files().sh("echo fixed >>src/A.java");
      pty.type("r");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // cases 14 and 82
  void a_line_typed_before_the_question_is_no_answer() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    Pipe started = Pipe.make(repo.outside().resolve("started"));
    Pipe release = Pipe.make(repo.outside().resolve("release"));
    repo.executor(
        "echo now >'" + started + "'; read -r go <'" + release + "'; echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      assertThat(started.heard()).isEqualTo("now\n");
      pty.type("c").type("continue").type("y");
      release.say("go");
      pty.await("Approve B01\\?");
      pty.type("?");
      pty.await("Approve B01\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("pending");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 15
  void an_approval_by_option_does_not_cover_what_changed_since_the_question() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files().write("src/A.java", "something else\n");

    Ran ran = repo.stepwise("--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isIn(3, 5);
    assertThat(ran.all()).contains("src/A.java");
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lost.holdsWithChanges("src/A.java").texts("blocks.*.status"))
        .containsExactly("pending", "pending", "pending");
  }

  @ParameterizedTest // case 15
  @ValueSource(strings = {"</dev/null", "<&-", "<\"$ANSWERS\""})
  void without_a_person_the_session_pauses_and_prints_the_command_to_continue(String input) {
    CaseRepo repo = CaseRepo.create(temp);
    Path answers = repo.outside().resolve("answers");
    writeAnswers(answers);
    NothingLost lost = NothingLost.since(repo);
    StringBuilder line = new StringBuilder("\"$ES\"");
    repo.runWords().forEach(word -> line.append(" \"").append(word).append('"'));

    Ran ran = repo.cli().with("ANSWERS", answers.toString()).shell(line + " " + input);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lastLine(ran)).contains("B01", "exec-session run", "--approve B01");
    assertThat(repo.report().text("next")).contains("exec-session run");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 15
  void the_printed_command_continues_the_session() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    String line = lastLine(repo.stepwise());

    Ran resumed =
        repo.cli()
            .shell(
                line.substring(line.indexOf("exec-session run"))
                    .replace("exec-session run", "\"$ES\" run"));

    assertThat(resumed.exit()).as(line + "\n" + resumed).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 15
  void a_build_machine_with_a_terminal_is_asked_nothing() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("CI", "true"), repo.runWords())) {
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      assertThat(pty.transcript()).contains("--approve B01");
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 15
  void an_approval_by_option_answers_the_gate_of_its_block_alone() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise().exit()).isEqualTo(5);

    Ran second = repo.stepwise("--approve", "B01");

    assertThat(second.exit()).as(second.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.*.status")).containsExactly("done", "pending", "pending");
    assertThat(report.texts("blocks.0.approvals.*.by")).hasSize(1);
    assertThat(report.texts("blocks.1.approvals.*")).isEmpty();
    lost.holdsWithChanges("src/A.java");

    assertThat(repo.stepwise("--approve", "B02").exit()).isEqualTo(5);
    Ran last = repo.stepwise("--approve", "B03");

    assertThat(last.exit()).as(last.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    lost.holdsWithChanges("src/A.java");
  }

  private static String lastLine(Ran ran) {
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).as(ran.toString()).isNotEmpty();
    return lines.get(lines.size() - 1);
  }

  private static void writeAnswers(Path file) {
    try {
      Files.writeString(file, "c\ncontinue\ny\n".repeat(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
