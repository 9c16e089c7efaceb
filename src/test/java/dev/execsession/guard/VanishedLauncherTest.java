package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Exchange;
import dev.execsession.process.Programs;
import dev.execsession.testing.Needs;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An installed hook whose program was removed, as the agent's shell runs it. */
class VanishedLauncherTest {
  @TempDir Path temp;

  private TestRepo repo;
  private Path launcher;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    repo.write("src/A.java", "a\n");
    launcher = Files.createDirectories(temp.resolve("my tools")).resolve("exec-session");
  }

  private Exchange hook(String shell, Agent agent, Path directory) {
    String command = AgentSettings.installed(agent, "'" + launcher + "'");
    try {
      return Exchange.with(
          List.of(shell, "-c", command),
          directory,
          repo.environment(),
          "{}",
          Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void activate() {
    repo.write(".git/exec-session/20260101-000000000-0000/active-block", "x");
  }

  @ParameterizedTest
  @EnumSource
  void every_call_passes_in_silence_while_no_block_is_active(Agent agent) throws IOException {
    Path linked = temp.resolve("linked");
    repo.git("worktree", "add", "-q", "--detach", linked.toString());
    Path nothing = Files.createDirectories(temp.resolve("no repository"));

    for (Path directory : List.of(repo.root(), repo.path("src"), linked, nothing)) {
      Exchange passed = hook("sh", agent, directory);
      assertThat(passed.exit()).as(directory.toString()).isZero();
      assertThat(passed.out().strip()).isEqualTo(agent.allow().out());
      assertThat(passed.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_call_is_denied_while_a_block_is_active(Agent agent) {
    Path linked = temp.resolve("linked");
    repo.git("worktree", "add", "-q", "--detach", linked.toString());
    activate();

    for (Path directory : List.of(repo.root(), repo.path("src"), linked)) {
      Exchange denied = hook("sh", agent, directory);
      assertThat(denied.exit()).as(directory.toString()).isEqualTo(2);
      assertThat(denied.err()).contains("exec-session");
    }
  }

  @ParameterizedTest
  @CsvSource({"sh,2", "bash,2", "zsh,2", "fish,127"})
  void the_shell_of_the_user_understands_the_command(String shell, int denial) {
    Programs.Lookup found = Programs.find(shell, repo.environment(), temp);
    Needs.that(found.kind() == Programs.Kind.EXECUTABLE, shell);

    assertThat(hook(shell, Agent.CODEX, repo.path("src")).exit()).isZero();
    assertThat(hook(shell, Agent.GEMINI, repo.path("src")).out()).isEqualTo("{}\n");

    activate();
    // fish ends a line at a program that does not exist.
    assertThat(hook(shell, Agent.CODEX, repo.path("src")).exit()).isEqualTo(denial);
  }

  @Test
  void a_program_that_is_there_answers_and_its_failure_denies() throws IOException {
    Files.writeString(launcher, "#!/bin/sh\necho \"$*\"\nexit 3\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();

    Exchange answer = hook("sh", Agent.CLAUDE, repo.root());

    assertThat(answer.out()).isEqualTo("guard hook --agent claude\n");
    assertThat(answer.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void the_form_of_earlier_releases_is_replaced_and_removed(Agent agent) throws IOException {
    Path root = temp.resolve("project");
    Installation installation = new Installation(agent, root, temp.resolve("git"));
    installation.apply(installation.install(launcher, List.of(), file -> false));
    String now = AgentSettings.installed(agent, "'" + launcher + "'");
    String before = AgentSettings.command(agent, "/old/exec-session");
    Path settings = root.resolve(AgentSettings.of(agent, "", List.of()).get(0).file());
    Files.writeString(settings, Files.readString(settings).replace(escaped(now), escaped(before)));
    assertThat(settings).content().contains("\"/old/exec-session guard hook");

    installation.apply(installation.install(launcher, List.of(), file -> false));

    assertThat(settings).content().contains("[ -x '").doesNotContain("/old/");
    installation.apply(installation.uninstall());
    assertThat(Files.exists(settings) ? Files.readString(settings) : "")
        .doesNotContain("guard hook");
  }

  private static String escaped(String command) {
    return command.replace("\"", "\\\"");
  }
}
