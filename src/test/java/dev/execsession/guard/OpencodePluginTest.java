package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.json.Json;
import dev.execsession.process.Exchange;
import dev.execsession.testing.Needs;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin for opencode, run in Node. */
class OpencodePluginTest {
  @TempDir Path temp;

  private TestRepo repo;
  private Path launcher;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    launcher = Files.createDirectories(temp.resolve("my tools")).resolve("exec-session");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        cat >"${0%/*}/payload"
        grep -q forbidden "${0%/*}/payload" || exit 0
        echo "exec-session: it's forbidden" >&2
        exit 2
        """);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  /** Passes a call to the installed plugin; exit 2 is an error that it threw. */
  private Exchange call(String tool, Map<String, ?> args) {
    Installation installation =
        new Installation(Agent.OPENCODE, repo.root(), repo.path(".git").toAbsolutePath());
    installation.apply(installation.install(launcher, List.of(), file -> false));
    Path plugin = repo.path(OpencodePlugin.FILE);
    Map<String, String> node = Map.of("PATH", onlyNode());
    Optional<String> driver = OpencodePlugin.driver(plugin, node);
    Needs.that(driver.isPresent(), "node");
    String payload =
        Json.compact(Map.of("tool", tool, "sessionID", "s", "callID", "call_1", "args", args));
    try {
      return Exchange.with(
          List.of("sh", "-c", driver.orElseThrow()),
          repo.root(),
          repo.environment(),
          payload,
          Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Without opencode, which may be installed here. */
  private String onlyNode() {
    String path = Objects.requireNonNull(repo.environment().get("PATH"));
    return List.of(path.split(":", -1)).stream()
        .filter(folder -> !Files.exists(Path.of(folder, "opencode")))
        .reduce((a, b) -> a + ":" + b)
        .orElse("/usr/bin");
  }

  private Map<?, ?> payload() throws Exception {
    return Json.parseObject(Files.readString(launcher.resolveSibling("payload")));
  }

  @Test
  void an_edit_is_passed_on_and_allowed() throws Exception {
    Exchange passed = call("edit", Map.of("filePath", "src/A.java"));

    assertThat(passed).isEqualTo(new Exchange(0, "", ""));
    assertThat(payload())
        .isEqualTo(
            Map.of(
                "session_id", "s",
                "cwd", repo.root().toString(),
                "hook_event_name", "tool.execute.before",
                "tool_name", "edit",
                "tool_input", Map.of("filePath", "src/A.java"),
                "tool_use_id", "call_1"));
  }

  @Test
  void a_denial_is_an_error_with_the_reason() {
    Exchange denied = call("write", Map.of("filePath", "forbidden/x"));

    assertThat(denied.exit()).isEqualTo(2);
    assertThat(denied.err()).isEqualTo("exec-session: it's forbidden\n");
  }

  @Test
  void a_command_is_judged_in_its_own_folder() throws Exception {
    call("bash", Map.of("command", "rm x", "workdir", "src"));

    assertThat(payload().get("cwd")).isEqualTo(repo.path("src").toString());
  }

  @Test
  void a_tool_that_only_reads_is_not_asked_about() {
    assertThat(call("read", Map.of("filePath", "forbidden/x")).exit()).isZero();

    assertThat(launcher.resolveSibling("payload")).doesNotExist();
  }

  @Test
  void without_the_program_it_passes_until_a_block_is_active() throws IOException {
    Files.delete(launcher);
    assertThat(call("edit", Map.of("filePath", "src/A.java")).exit()).isZero();

    repo.write(".git/exec-session/20260101-000000000-0000/active-block", "x");
    Exchange denied = call("edit", Map.of("filePath", "src/A.java"));

    assertThat(denied.exit()).isEqualTo(2);
    assertThat(denied.err()).contains("exec-session");
  }

  @Test
  void its_command_is_found_in_its_text_and_in_no_other() {
    String command = AgentSettings.installed(Agent.OPENCODE, "'/my \"tools\"/exec-session'");

    assertThat(OpencodePlugin.command(OpencodePlugin.text(command))).contains(command);
    assertThat(OpencodePlugin.command("const COMMAND = \"make lint\"\n")).isEmpty();
    assertThat(OpencodePlugin.command("const COMMAND = nonsense\n")).isEmpty();
    assertThat(OpencodePlugin.command("export default {}\n")).isEmpty();
  }
}
