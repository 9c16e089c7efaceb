package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code guard test}, with a program in place of the launcher. */
class GuardCanaryTest {
  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    Path launcher = temp.resolve("exec-session");
    Files.writeString(
        launcher, "#!/bin/sh\ngrep -q kept || exit 0\necho 'exec-session: denied' >&2\nexit 2\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private Cli cli() {
    return Cli.in(repo).inside();
  }

  private void install(String agent) {
    String launcher = temp.resolve("exec-session").toString();
    Ran ran = cli().run("guard", "install", "--agent", agent, "--launcher", launcher);
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  @Test
  void a_hook_that_codex_would_not_run_fails_though_it_denies() {
    assertThat(cli().run("guard", "test", "--agent", "codex").out())
        .contains("not installed")
        .doesNotContain("trust");
    install("codex");

    Ran untrusted = cli().run("guard", "test", "--agent", "codex");
    assertThat(untrusted.exit()).isEqualTo(1);
    assertThat(untrusted.out())
        .contains("apply_patch        veto works\n", "Bash               veto works\n")
        .contains("codex does not trust this folder: the hook will not run (start `codex` here")
        .contains("codex does not trust this version of the hook: ");
    Ran json = cli().run("guard", "test", "--agent", "codex", "--json");
    assertThat(json.json().text("ok")).isEqualTo("false");
    assertThat(json.json().texts("untrusted.*")).hasSize(2);
  }

  @Test
  void a_hook_that_works_and_is_trusted_passes() {
    install("gemini");
    Cli cli = cli();

    Ran untrusted = cli.run("guard", "test", "--agent", "gemini");
    assertThat(untrusted.exit()).isEqualTo(1);
    assertThat(untrusted.out()).contains("gemini does not trust this folder: ");

    Ran trusted =
        cli.with("GEMINI_CLI_TRUST_WORKSPACE", "true").run("guard", "test", "--agent", "gemini");
    assertThat(trusted.exit()).as(trusted.toString()).isZero();
    assertThat(trusted.out())
        .isEqualTo(
            """
            write_file         veto works
            replace            veto works
            run_shell_command  veto works
            """);
  }

  @Test
  void the_plugin_of_opencode_is_run_to_see_what_it_denies() {
    install("opencode");
    boolean runtime =
        Stream.of(Objects.requireNonNull(repo.environment().get("PATH")).split(":", -1))
            .anyMatch(
                folder ->
                    Files.isExecutable(Path.of(folder, "node"))
                        || Files.isExecutable(Path.of(folder, "opencode")));

    Ran ran = cli().run("guard", "test", "--agent", "opencode");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(runtime ? 0 : 1);
    assertThat(ran.out().lines().toList())
        .hasSize(4)
        .allMatch(line -> line.contains(runtime ? "veto works" : "not tested"));
  }

  @Test
  void without_anything_that_runs_a_plugin_it_says_that_nothing_was_tested() {
    install("opencode");

    Ran ran = cli().with("PATH", "/nonexistent").run("guard", "test", "--agent", "opencode");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "write              not tested     neither `opencode` nor `node` is on PATH, so the"
                + " plugin could not be run");
  }
}
