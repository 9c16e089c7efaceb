package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTrustTest {
  @TempDir Path temp;

  private Path root() {
    return temp.resolve("repo");
  }

  private List<String> missing(Agent agent) {
    return missing(agent, Map.of());
  }

  private List<String> missing(Agent agent, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(Map.of("HOME", temp + "/home"));
    environment.putAll(more);
    return new AgentTrust(root(), root().resolve(".git"), environment).missing(agent);
  }

  private Path write(String file, String text) {
    try {
      Path path = temp.resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      return Files.writeString(path, text.replace("ROOT", root().toString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CODEX", "GEMINI", "COPILOT"})
  void an_agent_that_was_never_started_here_does_not_trust_the_folder(Agent agent) {
    assertThat(missing(agent))
        .first()
        .asString()
        .startsWith(agent.word() + " does not trust this folder: ")
        .contains("the hook will not run (start `" + agent.word() + "` here once");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "CURSOR", "OPENCODE"})
  void the_others_need_no_trust(Agent agent) {
    assertThat(missing(agent)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model = \"x\"\n[projects.\"ROOT\"]\ntrust_level = \"trusted\" # mine\n[tui]\na = true\n",
        "[projects.'ROOT']\ntrust_level = 'trusted'\n",
        "[projects]\n\"ROOT\" = { trust_level = \"trusted\" }\n",
        "[projects]\n\"ROOT\".trust_level = \"trusted\"\n",
        "projects.\"ROOT\".trust_level = \"trusted\"\n"
      })
  void codex_keeps_its_trust_in_its_configuration(String config) {
    write("home/.codex/config.toml", config);

    assertThat(missing(Agent.CODEX)).isEmpty();
    assertThat(missing(Agent.CODEX, Map.of("CODEX_HOME", temp + "/other"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense [[[\n= \"\n",
        "[projects.\"ROOT\"]\ntrust_level = \"untrusted\"\n",
        "[projects.\"ROOT/sub\"]\ntrust_level = \"trusted\"\n",
        "[profiles.\"ROOT\"]\ntrust_level = \"trusted\"\n",
        "# [projects.\"ROOT\"]\ntrust_level = \"trusted\"\n"
      })
  void anything_else_is_no_trust(String config) {
    write("home/.codex/config.toml", config);

    assertThat(missing(Agent.CODEX)).hasSize(1);
  }

  private static final List<String> EVENTS =
      List.of("pre_tool_use", "post_tool_use", "user_prompt_submit", "session_start", "stop");

  @Test
  void codex_wants_each_hook_reviewed_in_its_current_form() {
    String trusted = "[projects.\"ROOT\"]\ntrust_level = \"trusted\"\n";
    write("home/.codex/config.toml", trusted);
    Installation installation = new Installation(Agent.CODEX, root(), root().resolve(".git"));
    installation.apply(
        installation.install(Path.of("/opt/exec-session"), List.of(), file -> false));
    assertThat(missing(Agent.CODEX))
        .singleElement()
        .asString()
        .startsWith("codex does not trust this version of the hook");

    String all = states("");
    write("home/.codex/config.toml", trusted + all);
    assertThat(missing(Agent.CODEX)).isEmpty();

    for (String event : EVENTS) {
      write("home/.codex/config.toml", trusted + states(event));
      assertThat(missing(Agent.CODEX)).as(event).hasSize(1);
    }
  }

  /** Returns what codex keeps of our hooks, with a wrong digest of one event. */
  private String states(String wrong) {
    StringBuilder all = new StringBuilder("[hooks.state]\n");
    for (SettingsPiece piece : AgentSettings.of(Agent.CODEX, "/opt/exec-session", List.of())) {
      if (piece instanceof SettingsPiece.Items items) {
        String name =
            items.path().get(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        Map<?, ?> group = (Map<?, ?>) items.items().get(0);
        List<?> hooks = (List<?>) Objects.requireNonNull(group.get("hooks"));
        Map<?, ?> hook = (Map<?, ?>) Objects.requireNonNull(hooks.get(0));
        all.append("\n[hooks.state.\"ROOT/.codex/hooks.json:" + name + ":0:0\"]\n")
            .append("trusted_hash = \"")
            .append(
                name.equals(wrong)
                    ? "sha256:0"
                    : AgentTrust.codexHash(name, group.get("matcher"), hook))
            .append("\"\n");
      }
    }
    return all.toString();
  }

  @Test
  void the_digest_of_a_hook_is_the_one_that_codex_recorded() {
    // Recorded by codex 0.171.0.
    assertThat(
            AgentTrust.codexHash(
                "pre_tool_use",
                "^(Bash|apply_patch|Edit|Write)$",
                Map.of(
                    "type", "command",
                    "command", "'/opt/my tools/exec-session' guard hook --agent codex || exit 2",
                    "timeout", 30)))
        .isEqualTo("sha256:80bc616095932f49b8b0747398aa0c433de5e43c251a68b61584fe7a41405a2d");
  }

  @Test
  void gemini_reads_the_longest_rule_its_settings_and_its_environment() {
    write("home/.gemini/trustedFolders.json", "{\"ROOT\": \"TRUST_FOLDER\"}");
    assertThat(missing(Agent.GEMINI)).isEmpty();
    write("home/.gemini/trustedFolders.json", "{\"ROOT/x\": \"TRUST_PARENT\"}");
    assertThat(missing(Agent.GEMINI)).isEmpty();
    write(
        "home/.gemini/trustedFolders.json",
        "{\"/\": \"TRUST_FOLDER\",\n// mine\n\"ROOT\": \"DO_NOT_TRUST\"}");
    assertThat(missing(Agent.GEMINI)).hasSize(1);
    assertThat(missing(Agent.GEMINI, Map.of("GEMINI_CLI_TRUST_WORKSPACE", "true"))).isEmpty();

    write("home/.gemini/settings.json", "{\"security\":{\"folderTrust\":{\"enabled\":false}}}");
    assertThat(missing(Agent.GEMINI)).isEmpty();
    assertThat(missing(Agent.GEMINI, Map.of("GEMINI_CLI_TRUST_WORKSPACE", "false"))).hasSize(1);
  }

  @Test
  void copilot_lists_the_folders_that_it_trusts() throws IOException {
    Path real =
        write(
            "dotfiles/config.json",
            "// This file is managed automatically.\n{\"trustedFolders\":[\"/x\",\"ROOT\"]}\n");
    Files.createDirectories(temp.resolve("home/.copilot"));
    Files.createSymbolicLink(temp.resolve("home/.copilot/config.json"), real);

    assertThat(missing(Agent.COPILOT)).isEmpty();
    assertThat(missing(Agent.COPILOT, Map.of("COPILOT_HOME", temp + "/other"))).hasSize(1);
  }
}
