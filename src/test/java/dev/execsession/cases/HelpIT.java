package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of the tool and of each command. */
class HelpIT {
  @TempDir Path temp;

  @Test
  void help_and_version_are_results() {
    Cli cli = CaseRepo.create(temp).cli();

    Ran help = cli.run("--help");
    Ran word = cli.run("help");
    Ran run = cli.run("run", "--help");
    Ran version = cli.run("--version");

    assertThat(List.of(help.exit(), word.exit(), run.exit(), version.exit())).containsOnly(0);
    assertThat(help.out())
        .contains("\n  run  ", "\n  validate  ", "\n  status  ", "\n  report  ", "\n  rollback  ")
        .contains("\n  diff  ", "\n  explain  ", "\n  sessions  ")
        .contains("\n  guard  ", "\n  demo  ", "\n  help  ");
    assertThat(word.out()).isEqualTo(help.out());
    assertThat(run.out())
        .contains("--mode", "--override-mode", "--executor", "--executor-command", "--block")
        .contains("--from", "--until", "--approve", "--ack-guards", "--allow-dirty")
        .contains("--allow-detached", "--retries", "--restart", "--dry-run", "--list", "--report")
        .contains("--json", "--no-input", "--any-path");
    assertThat(version.out()).startsWith("exec-session ");
    assertThat(help.err() + word.err() + run.err() + version.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--quiet --help", "-C . --help", "--color=never -h", "help -C ."})
  void the_help_of_the_tool_lists_every_command(String words) {
    Ran ran = CaseRepo.create(temp).inside().cli().run(words.split(" "));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .startsWith("Usage: exec-session [")
        .contains("\n  run  ", "\n  validate  ", "\n  status  ", "\n  report  ", "\n  rollback  ")
        .contains("\n  diff  ", "\n  explain  ", "\n  sessions  ")
        .contains("\n  guard  ", "\n  demo  ", "\n  help  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guard --help", "--quiet guard -h", "guard --quiet --help", "help guard"})
  void so_does_the_help_of_a_group(String words) {
    Ran ran = CaseRepo.create(temp).inside().cli().run(words.split(" "));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .startsWith("Usage: exec-session guard [")
        .contains("\n  check  ", "\n  hook  ", "\n  install  ", "\n  uninstall  ", "\n  test  ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "validate",
        "status",
        "report",
        "diff",
        "explain",
        "rollback",
        "sessions",
        "agents test",
        "demo",
        "help",
        "guard check",
        "guard hook",
        "guard install",
        "guard uninstall",
        "guard test"
      })
  void the_help_of_a_command_is_the_same_however_it_is_asked_for(String command) {
    Cli cli = CaseRepo.create(temp).inside().cli();

    Ran ran = cli.run((command + " --help").split(" "));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .startsWith("Usage: exec-session " + command + " [")
        .doesNotContain(" tell", " say", "nobody", "whoever", " mend", " stands");
    for (String other :
        List.of(
            "help " + command,
            command + " -h",
            "--help " + command,
            "--color never help " + command,
            command + " --help --nonsense",
            command + " --help more words")) {
      assertThat(cli.run(other.split(" "))).as(other).isEqualTo(ran);
    }
  }

  @Test
  void the_packaged_tool_shows_the_help_of_a_nested_command() {
    Ran ran = CaseRepo.create(temp).cli().run("help", "guard", "install");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).startsWith("Usage: exec-session guard install [");
    assertThat(ran.err()).isEmpty();
  }
}
