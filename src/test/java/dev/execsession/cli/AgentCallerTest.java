package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.guard.Agent;
import dev.execsession.guard.HookNotes;
import dev.execsession.journal.Caller;
import dev.execsession.process.ProcessAbove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls {@code begin} or {@code finish}, and whether a person can answer in its prompt. */
class AgentCallerTest {
  private static final Map<String, String> SHELL =
      Map.of(
          "CLAUDECODE", "1",
          "CLAUDE_CODE_ENTRYPOINT", "cli",
          "CLAUDE_CODE_EXECPATH", "/opt/claude",
          "CLAUDE_CODE_SESSION_ID", "one");
  private static final ProcessAbove BASH =
      new ProcessAbove(60, 600, List.of("/bin/bash", "-c", "exec-session begin"), SHELL);
  private static final ProcessAbove CLAUDE =
      new ProcessAbove(40, 400, List.of("claude", "-c"), Map.of("HOME", "/home/ana"));

  @TempDir Path temp;

  @BeforeEach
  void aHookSawTheCall() throws IOException {
    note("begin 40 400 digest");
  }

  private void note(String line) throws IOException {
    Path notes = temp.resolve("exec-session/agents/claude-one");
    Files.createDirectories(notes.getParent());
    Files.writeString(notes, line + "\n");
    assertThat(HookNotes.of(temp, Agent.CLAUDE, "one").read().begun()).isNotNull();
  }

  private AgentCaller of(ProcessAbove... above) {
    return AgentCaller.of(SHELL, temp, List.of(above));
  }

  @Test
  void a_persons_agent_is_attended_though_its_shell_is_marked() {
    AgentCaller caller = of(BASH, CLAUDE);

    assertThat(caller.caller()).isEqualTo(new Caller("claude", "one", 40L, 400L, "digest"));
    assertThat(caller.isAttended()).isTrue();
  }

  @Test
  void what_a_hook_noted_of_an_earlier_process_is_not_about_this_call() {
    AgentCaller caller = of(BASH, new ProcessAbove(41, 410, List.of("claude", "-c"), Map.of()));

    assertThat(caller.caller()).isEqualTo(new Caller("claude", "one", 41L, 410L));
  }

  @Test
  void a_resumed_agent_without_a_person_is_not_attended() {
    assertThat(
            of(BASH, new ProcessAbove(40, 400, List.of("claude", "-p", "--resume"), Map.of()))
                .isAttended())
        .isFalse();
  }

  @Test
  void an_agent_that_an_agent_started_is_not_attended() {
    assertThat(of(BASH, new ProcessAbove(40, 400, List.of("claude"), SHELL)).isAttended())
        .as("cut off from it")
        .isFalse();
    assertThat(
            of(BASH, CLAUDE, BASH, new ProcessAbove(20, 200, List.of("codex"), Map.of()))
                .isAttended())
        .isFalse();
  }

  @Test
  void an_agent_that_cannot_be_seen_is_not_attended() {
    AgentCaller caller = of(new ProcessAbove(1, 1, List.of("init"), Map.of()));

    assertThat(caller.caller().name()).isEqualTo("claude");
    assertThat(caller.isAttended()).isFalse();
  }
}
