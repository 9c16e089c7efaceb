package dev.execsession.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.check.CheckResult.Status;
import dev.execsession.process.Command;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.process.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CheckRunnerTest {
  @TempDir Path temp;

  private final CheckRunner runner = new CheckRunner(new ProcessRunner(System.getenv()));
  private final Map<String, String> environment = new TreeMap<>(System.getenv());
  private final String cookie = UUID.randomUUID().toString();
  private @Nullable String directory;
  private Duration timeout = Duration.ZERO;
  private Duration idle = Duration.ZERO;
  private int expectExit;
  private List<String> shell = CheckContext.SHELL;

  @BeforeEach
  void create_worktree() throws IOException {
    Files.createDirectories(temp.resolve("root/api"));
  }

  private CheckResult run(String command) {
    return runner.run(
        new CheckSpec(
            command, directory, timeout, idle, expectExit, Origin.BLOCK, null, false, false, false),
        new CheckContext(
            temp.resolve("root"),
            environment,
            temp.resolve("logs/B01.log"),
            cookie,
            shell,
            Command.KEEP_BYTES,
            SecretMask.of(Map.of(), List.of("TOKEN=abc123secretvalue\n"), List.of(), List.of()),
            null),
        ProcessListener.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          true               ~ PASSED ~
          false | true       ~ PASSED ~
          false              ~ FAILED ~ exit 1
          false; true        ~ FAILED ~ exit 1
          echo $NOT_SET_1    ~ FAILED ~ exit 2
          no-such-command    ~ FAILED ~ exit 127: a command was not found
          ./api              ~ FAILED ~ exit 126: a command is not executable
          kill -SEGV $$      ~ SIGNAL ~ ended by signal SEGV (status 139)
          sh -c 'kill -9 $$' ~ SIGNAL ~ ended by signal KILL (status 137)
          """)
  void each_ending_has_its_status_and_explanation(
      String command, Status status, @Nullable String explanation) {
    CheckResult result = run(command);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.explanation()).isEqualTo(explanation);
    assertThat(result.passed()).isEqualTo(status == Status.PASSED);
    assertThat(result.by()).isEqualTo(Origin.BLOCK);
  }

  @Test
  void a_check_runs_in_the_root_or_in_its_directory() {
    assertThat(run("pwd").tail()).isEqualTo(temp.resolve("root") + "\n");
    directory = "api";
    assertThat(run("pwd").tail()).isEqualTo(temp.resolve("root/api") + "\n");
  }

  @Test
  void a_directory_that_is_missing_or_outside_the_worktree_is_reported() throws IOException {
    Files.createSymbolicLink(temp.resolve("root/out"), temp);

    directory = "web";
    assertThat(run("touch never"))
        .extracting(CheckResult::status, CheckResult::explanation)
        .containsExactly(Status.NOT_RUN, "the directory `web` does not exist");
    directory = "out";
    assertThat(run("touch never").explanation())
        .isEqualTo("the directory `out` is outside the worktree");
    directory = "../logs/..";
    assertThat(run("touch never").explanation())
        .isEqualTo("the directory `../logs/..` does not exist");
    assertThat(temp.resolve("never")).doesNotExist();
  }

  @Test
  void the_script_is_passed_to_the_shell_unchanged() throws IOException {
    String command = "cat <<'X'\n\\n $HOME \"ü\" 日本\t'\nX\n# end";

    assertThat(run(command).tail()).isEqualTo("\\n $HOME \"ü\" 日本\t'\n");
    assertThat(Files.readString(temp.resolve("logs/B01.log.sh"))).isEqualTo(command);
  }

  @Test
  void values_in_the_environment_are_data_and_never_commands() {
    environment.put("BRANCH", "feat/$(touch${IFS}PWN)");

    assertThat(run("echo \"on $BRANCH\"").tail()).isEqualTo("on feat/$(touch${IFS}PWN)\n");
    assertThat(temp.resolve("root/PWN")).doesNotExist();
  }

  @Test
  void another_exit_status_can_be_expected() {
    expectExit = 3;
    assertThat(run("exit 3").status()).isEqualTo(Status.PASSED);
    assertThat(run("exit 0").explanation()).isEqualTo("exit 0, not 3");
    expectExit = 130;
    assertThat(run("exit 130").status()).isEqualTo(Status.PASSED);
  }

  @Test
  void a_check_over_a_limit_is_ended_and_the_limit_is_reported() {
    timeout = Duration.ofSeconds(1);
    assertThat(run("sleep 600"))
        .extracting(CheckResult::status, CheckResult::exit, CheckResult::explanation)
        .containsExactly(Status.TIMEOUT, null, "ran longer than 1s and was ended");

    timeout = Duration.ofMinutes(15);
    idle = Duration.ofMillis(200);
    assertThat(run("sleep 600").explanation()).isEqualTo("printed nothing for 200ms and was ended");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_check_that_leaves_a_server_running_passes_with_a_remark() {
    assertThat(run("sleep 600 &"))
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(Status.PASSED);
              assertThat(result.explanation())
                  .matches("left running and stopped: `sleep 600` \\(pid \\d+\\)");
            });
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_missing_shell_is_reported() {
    shell = List.of("no-such-shell");

    assertThat(run("true"))
        .extracting(CheckResult::status, CheckResult::explanation)
        .containsExactly(Status.NOT_RUN, "could not be started: `no-such-shell` was not found");
  }

  @Test
  void secrets_in_output_are_masked_in_log_and_tail() throws IOException {
    CheckResult result = run("echo abc123secretvalue; echo end");

    assertThat(result.tail()).isEqualTo("***\nend\n");
    assertThat(Files.readString(result.log())).isEqualTo("***\nend\n");
  }
}
