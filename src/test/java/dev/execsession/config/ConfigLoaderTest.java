package dev.execsession.config;

import static dev.execsession.config.ConfigFixture.load;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.Budget;
import dev.execsession.executor.PromptStyle;
import dev.execsession.policy.OnMissing;
import dev.execsession.problem.SourceSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir Path root;

  private Config config(String text) {
    LoadedConfig loaded = load(root, text);
    assertThat(loaded.problems()).isEmpty();
    return loaded.config();
  }

  @Test
  void without_a_file_the_defaults_apply() {
    LoadedConfig loaded = ConfigLoader.load(root, Map.of(), Map.of());
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.present()).isFalse();
    assertThat(loaded.digest()).isEqualTo("none");
    Config config = loaded.config();
    assertThat(config.plans())
        .isEqualTo(new Config.Plans(List.of("docs/exec-plans/active"), false));
    assertThat(config.approval())
        .isEqualTo(
            new Config.Approval(
                Config.Approval.Mode.FOLDER,
                List.of("approved", "active", "ready", "in progress")));
    assertThat(config.checkDefaults())
        .isEqualTo(
            new Config.CheckDefaults(
                Duration.ofMinutes(15), Duration.ofMinutes(10), "sh", 10_485_760));
    assertThat(config.executor()).isNull();
    assertThat(config.commitsAllowed()).isTrue();
    assertThat(config.acknowledgeGuards()).isFalse();
  }

  @Test
  void a_file_with_only_comments_is_present_and_changes_nothing() {
    LoadedConfig loaded = load(root, "# nothing yet\n");
    assertThat(loaded.present()).isTrue();
    assertThat(loaded.config())
        .isEqualTo(ConfigLoader.load(root, Map.of(), ConfigFixture.presets()).config());
    assertThat(loaded.digest())
        .isEqualTo("sha256:4a0a00726d6238bf9b271d83cc550d961f8264800a5e4edbadfb6fed2d55e2d6");
  }

  @Test
  void scalars_that_yaml_would_convert_stay_strings() {
    Config config =
        config(
            """
            checks: [no, on, 010, 12:30, 1e3, null, ~, 2026-01-01, "a #b"]
            executors:
              a: {command: [run, yes, "", 0x10], env: {PORT: 0800, EMPTY: '', NONE: }}
            """);
    assertThat(config.checks())
        .extracting(CheckConfig::run)
        .containsExactly("no", "on", "010", "12:30", "1e3", "null", "~", "2026-01-01", "a #b");
    assertThat(requireNonNull(config.executors().get("a")).command(null, List.of(), false))
        .containsExactly("run", "yes", "", "0x10");
    assertThat(requireNonNull(config.executors().get("a")).env())
        .containsExactly(Map.entry("PORT", "0800"), Map.entry("EMPTY", ""), Map.entry("NONE", ""));
  }

  @Test
  void a_byte_order_mark_and_windows_line_endings_are_accepted() {
    assertThat(config("\ufeffversion: 1\r\nchecks:\r\n  - |\r\n    one\r\n    two\r\n").checks())
        .extracting(CheckConfig::run)
        .containsExactly("one\ntwo\n");
  }

  @Test
  void a_check_is_a_command_or_a_map() {
    assertThat(
            config(
                    """
                    checks:
                      - ./mvnw -q verify
                      - {run: npm test, directory: web, timeout: 1h30m, expect-exit: 3, at: completion}
                    """)
                .checks())
        .extracting(
            CheckConfig::run,
            CheckConfig::directory,
            CheckConfig::timeout,
            CheckConfig::expectExit,
            CheckConfig::atCompletion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("./mvnw -q verify", null, null, 0, false),
            org.assertj.core.groups.Tuple.tuple(
                "npm test", "web", Duration.ofMinutes(90), 3, true));
  }

  @Test
  void a_configured_executor_keeps_other_values_of_its_preset() {
    Map<String, ExecutorConfig> executors =
        config(
                """
                executors:
                  claude: {timeout: 20m, env: {MORE: x}}
                  mine: {command: ./work.sh --fast, prompt: argument}
                """)
            .executors();
    assertThat(executors.keySet()).containsExactly("claude", "aider", "mine");
    ExecutorConfig claude = requireNonNull(executors.get("claude"));
    assertThat(claude.command(null, List.of(), false))
        .containsExactly("claude", "-p", "--output-format", "json");
    assertThat(claude.result()).isEqualTo(OutputFormat.CLAUDE);
    assertThat(claude.timeout()).isEqualTo(Duration.ofMinutes(20));
    assertThat(claude.env()).containsExactly(Map.entry("LEVEL", "1"), Map.entry("MORE", "x"));
    ExecutorConfig mine = requireNonNull(executors.get("mine"));
    assertThat(mine.shell()).isEqualTo("./work.sh --fast");
    assertThat(mine.prompt()).isEqualTo(PromptStyle.ARGUMENT);
    assertThat(mine.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(requireNonNull(executors.get("aider")).idle()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void the_environment_overrides_the_file() {
    Config config =
        load(
                root,
                """
                executor: aider
                commits: allow
                sandbox: {writable: [~/state]}
                check-defaults: {timeout: 1m, idle: 1m, shell: bash, keep-output: 1KiB}
                """,
                Map.of(
                    "EXEC_SESSION_EXECUTOR", "claude",
                    "EXEC_SESSION_CHECK_TIMEOUT", "2m",
                    "EXEC_SESSION_CHECK_IDLE", " ",
                    "EXEC_SESSION_CHECK_SHELL", "dash",
                    "EXEC_SESSION_CHECK_KEEP_OUTPUT", "2MiB",
                    "EXEC_SESSION_COMMITS", "forbid",
                    "EXEC_SESSION_ACKNOWLEDGE_GUARDS", "true",
                    "EXEC_SESSION_SANDBOX_WRITABLE", "/one:/two/three",
                    "EXEC_SESSION_BLOCK", "set by a session around this one"))
            .config();
    assertThat(config.executor()).isEqualTo("claude");
    assertThat(config.checkDefaults())
        .isEqualTo(
            new Config.CheckDefaults(
                Duration.ofMinutes(2), Duration.ofMinutes(1), "dash", 2 * 1024 * 1024));
    assertThat(config.commitsAllowed()).isFalse();
    assertThat(config.sandbox().writable()).containsExactly("~/state", "/one", "/two/three");
    assertThat(config.acknowledgeGuards()).isTrue();
  }

  @Test
  void the_environment_replaces_commands_and_adds_arguments() {
    Map<String, ExecutorConfig> executors =
        load(
                root,
                "executors:\n  my-agent: {command: [agent]}\n",
                Map.of(
                    "EXEC_SESSION_EXECUTOR_CLAUDE_COMMAND", "/opt/claude -p",
                    "EXEC_SESSION_EXECUTOR_MY_AGENT_EXTRA_ARGS", "--model 'a b' \"c\" d",
                    "EXEC_SESSION_EXECUTOR_AIDER_EXTRA_ARGS", "--model x"))
            .config()
            .executors();
    assertThat(requireNonNull(executors.get("claude")).argv()).isEmpty();
    assertThat(requireNonNull(executors.get("claude")).shell()).isEqualTo("/opt/claude -p");
    assertThat(requireNonNull(executors.get("my-agent")).command(null, List.of(), false))
        .containsExactly("agent", "--model", "a b", "c", "d");
    assertThat(requireNonNull(executors.get("aider")).shell()).isEqualTo("aider --yes --model x");
  }

  @Test
  void the_built_in_policies_apply_to_the_skill_backend() {
    Map<String, PolicyConfig> policies = config("").policies();
    assertThat(policies.keySet()).containsExactly("tenant-isolation", "server-side-authorization");
    PolicyConfig isolation = requireNonNull(policies.get("tenant-isolation"));
    assertThat(isolation.skills()).containsExactly("backend");
    assertThat(isolation.onMissing()).isEqualTo(OnMissing.BLOCK);
    assertThat(isolation.attest())
        .isEqualTo(
            "Every query, cache key, file path and message that this block adds or changes is"
                + " limited to the tenant of the caller, and a test proves that one tenant cannot"
                + " read or change what belongs to another.");
  }

  @Test
  void a_built_in_policy_is_changed_or_disabled_by_its_id() {
    Map<String, PolicyConfig> policies =
        config(
                """
                policies:
                  tenant-isolation: {when: [server/**], on-missing: risk}
                  server-side-authorization: {enabled: false}
                """)
            .policies();
    assertThat(policies).containsOnlyKeys("tenant-isolation");
    PolicyConfig isolation = requireNonNull(policies.get("tenant-isolation"));
    assertThat(isolation.when()).containsExactly("server/**");
    assertThat(isolation.skills()).isEmpty();
    assertThat(isolation.attest()).startsWith("Every query");
    assertThat(isolation.onMissing()).isEqualTo(OnMissing.RISK);
  }

  @Test
  void team_specific_headings_and_words_are_read() throws Exception {
    Files.writeString(root.resolve("backend.md"), "Use the repository classes.\n");
    Config config =
        config(
            """
            plans: plans/now/
            approval: {mode: recorded, words: [Aprobado, OK]}
            sections:
              required: [Rollback Plan]
              Objective Lock: [Objetivo]
              rollback plan: [Vuelta atrás]
            skills:
              backend: {paths: [api/**], brief: backend.md, executor: manual}
            """);
    assertThat(config.plans()).isEqualTo(new Config.Plans(List.of("plans/now"), false));
    assertThat(config.approval())
        .isEqualTo(new Config.Approval(Config.Approval.Mode.RECORDED, List.of("aprobado", "ok")));
    assertThat(config.sections())
        .isEqualTo(
            new Config.Sections(
                Map.of(
                    "Objective Lock", List.of("Objetivo"),
                    "Rollback Plan", List.of("Vuelta atrás")),
                List.of("Rollback Plan")));
    assertThat(requireNonNull(config.skills().get("backend")).executor()).isEqualTo("manual");
    assertThat(requireNonNull(config.skills().get("backend")).where())
        .isEqualTo(new SourceSpan(8, 3, 10));
  }

  @Test
  void an_executor_is_derived_from_another_and_changed() {
    Config config =
        config(
            """
            executors:
              careful:
                from: claude
                model: small
                args: [--strict]
                env: {LEVEL: "2"}
                budget: {cost: $2.50, tokens: 500_000}
              faster:
                from: careful
                args: [--fast]
            """);

    ExecutorConfig faster = Objects.requireNonNull(config.executors().get("faster"));
    assertThat(faster.command(null, List.of("--more"), false))
        .containsExactly(
            "claude",
            "-p",
            "--output-format",
            "json",
            "--model",
            "small",
            "--strict",
            "--fast",
            "--more");
    assertThat(faster.command("large", List.of(), false)).containsSequence("--model", "large");
    assertThat(faster.result()).isEqualTo(OutputFormat.CLAUDE);
    assertThat(faster.env()).containsEntry("LEVEL", "2");
    assertThat(faster.budget()).isEqualTo(new Budget(2.5, 500_000L));
    ExecutorConfig original = Objects.requireNonNull(config.executors().get("claude"));
    assertThat(original.command(null, List.of(), false))
        .containsExactly("claude", "-p", "--output-format", "json");
  }

  @Test
  void a_command_of_ones_own_takes_no_options_of_the_preset() {
    Config config = config("executors: {claude: {command: [my-claude, -p]}}\n");

    ExecutorConfig own = Objects.requireNonNull(config.executors().get("claude"));
    assertThat(own.takesModel()).isFalse();
    assertThat(own.result()).isEqualTo(OutputFormat.CLAUDE);
  }
}
