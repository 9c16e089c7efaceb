package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output streams, colours, and failures to write. */
class OutputIT {
  @TempDir Path temp;

  private static String line(CaseRepo repo, String... more) {
    StringBuilder line = new StringBuilder("\"$ES\"");
    repo.runWords(more).forEach(word -> line.append(" \"").append(word).append('"'));
    return line.toString();
  }

  @ParameterizedTest(name = "validate x.md {0}") // case 67
  @ValueSource(strings = {">&-", ">/dev/full"})
  void output_that_cannot_be_written_is_an_error(String sink) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().shell("\"$ES\" validate --json x.md " + sink);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("standard output").doesNotContain("Exception");
    lost.holdsAndNothingWasStarted();
  }

  @ParameterizedTest(name = "{0} >/dev/full")
  @ValueSource(strings = {"--help", "--version", "run --help", "status", "report", "status --json"})
  void no_command_reports_a_failed_write_as_success(String words) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    assertThat(repo.autonomous().exit()).isEqualTo(0);

    Ran ran = repo.cli().shell("\"$ES\" " + words + " >/dev/full");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(7);
  }

  @ParameterizedTest(name = "run {0}") // case 67
  @ValueSource(strings = {">&-", ">/dev/full", "| head -0"})
  void a_session_whose_result_cannot_be_written_is_still_complete(String sink) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    String code = "'" + repo.outside().resolve("code") + "'";

    repo.cli().shell("{ " + line(repo, "--mode=autonomous") + "; echo $? >" + code + "; } " + sink);

    assertThat(repo.files().sh("cat " + code).strip()).isEqualTo("7");
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("completed");
  }

  @ParameterizedTest(name = "run --json {0}") // case 67
  @ValueSource(strings = {">&-", ">/dev/full", "| head -1"})
  void a_session_whose_events_cannot_be_written_stops_before_the_next_block(String sink) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    String code = "'" + repo.outside().resolve("code") + "'";

    repo.cli()
        .shell(
            "{ "
                + line(repo, "--mode=autonomous", "--json")
                + "; echo $? >"
                + code
                + "; } "
                + sink);

    assertThat(repo.files().sh("cat " + code).strip()).isEqualTo("7");
    assertThat(repo.runs()).hasSizeLessThan(2);
    if (repo.runs().isEmpty()) {
      assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    } else {
      lost.holdsWithChanges("src/A.java");
    }
  }

  @Test
  void events_are_lines_of_json_and_nothing_else() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--json", "--quiet");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).isEmpty();
    List<JsonDoc> events = ran.out().lines().map(JsonDoc::parse).toList();
    assertThat(events.stream().map(event -> event.text("version"))).containsOnly("1");
    assertThat(events.stream().map(event -> event.text("event")))
        .startsWith("locked")
        .containsSubsequence("intended", "started", "exited", "measured", "checked", "done")
        .endsWith("ended");
    JsonDoc last = events.get(events.size() - 1);
    assertThat(last.text("state")).isEqualTo("completed");
    assertThat(last.text("exit")).isEqualTo("0");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_refusal_is_an_event_too() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.withCheck(PlanText.STANDARD, "`x <y>`"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--json");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    List<JsonDoc> events = ran.out().lines().map(JsonDoc::parse).toList();
    assertThat(events).isNotEmpty();
    assertThat(events.get(events.size() - 1).toString()).contains("PLAN-024");
    assertThat(ran.err()).contains("PLAN-024");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void results_are_on_standard_output_and_the_story_is_not() {
    CaseRepo repo = CaseRepo.create(temp);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).contains("completed", "3 of 3", "B01", "report.md");
    assertThat(ran.err()).contains("Three steps", "block 1/3", "check 1/1");
    assertThat(ran.all()).doesNotContain("\u001b");
  }

  @Test
  void quiet_leaves_results_and_problems_alone() {
    CaseRepo repo = CaseRepo.create(temp);

    Ran ran = repo.autonomous("--quiet");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("completed");

    Ran bad = repo.cli().run("--quiet", "run", "nothing.md");

    assertThat(bad.exit()).isEqualTo(3);
    assertThat(bad.err()).contains("PLAN-030");
  }

  @Test
  void colour_is_for_terminals_and_for_those_who_ask() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().write("docs/exec-plans/active/bad.md", "# Nothing\n");
    List<String> words = List.of("validate", "bad.md");
    String coloured = "\u001b[";
    Cli cli = repo.cli();

    assertThat(cli.run(words).all()).doesNotContain(coloured);
    assertThat(cli.run("--color", "always", "validate", "bad.md").all()).contains(coloured);
    assertThat(cli.with("NO_COLOR", "1").run("--color=always", "validate", "bad.md").all())
        .as("what is said on the command line goes before the environment")
        .contains(coloured);
    assertThat(shown(cli, words)).contains(coloured);
    assertThat(shown(cli.with("NO_COLOR", "1"), words)).doesNotContain(coloured);
    assertThat(shown(cli, List.of("--color=never", "validate", "bad.md"))).doesNotContain(coloured);
    String plain = cli.run(words).all();
    assertThat(
            cli.run("--color=always", "validate", "bad.md")
                .all()
                .replaceAll("\u001b\\[[0-9;]*m", ""))
        .as("the same words")
        .isEqualTo(plain);
  }

  private static String shown(Cli cli, List<String> words) {
    try (Pty pty = Pty.start(cli, words)) {
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(3);
      return pty.transcript();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-input", "CI=true"})
  void no_input_disables_prompts(String how) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    boolean option = how.startsWith("--");
    Cli cli = option ? repo.cli() : repo.cli().with("CI", "true");

    try (Pty pty = Pty.start(cli, option ? repo.runWords(how) : repo.runWords())) {
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
      assertThat(pty.transcript().stripTrailing().lines().reduce((a, b) -> b).orElse(""))
          .contains("--approve B01");
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_dumb_terminal_gets_plain_text() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().write("docs/exec-plans/active/bad.md", "# Nothing\n");

    Ran ran =
        repo.cli()
            .shell(
                "TERM=dumb script -qefc \"TERM=dumb '$ES' validate bad.md\" /dev/null </dev/null");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out()).contains("PLAN-007").doesNotContain("\u001b");
  }
}
