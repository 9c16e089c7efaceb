package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import dev.execsession.text.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agents} shows which coding agents are there. */
class AgentsTest {
  @TempDir Path temp;

  private TestRepo repo;
  private Path programs;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    programs = Files.createDirectories(temp.resolve("programs"));
  }

  private Cli cli() {
    return Cli.in(repo).inside().with("PATH", programs + ":/usr/bin:/bin");
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void each_agent_that_is_found_is_shown_with_version_guard_trust_and_home() throws IOException {
    program("claude", "echo '2.1.197 (Claude Code)'");
    program("codex", "echo codex-cli 0.171.0");
    Files.createDirectories(repo.home().resolve(".codex"));
    Files.writeString(
        repo.home().resolve(".codex/config.toml"),
        "[projects.\"" + repo.root() + "\"]\ntrust_level = \"trusted\"\n");

    Ran ran = cli().run("agents");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .startsWith(
            """
            claude    2.1.197   %1$s/claude
                      guard: with each run, trust: not needed, home: ~/.claude (missing)
            codex     0.171.0   %1$s/codex
                      guard: with each run, trust: trusted, home: ~/.codex
            gemini    not found; guard: with each run
                      install: npm install -g @google/gemini-cli
            """
                .formatted(programs))
        .contains("agy       not found; guard: not proven here\n")
        .endsWith("next      exec-session agents test claude\n");
    assertThat(ran.out().replace(programs.toString(), "/usr/local/bin").lines())
        .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
  }

  @Test
  void a_configured_executor_that_starts_an_agent_is_listed() throws IOException {
    program("claude", "echo 2.1.197");
    repo.write(
        ".exec-session.yml",
        """
        executors:
          reviewer: {from: claude, model: opus}
          wrapped: {command: claude -p --output-format json, result: claude}
          format: {command: ./format.sh}
        """);

    assertThat(cli().run("agents").out())
        .contains("reviewer  2.1.197   ", "wrapped   2.1.197   ", "guard: none, trust: not needed")
        .doesNotContain("format ");
  }

  @Test
  void a_hook_that_is_installed_in_the_worktree_is_the_guard() throws IOException {
    program("cursor-agent", "echo 2026.11.20-abc");
    program("exec-session", "");
    Cli cli = cli();
    assertThat(cli.run("agents").out()).contains("guard: none, trust: not needed, home: ~/.cursor");

    Ran installed =
        cli.run(
            "guard",
            "install",
            "--agent",
            "cursor",
            "--launcher",
            programs.resolve("exec-session").toString());

    assertThat(installed.exit()).as(installed.toString()).isZero();
    assertThat(cli.run("agents").out()).contains("guard: installed, trust: not needed");
  }

  @Test
  void outside_of_a_repository_it_knows_neither_trust_nor_installed_hooks() throws IOException {
    program("codex", "echo codex-cli 0.171.0");

    Ran ran = cli().at(temp).run("agents");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("guard: with each run, home: ~/.codex");
  }

  @Test
  void a_program_that_does_not_print_a_version_is_found_nonetheless() throws IOException {
    program("gemini", "echo 'cannot start' >&2; exit 3");

    assertThat(cli().run("agents").out()).contains("gemini    unknown   " + programs + "/gemini\n");
  }

  @Test
  void without_any_agent_it_fails() {
    Ran ran = cli().run("agents");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).endsWith("next      install one, then run exec-session agents again\n");
  }
}
