package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code exec-session demo}, as seen by a new user. */
class DemoIT {
  @TempDir Path temp;
  private Path demos;
  private Cli cli;

  @BeforeEach
  void every_demo_has_a_temporary_folder_to_itself() throws IOException {
    demos = Files.createDirectory(temp.resolve("demos"));
    cli = Cli.in(TestRepo.empty(temp)).with("EXEC_SESSION_JAVA_OPTS", "-Djava.io.tmpdir=" + demos);
  }

  @Test
  void both_faces_are_shown_and_the_folder_is_gone() {
    Ran ran = cli.run("demo");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .containsSubsequence(
            "completed, 3 of 3 blocks done",
            "escalated, 1 of 3 blocks done",
            "# Escalation: scope in block `B02` Take leave",
            "add `config/languages.txt` to Include");
    assertThat(ran.err())
        .containsSubsequence(
            "1. A run that stays within the plan's scope",
            "$ exec-session run greeter.md --mode autonomous\n",
            "(exit 0)",
            "2. The same plan with an executor that leaves the scope",
            "$ exec-session run greeter.md --mode autonomous --executor-command 'sh ../helper.sh'\n",
            "summary: all done, and nothing else",
            "(exit 4)",
            "exec-session demo --keep");
    assertThat(demos).isEmptyDirectory();
  }

  @Test
  void what_was_configured_for_work_does_not_change_the_demo() {
    Ran ran =
        cli.with("EXEC_SESSION_EXECUTOR", "claude")
            .with("EXEC_SESSION_COMMITS", "forbid")
            .with("GIT_DIR", temp.toString())
            .run("demo", "--quiet");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err()).contains("escalated (scope)").doesNotContain("Next steps");
  }

  @Test
  void the_session_in_a_kept_demo_folder_can_be_resumed_as_printed() throws IOException {
    Ran ran = cli.run("demo", "--keep");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    Path kept = Path.of(ran.out().substring(ran.out().lastIndexOf("kept    ") + 8).strip());
    assertThat(kept).hasParent(demos.toRealPath());
    Cli second = cli.at(kept.resolve("second"));
    assertThat(second.run("status").out()).contains("escalated, 1 of 3 blocks done");

    Path plan = kept.resolve("second/docs/exec-plans/active/greeter.md");
    String usage = "- `docs/usage.md`\n";
    Files.writeString(
        plan, Files.readString(plan).replace(usage, usage + "- `config/languages.txt`\n"));
    Ran again = second.run("run", "greeter.md", "--mode", "autonomous");

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.all()).contains("B01 is already done", "completed, 3 of 3 blocks done");
  }

  /** {@code -Dcases.rewrite=true} writes the current output into the page. */
  @Test
  void the_page_about_escalations_shows_what_is_printed() throws IOException {
    Transcript.holds(
        Path.of("docs/escalations.md"),
        "what `exec-session demo` prints",
        escalatedRun(cli.shell("\"$ES\" demo 2>&1").out()));
  }

  /** Returns the second run without the summary of its plan, normalized. */
  private static String escalatedRun(String all) {
    String run =
        between(
            all,
            "$ exec-session run greeter.md --mode autonomous --executor-command",
            "(exit 4)\n");
    int command = run.indexOf('\n') + 1;
    return run.substring(0, command) + "…" + run.substring(run.indexOf("\nsession "));
  }

  private static String between(String text, String first, String last) {
    int start = text.indexOf(first);
    int end = text.indexOf(last, start);
    assertThat(start).as(text).isNotNegative();
    assertThat(end).as(text).isGreaterThan(start);
    return text.substring(start, end + last.length());
  }
}
