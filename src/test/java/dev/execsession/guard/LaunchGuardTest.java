package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.guard.LaunchGuard.Places;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.StopException;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchGuardTest {
  private static final Places PLACES =
      new Places(
          Path.of("/opt/it's here/exec-session"),
          Path.of("/home/u/repo"),
          Path.of("/tmp/exec-session-1"),
          Path.of("/home/u/repo/.git/exec-session/s"));

  private static ScopeDefinition scope(
      List<String> include, List<String> exclude, List<String> blockInclude) {
    return new ScopeDefinition(
        entries(include),
        entries(exclude),
        entries(blockInclude),
        List.of(),
        List.of(),
        List.of(),
        List.of("package-lock.json"),
        "docs/exec-plans/active/x.md",
        false);
  }

  private static List<Entry> entries(List<String> patterns) {
    return patterns.stream().map(pattern -> new Entry(pattern, null)).toList();
  }

  private static LaunchGuard of(Agent agent) {
    return LaunchGuard.of(
        agent, PLACES, scope(List.of("src/**"), List.of(), List.of()), List.of(), Map.of());
  }

  @Test
  void claude_takes_its_hook_as_settings_on_the_command_line() {
    assertThat(of(Agent.CLAUDE))
        .isEqualTo(
            new LaunchGuard(
                List.of(
                    "--settings",
                    "{\"hooks\":{\"PreToolUse\":[{\"matcher\":"
                        + "\"Write|Edit|MultiEdit|NotebookEdit|Bash\",\"hooks\":[{\"type\":"
                        + "\"command\",\"command\":\"'/opt/it'\\\\''s here/exec-session' guard hook"
                        + " --agent claude || exit 2\",\"timeout\":30}]}]}}"),
                Map.of(),
                Map.of()));
  }

  @Test
  void codex_takes_it_as_a_value_of_its_configuration() {
    assertThat(of(Agent.CODEX).arguments())
        .containsExactly(
            "-c",
            "hooks.PreToolUse=[{matcher=\"^(Bash|apply_patch|Edit|Write)$\",hooks=[{type=\"command\","
                + "command=\"'/opt/it'\\\\''s here/exec-session' guard hook --agent codex || exit 2\","
                + "timeout=30}]}]",
            "--dangerously-bypass-hook-trust");
  }

  @Test
  void copilot_takes_it_from_a_folder() throws Exception {
    LaunchGuard copilot = of(Agent.COPILOT);
    assertThat(copilot.arguments())
        .containsExactly("--plugin-dir", "/home/u/repo/.git/exec-session/s/copilot-plugin");
    assertThat(Json.parseObject(file(copilot, "copilot-plugin/plugin.json")))
        .containsEntry("hooks", "hooks.json");
    assertThat(file(copilot, "copilot-plugin/hooks.json"))
        .contains("\"preToolUse\"", "guard hook --agent copilot || exit 2");
  }

  @Test
  void opencode_takes_a_plugin_and_rules_for_the_scope() throws Exception {
    LaunchGuard opencode = of(Agent.OPENCODE);

    assertThat(file(opencode, "opencode-plugin.js"))
        .contains("s here/exec-session' guard hook --agent opencode || exit 2\"\n");
    String settings = Objects.requireNonNull(opencode.environment().get("OPENCODE_CONFIG_CONTENT"));
    assertThat(settings)
        .startsWith(
            "{\"plugin\":[\"file:///home/u/repo/.git/exec-session/s/opencode-plugin.js\"],"
                + "\"permission\":{\"edit\":{\"*\":\"deny\",\"src/*\":\"allow\",")
        .contains(
            "\".git/*\":\"deny\"",
            "\"AGENTS.md\":\"deny\"",
            "\"*/AGENTS.md\":\"deny\"",
            "\"../../../tmp/exec-session-1/*\":\"allow\"},\"external_directory\":"
                + "{\"*\":\"deny\",\"*/opencode/tool-output/*\":\"allow\","
                + "\"/tmp/exec-session-1/*\":\"allow\"}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"a/b\",\"provider\":{\"a\":{}}}; {\"model\":\"a/b\",\"provider\":{\"a\":{}},"
            + "\"plugin\":[OURS],\"permission\":{\"edit\":{EDIT},\"external_directory\":{OUTSIDE}}}",
        "{\"plugin\":[\"mine\"]}; {\"plugin\":[\"mine\",OURS],"
            + "\"permission\":{\"edit\":{EDIT},\"external_directory\":{OUTSIDE}}}",
        "{\"permission\":\"ask\"}; {\"permission\":{\"*\":\"ask\","
            + "\"edit\":{EDIT},\"external_directory\":{OUTSIDE}},\"plugin\":[OURS]}",
        "{\"permission\":{\"edit\":\"allow\",\"bash\":{\"rm *\":\"deny\"}}}; {\"permission\":{\"bash\":"
            + "{\"rm *\":\"deny\"},\"edit\":{EDIT},\"external_directory\":{OUTSIDE}},\"plugin\":[OURS]}",
        "{\"permission\":{\"edit\":{\"*\":\"allow\",\"src/x/*\":\"deny\",\"other/*\":\"allow\"}}};"
            + " {\"permission\":{\"edit\":{EDIT,\"src/x/*\":\"deny\"},"
            + "\"external_directory\":{OUTSIDE}},\"plugin\":[OURS]}"
      })
  void opencode_keeps_the_users_configuration_but_for_what_the_guard_needs(
      String user, String merged) throws Exception {
    String alone = content(Map.of());
    String edit = alone.replaceAll(".*\"edit\":\\{(.*)\\},\"external.*", "$1");
    String outside = alone.replaceAll(".*\"external_directory\":\\{(.*?)\\}.*", "$1");

    assertThat(content(Map.of("OPENCODE_CONFIG_CONTENT", user)))
        .isEqualTo(
            merged
                .replace("OURS", "\"file:///home/u/repo/.git/exec-session/s/opencode-plugin.js\"")
                .replace("EDIT", edit)
                .replace("OUTSIDE", outside));
    assertThat(content(Map.of("OPENCODE_CONFIG_CONTENT", " "))).isEqualTo(alone);
  }

  private static String content(Map<String, String> environment) {
    return Objects.requireNonNull(
        LaunchGuard.of(
                Agent.OPENCODE,
                PLACES,
                scope(List.of("src/**"), List.of(), List.of()),
                List.of(),
                environment)
            .environment()
            .get("OPENCODE_CONFIG_CONTENT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model: x", "[1]", "{} // mine", "{\"plugin\":\"x\"}", "{\"permission\":[]}"})
  void a_configuration_that_cannot_be_completed_is_a_problem(String user) {
    Map<String, String> environment = Map.of("OPENCODE_CONFIG_CONTENT", user);

    assertThat(LaunchGuard.obstacle(Agent.OPENCODE, environment))
        .get()
        .satisfies(
            problem ->
                assertThat(problem.message()).startsWith("`OPENCODE_CONFIG_CONTENT` is not "));
    assertThat(LaunchGuard.obstacle(Agent.CLAUDE, environment)).isEmpty();
    assertThatThrownBy(() -> content(environment)).isInstanceOf(StopException.class);
  }

  @Test
  void gemini_takes_rules_for_the_scope_that_only_deny() {
    LaunchGuard gemini = of(Agent.GEMINI);

    assertThat(gemini.arguments())
        .containsExactly("--admin-policy", "/home/u/repo/.git/exec-session/s/gemini-policy.toml");
    assertThat(file(gemini, "gemini-policy.toml"))
        .contains("exec-session: this block may edit only `src/**`. Do not work around this")
        .doesNotContain("\"allow\"");
  }

  @ParameterizedTest
  @CsvSource({
    "src/a/b.java, true",
    "/home/u/repo/src/b.java, true",
    "./src/b.java, true",
    "/tmp/exec-session-1/result.json, true",
    "other/x, false",
    "/home/u/repo/other/x, false",
    "/home/u/other/src/b.java, false",
    "src/../other/x, false",
    "../src/x, false",
    "src/secret/key, false",
    "/home/u/repo/src/secret/key, false",
    "src/AGENTS.md, false"
  })
  void what_gemini_may_edit_is_what_the_block_may(String path, boolean allowed) {
    String policy =
        GeminiScope.of(
            scope(List.of("src/**"), List.of("src/secret/**"), List.of()),
            PLACES.root(),
            PLACES.result());
    String arguments = Json.compact(Map.of("file_path", path));

    boolean denied =
        Pattern.compile("argsPattern = (\".*\")\n")
            .matcher(policy)
            .results()
            .anyMatch(rule -> Pattern.compile(text(rule.group(1))).matcher(arguments).find());

    assertThat(denied).isNotEqualTo(allowed);
  }

  /** Reads a string of TOML, which is written as in JSON. */
  private static String text(String quoted) {
    try {
      return String.valueOf(Json.parse(quoted));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_agent_that_takes_no_hook_is_started_as_it_is() {
    assertThat(of(Agent.CURSOR)).isEqualTo(new LaunchGuard(List.of(), Map.of(), Map.of()));
  }

  private static String file(LaunchGuard guard, String name) {
    return Objects.requireNonNull(guard.files().get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "src/**, src/a/b.java",
    "src/, src/a/b.java",
    "src, src/a/b.java",
    "./src/..., src/b.java",
    "pom.xml, pom.xml",
    "*.java, A.java",
    "*.java, a/b/A.java",
    "src/**/x/*.java, src/x/A.java",
    "src/**/x/*.java, src/a/b/x/A.java",
    "**/test/, a/test/T.java",
    "**/test/, test/T.java",
    "src/[ab]?.txt, src/a1.txt",
    "src/\\*.txt, src/*.txt",
    "app/[id]/page.tsx, app/i/page.tsx",
    "**, any/thing.txt",
    "/src/a.txt, src/a.txt",
    "2024*, 2024-01.md"
  })
  void what_a_plan_includes_is_allowed(String include, String path) {
    ScopeDefinition scope = scope(List.of(include), List.of("src/secret/**"), List.of());

    assertThat(scope.judge().judge(TreePath.of(path), false).verdict()).isEqualTo(Verdict.INCLUDED);
    assertThat(isAllowed(scope, path)).isTrue();
  }

  @Test
  void what_is_excluded_or_protected_is_denied_and_what_comes_with_an_included_path_is_not() {
    ScopeDefinition scope =
        scope(List.of("**"), List.of("src/secret/**", "LICENSE", "x/*.key"), List.of());

    for (String path :
        List.of(
            "src/secret/a/b",
            "LICENSE",
            "a/LICENSE",
            ".git/config",
            "docs/AGENTS.md",
            ".claude/settings.json",
            "sub/.codex/hooks.json",
            ".github/workflows/ci.yml")) {
      assertThat(isAllowed(scope, path)).as(path).isFalse();
    }
    // Without a wildcard in opencode's rules; the hook denies it.
    assertThat(isAllowed(scope, "x/a.key")).isTrue();
    ScopeDefinition narrow = scope(List.of("src/**"), List.of(), List.of("src/b/**"));
    assertThat(isAllowed(narrow, "src/b/B.java")).isTrue();
    assertThat(isAllowed(narrow, "src/a/A.java")).isFalse();
    assertThat(isAllowed(narrow, "src/package-lock.json")).isTrue();
    assertThat(isAllowed(narrow, "other")).isFalse();
  }

  /** Judges as opencode does: the last pattern that matches, {@code *} and {@code ?} as usual. */
  private static boolean isAllowed(ScopeDefinition scope, String path) {
    Map<String, String> rules =
        Objects.requireNonNull(
            OpencodePermissions.of(scope, PLACES.root(), PLACES.result()).get("edit"));
    boolean allowed = false;
    for (String glob : new ArrayList<>(rules.keySet())) {
      String expression = "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
      if (Pattern.compile(expression, Pattern.DOTALL).matcher(path).matches()) {
        allowed = "allow".equals(rules.get(glob));
      }
    }
    return allowed;
  }
}
