package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executors that change the terminal, and those that get it. Each terminal checks at its end that
 * the modes are restored.
 */
class TerminalCasesIT {
  private static final String RAW = "stty raw -echo <\"$CASE_TTY\"; ";

  @TempDir Path temp;

  /** Creates a repository whose executor {@code agent} uses the terminal. */
  private CaseRepo interactive(String body, String... more) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).executor(body);
    repo.files()
        .write(
            ".exec-session.yml",
            "executors:\n  agent:\n    command: ['"
                + repo.executor().path()
                + "', '{brief}']\n    prompt: file\n    interactive: true\n"
                + String.join("", more));
    repo.files().commit("Configure");
    return repo;
  }

  private static List<String> words(CaseRepo repo, String... more) {
    List<String> words = new ArrayList<>(List.of("run", CaseRepo.PLAN, "--executor", "agent"));
    words.addAll(List.of("--report", repo.reportFile().toString()));
    words.addAll(List.of(more));
    return words;
  }

  private static Cli plain(CaseRepo repo) {
    return repo.cli().with("NO_COLOR", "1");
  }

  @Test // case 83
  void an_executor_that_dies_and_leaves_the_terminal_raw_does_not_spoil_the_question() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .unconfined()
            .executor("echo x >>src/A.java; " + RAW + "kill -KILL $$");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), repo.runWords())) {
      pty.await("B01 is blocked[^\n]*\\?");
      pty.type("nonsense");
      pty.await("nonsense");
      pty.await("type one of");
      pty.await("B01 is blocked[^\n]*\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(1);
      assertThat(pty.transcript()).contains("signal KILL", "\u001b[?1049l");
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 83
  void a_check_that_leaves_the_terminal_raw_is_cleaned_up_after() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`" + RAW + "true`"))
            .unconfined();
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 83
  void an_unchanged_terminal_is_not_reset() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);

    try (Pty pty = Pty.start(plain(repo), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
      assertThat(pty.transcript()).doesNotContain("\u001b[?");
    }
  }

  @Test // case 16
  void ctrl_c_belongs_to_an_interactive_executor_and_its_work_is_verified() {
    CaseRepo repo =
        interactive(
            """
            test -t 0 && test -t 1 && test -t 2 || exit 9
            grep -q 'Make the first step' "$1" || exit 8
            trap 'echo caught >>src/A.java; exit 0' INT
            printf 'your name? '; read -r name; echo "hello $name" >>src/A.java
            echo waiting; while :; do sleep 0.1; done
            """);
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), words(repo))) {
      pty.await("your name\\? ");
      pty.type("Ada");
      pty.await("waiting");
      pty.press("\u0003");
      pty.await("Approve B01\\?");
      pty.type("l");
      pty.await("not recorded");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
      assertThat(pty.transcript()).doesNotContain("interrupted");
    }
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nhello Ada\ncaught\n");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("completed");
  }

  @Test // case 16
  void a_signal_from_elsewhere_ends_an_interactive_executor() {
    CaseRepo repo = interactive("echo x >>src/A.java; stty raw -echo; echo waiting; sleep 600");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), words(repo))) {
      pty.await("waiting");
      pty.signal("TERM");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(143);
      assertThat(pty.transcript()).contains("interrupted by TERM in B01", "modified src/A.java");
    }
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("interrupted");
  }

  @Test // cases 22 and 83
  void the_time_limit_holds_for_an_interactive_executor_too() {
    CaseRepo repo =
        interactive(
            "echo x >>src/A.java; stty raw -echo; printf '\\033[?1049h'; sleep 600",
            "    timeout: 1s\n");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), words(repo))) {
      pty.await("B01 is blocked[^\n]*\\?");
      assertThat(pty.transcript()).contains("ran longer than 1s", "\u001b[?1049l");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(1);
    }
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest // case 15
  @ValueSource(strings = {"stepwise", "autonomous"})
  void an_interactive_executor_without_a_person_is_refused_before_anything_starts(String mode) {
    CaseRepo repo = interactive("echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run(words(repo, "--mode", mode));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("error[EXEC-008]", "`agent`", "hint: run it ");
    lost.holdsAndNothingWasStarted();
  }

  @Test // case 15
  void an_autonomous_run_at_a_terminal_does_not_talk_either() {
    CaseRepo repo = interactive("echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(plain(repo), words(repo, "--mode", "autonomous"))) {
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(3);
      assertThat(pty.transcript()).contains("EXEC-008", "run it stepwise");
    }
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_brief_on_standard_input_and_a_person_there_exclude_each_other() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    repo.files()
        .write(
            ".exec-session.yml",
            "executors:\n  agent:\n    command: [sh]\n    prompt: stdin\n    interactive: true\n");
    repo.files().commit("Configure");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run(words(repo));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .contains(".exec-session.yml:4:5: error[", "from standard input", "`prompt: argument`");
    lost.holdsAndNothingWasStarted();
  }
}
