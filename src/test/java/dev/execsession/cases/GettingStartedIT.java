package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Pty;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows {@code docs/getting-started.md} from top to bottom. */
class GettingStartedIT {
  private static final Path PAGE = Path.of("docs/getting-started.md");

  @TempDir Path temp;
  private Cli cli;
  private List<String> commands;
  private String plan;

  @BeforeEach
  void a_person_has_the_tool_on_the_path_and_a_name_in_git() throws IOException {
    TestRepo surroundings = TestRepo.empty(temp.resolve("surroundings"));
    surroundings.git("config", "--global", "user.name", "Ana");
    surroundings.git("config", "--global", "user.email", "ana@example.com");
    String path = Cli.launcher().getParent() + ":" + surroundings.environment().get("PATH");
    cli = Cli.in(surroundings).at(temp).with("PATH", path).with("NO_COLOR", "1");
    commands = fences("```", "sh");
    plan = fences("````", "markdown").get(0);
  }

  @Test
  void every_command_of_the_page_works_and_the_session_is_printed_as_shown() throws IOException {
    Ran repository = cli.shell(commands.get(0));
    assertThat(repository.exit()).as(repository.toString()).isZero();
    Cli inside = cli.at(temp.resolve("greeter"));
    Files.writeString(temp.resolve("greeter/docs/exec-plans/active/greeting.md"), plan);

    Ran validated = inside.shell(commands.get(1));
    assertThat(validated.exit()).as(validated.toString()).isZero();
    assertThat(validated.out()).contains("ready", "2 blocks");

    Transcript.holds(PAGE, "the session", Transcript.afterSummary("run greeting", session(inside)));

    Ran report = inside.shell(commands.get(2));
    assertThat(report.exit()).as(report.toString()).isZero();
    assertThat(report.out()).contains("**completed** · 2 of 2 blocks done");
    Ran undone = inside.shell("exec-session rollback B02");
    assertThat(undone.exit()).as(undone.toString()).isZero();
  }

  private static String session(Cli cli) {
    try (Pty pty = Pty.start(cli, List.of("run", "greeting"))) {
      for (String block : List.of("B01", "B02")) {
        pty.await("Approve " + block + "\\? ");
        pty.type("c");
      }
      assertThat(pty.exit()).as(pty.transcript()).isZero();
      return pty.transcript();
    }
  }

  private static List<String> fences(String marks, String language) throws IOException {
    return Pattern.compile(
            "^" + marks + language + "\n(.*?)^" + marks + "$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult fence) -> fence.group(1))
        .toList();
  }
}
