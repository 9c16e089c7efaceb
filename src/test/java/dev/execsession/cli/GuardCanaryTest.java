package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code guard test}, with the tool of the build in place of the launcher. */
class GuardCanaryTest {
  @TempDir Path temp;

  private TestRepo repo;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    Path launcher = temp.resolve("exec-session");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' dev.execsession.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private Ran test(String agent) {
    return cli().with("GEMINI_CLI_TRUST_WORKSPACE", "true").run("guard", "test", "--agent", agent);
  }

  private void edit(String file, String text, String other) throws IOException {
    Path settings = repo.path(file);
    String before = Files.readString(settings);
    assertThat(before).contains(text);
    Files.writeString(settings, before.replace(text, other));
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
        .contains("codex does not trust this hook, or an earlier form of it: ");
    Ran json = cli().run("guard", "test", "--agent", "codex", "--json");
    assertThat(json.json().text("ok")).isEqualTo("false");
    assertThat(json.json().texts("untrusted.*")).hasSize(2);
    assertThat(json.json().texts("hooks.*.hook"))
        .containsExactly("PostToolUse", "UserPromptSubmit", "SessionStart", "Stop");
    assertThat(json.json().text("remedy")).isEqualTo("null");
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
            AfterTool          works
            BeforeAgent        works
            SessionStart       works
            AfterAgent         works
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "claude, PostToolUse PostToolUseFailure UserPromptSubmit SessionStart Stop",
    "codex, PostToolUse UserPromptSubmit SessionStart Stop",
    "copilot, postToolUse userPromptSubmitted sessionStart agentStop"
  })
  void each_other_hook_is_silent_without_a_session_and_works_in_one(String agent, String events) {
    install(agent);

    Ran ran = test(agent);

    assertThat(ran.out().lines().filter(line -> line.endsWith(" works")))
        .as(ran.toString())
        .map(line -> line.split(" +", -1)[0])
        .containsAll(List.of(events.split(" ", -1)));
    assertThat(ran.out()).doesNotContain("fails", "differs", "not installed", "guard install");
  }

  @Test
  void what_an_older_version_did_not_install_is_named_with_the_remedy() throws IOException {
    install("claude");
    String whole = Files.readString(repo.path(".claude/settings.local.json"));
    edit(
        ".claude/settings.local.json",
        whole.substring(whole.indexOf(",\n    \"Stop\"")),
        "\n  }\n}\n");
    edit(".claude/settings.local.json", "|Task|Agent|SendMessage", "");
    edit(".claude/settings.local.json", "\"timeout\": 120", "\"timeout\": 5");

    Ran ran = test("claude");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines())
        .as(ran.toString())
        .contains(
            "Write              veto works",
            "Bash               veto works",
            "PreToolUse         differs        from what `guard install` writes now",
            "PostToolUse        differs        from what `guard install` writes now",
            "UserPromptSubmit   differs        from what `guard install` writes now",
            "SessionStart       works",
            "Stop               not installed")
        .endsWith("fix it with `exec-session guard install --agent claude`");

    install("claude");
    assertThat(Files.readString(repo.path(".claude/settings.local.json"))).isEqualTo(whole);
  }

  @Test
  void a_hook_that_does_nothing_or_stops_the_agent_fails() throws IOException {
    install("codex");
    String prompt = " guard hook --agent codex --event prompt || exit 0";
    String start = " guard hook --agent codex --event start || exit 0";
    edit(".codex/hooks.json", prompt, " >&2; exit 2;" + prompt);
    edit(".codex/hooks.json", start, " --version >/dev/null; exit 0;" + start);

    Ran ran = test("codex");

    assertThat(ran.out().lines())
        .as(ran.toString())
        .anyMatch(
            line ->
                line.startsWith(
                    "UserPromptSubmit   fails          not silent though no session is open: exit 2"))
        .contains(
            "SessionStart       fails          no effect while an agent drives a session: exit 0,"
                + " no output");
  }

  @Test
  void files_that_belong_to_the_hooks_are_compared_too() throws IOException {
    install("codex");
    edit(".codex/rules/exec-session.rules", "exec-session", "other");
    install("opencode");
    edit(".opencode/plugins/exec-session.js", "'webfetch', ", "");

    assertThat(test("codex").out())
        .contains("exec-session.rules differs        from what `guard install` writes now\n");
    assertThat(test("opencode").out())
        .contains("exec-session.js    differs        from what `guard install` writes now\n");
    Files.delete(repo.path(".codex/rules/exec-session.rules"));
    assertThat(test("codex").out()).contains("exec-session.rules not installed");
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
