package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole stepwise session as a person sees it: a stray file, a failing check, a policy, a pause
 * over night. {@code -Dcases.rewrite=true} writes the transcripts anew.
 */
class TranscriptsIT {
  private static final String PLAN =
      PlanText.withCheck(
          PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan")
              .replace(
                  "The first step is made.",
                  "The first step is made, and what it makes is refilled over time in a way that"
                      + " the tests of the module can watch closely."),
          "`grep -q good src/bucket.txt`");

  @TempDir Path temp;

  private final StringBuilder screen = new StringBuilder();
  private int columns;
  private boolean colour;

  @ParameterizedTest
  @CsvSource({"80, false", "60, false", "80, true", "60, true"})
  void a_session_from_a_stray_file_to_its_end(int width, boolean coloured) throws IOException {
    columns = width;
    colour = coloured;
    TestRepo repo = TestRepo.empty(temp);
    repo.write("README.md", "r\n");
    repo.write("docs/exec-plans/active/steps.md", PLAN);
    repo.write(
        ".exec-session.yml",
        "policies:\n  safe:\n    when: ['src/*.txt']\n    attest: It is safe.\n");
    repo.commit("First");
    Files.writeString(
        temp.resolve("agent.sh"),
        """
        case $EXEC_SESSION_BLOCK in
        B01) echo bad >>src/bucket.txt; echo stray >>README.md;;
        B02) echo more >>src/filter.txt;;
        esac
        """);
    repo.sh("mkdir src");

    Cli cli = cli(repo);
    ends(
        cli,
        4,
        "exec-session run steps --sandbox off --executor-command 'sh ../agent.sh'",
        "Start\\?\\S* ",
        "y");
    ends(
        cli,
        1,
        option(cli, "put it back"),
        "What now\\?\\S* ",
        "?",
        "What now\\?\\S* ",
        "e",
        "Enter goes back\\): ",
        "",
        "What now\\?\\S* ",
        "q");
    repo.sh("echo good >>src/bucket.txt");
    ends(
        cli,
        5,
        "exec-session run steps",
        "can you confirm this\\?\\S* ",
        "d",
        "can you confirm this\\?\\S* ",
        "x",
        "reason: ",
        "",
        "can you confirm this\\?\\S* ",
        "y",
        "evidence: ",
        "I read src/bucket.txt",
        "Approve B01\\?\\S* ",
        "s");
    ends(
        cli,
        0,
        "exec-session run steps",
        "Approve B01\\?\\S* ",
        "y",
        "can you confirm this\\?\\S* ",
        "x",
        "reason: ",
        "no bucket changed",
        "Approve B02\\?\\S* ",
        "y");

    holds();
  }

  private Cli cli(TestRepo repo) {
    Cli cli = Cli.in(repo).onPath().with("EXEC_SESSION_USER", "Ana").with("PAGER", "cat");
    return colour ? cli : cli.with("NO_COLOR", "1");
  }

  private static String option(Cli cli, String what) {
    Cli.Ran ran = cli.shell("exec-session report --format json");
    for (JsonDoc option : JsonDoc.parse(ran.out()).docs("options.*")) {
      if (option.text("what").equals(what)) {
        return option.text("command");
      }
    }
    throw new AssertionError("no option `" + what + "`:\n" + ran.out());
  }

  /** Types a command and answers its prompts in order. */
  private void ends(Cli cli, int exit, String command, String... dialogue) {
    String sized = "stty cols " + columns + " rows 40; " + command;
    try (Pty pty = Pty.shell(cli, sized)) {
      for (int i = 0; i < dialogue.length; i += 2) {
        pty.await(dialogue[i]);
        pty.type(dialogue[i + 1]);
      }
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(exit);
      screen.append("$ ").append(command).append('\n').append(pty.transcript());
    }
    screen.append("=> ").append(exit).append("\n\n");
  }

  private void holds() throws IOException {
    String shown =
        screen
            .toString()
            .replaceAll("[^\n]*\u001b\\[J", "")
            .replace("\u001b", "\\e")
            .replaceAll("\\b\\d{8}-\\d{9}-[0-9a-f]{4}\\b", "20261122-120000000-1f3a")
            .replaceAll("(\\s)(?:\\d+ ms|\\d+(?:\\.\\d)? s)\\b", "$120 ms");
    Path golden =
        Path.of("src/test/resources/transcripts", columns + (colour ? "-colour" : "") + ".txt");
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
    if (!colour) {
      assertThat(List.of(shown.split("\n")))
          .as("wider than the terminal, and no command to copy")
          .noneMatch(
              line ->
                  line.length() > columns
                      && !line.contains("exec-session")
                      && !line.contains("/logs/"));
    }
  }
}
