package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingAgentTest {
  private static final ProcessAbove SHELL =
      new ProcessAbove(30, 3, List.of("/bin/bash", "-c", "x"), Map.of());
  private static final ProcessAbove LOGIN = new ProcessAbove(10, 1, List.of("-zsh"), Map.of());

  @ParameterizedTest
  @CsvSource({
    "CLAUDECODE, 1, claude",
    "AI_AGENT, claude-code_2-1-197_agent, claude",
    "AI_AGENT, other_agent, agent",
    "CODEX_SESSION_ID, 01a2, codex",
    "CODEX_THREAD_ID, 01a2, codex",
    "CODEX_CI, 1, codex",
    "GEMINI_CLI, 1, gemini",
    "OPENCODE, 1, opencode",
    "COPILOT_CLI, 1, copilot",
    "COPILOT_AGENT_SESSION_ID, 12f4, copilot"
  })
  void a_variable_of_an_agents_shell_names_it(String variable, String value, String name) {
    CallingAgent found =
        CallingAgent.find(Map.of(variable, value), List.of(SHELL, LOGIN)).orElseThrow();

    assertThat(found.name()).isEqualTo(name);
    assertThat(found.sign()).contains("`" + variable + "`");
    assertThat(CallingAgent.marks()).contains(variable);
  }

  @ParameterizedTest
  @CsvSource({"CLAUDECODE, ''", "AI_AGENT, claude-code_2-1-197_harness", "CODEX_HOME, /home/a"})
  void other_variables_do_not(String variable, String value) {
    assertThat(CallingAgent.find(Map.of(variable, value), List.of(SHELL, LOGIN))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "claude, claude",
    "/opt/bin/claude.exe --print, claude",
    "node /opt/agents/node_modules/.bin/gemini, gemini",
    "node --max-old-space-size=8192 /opt/x/@google/gemini-cli/bundle/main.js, gemini",
    "/usr/bin/node /opt/x/@openai/codex/bin/codex.js, codex",
    "/opt/x/codex exec, codex",
    "opencode, opencode",
    "/opt/x/copilot, copilot"
  })
  void a_process_above_names_it(String line, String name) {
    ProcessAbove agent = new ProcessAbove(20, 2, List.of(line.split(" ")), Map.of());

    CallingAgent found = CallingAgent.find(Map.of(), List.of(SHELL, agent, LOGIN)).orElseThrow();

    assertThat(found.name()).isEqualTo(name);
    assertThat(found.ancestor()).isEqualTo(agent);
    assertThat(found.sign()).isEqualTo("process 20 above it is `" + name + "`");
  }

  @ParameterizedTest
  @CsvSource({"vim claude", "/home/codex/bin/zsh", "node server.js claude", "claude-desktop"})
  void other_processes_do_not(String line) {
    ProcessAbove other = new ProcessAbove(20, 2, List.of(line.split(" ")), Map.of());

    assertThat(CallingAgent.find(Map.of(), List.of(SHELL, other, LOGIN))).isEmpty();
  }

  @Test
  void the_agents_session_and_process_are_told_where_they_can_be_seen() {
    ProcessAbove agent = new ProcessAbove(20, 2, List.of("claude"), Map.of());

    CallingAgent found =
        CallingAgent.find(
                Map.of("CLAUDECODE", "1", "CLAUDE_CODE_SESSION_ID", "d6de"),
                List.of(SHELL, agent, LOGIN))
            .orElseThrow();

    assertThat(found.session()).isEqualTo("d6de");
    assertThat(found.ancestor()).isEqualTo(agent);
  }

  @Test
  void only_variables_of_its_models_shell_tell_an_agent_from_its_hook() {
    Map<String, String> hook =
        Map.of(
            "AI_AGENT", "claude-code_2-1-197_harness",
            "CLAUDECODE", "1",
            "CLAUDE_EFFORT", "high",
            "CLAUDE_PROJECT_DIR", "/r",
            "COPILOT_CLI", "1");

    assertThat(AgentProgram.CLAUDE.inShell(hook)).isEmpty();
    assertThat(AgentProgram.COPILOT.inShell(hook)).isEmpty();
    assertThat(CallingAgent.shellMark(hook)).isEmpty();
    assertThat(CallingAgent.shellMark(Map.of("CLAUDE_CODE_EXECPATH", "/claude")))
        .contains("CLAUDE_CODE_EXECPATH");
    assertThat(CallingAgent.shellMark(Map.of("AI_AGENT", "claude-code_2-1-197_agent")))
        .contains("AI_AGENT");
  }
}
