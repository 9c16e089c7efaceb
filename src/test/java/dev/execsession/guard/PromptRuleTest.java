package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.ProcessAbove;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRuleTest {
  private static final ProcessAbove SHELL =
      new ProcessAbove(50, 500, List.of("/bin/sh", "-c", "exec-session guard hook"), Map.of());
  private static final ProcessAbove CLAUDE =
      new ProcessAbove(40, 400, List.of("claude"), Map.of("HOME", "/home/ana"));
  private static final ProcessAbove LOGIN =
      new ProcessAbove(30, 300, List.of("-bash"), Map.of("HOME", "/home/ana"));

  private final Map<String, Object> fields =
      new HashMap<>(Map.of("prompt", "approve B01", "session_id", "one"));
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AI_AGENT", "claude-code_2-1-197_harness",
              "CLAUDECODE", "1",
              "CLAUDE_CODE_ENTRYPOINT", "cli"));
  private List<ProcessAbove> above = List.of(SHELL, CLAUDE, LOGIN);
  private Agent agent = Agent.CLAUDE;
  private @Nullable String session = "one";
  private String settings = "digest";
  private String notes = "begin 40 400 digest\ncall a\ndone a\nrest 0 0\n";

  private PromptCase prompt() {
    return new PromptCase(
        agent,
        fields,
        session,
        environment,
        above,
        settings,
        Conversation.of(notes),
        new PromptCase.Begun(agent.word(), "one", 40L, 400L, "digest"));
  }

  /** Asserts that this rule alone keeps the prompt from counting. */
  private void assertOnly(PromptRule rule, String reason) {
    Set<PromptRule> broken = EnumSet.noneOf(PromptRule.class);
    for (PromptRule each : PromptRule.values()) {
      if (each.broken(prompt()).isPresent()) {
        broken.add(each);
      }
    }
    assertThat(broken).containsExactly(rule);
    assertThat(PromptRule.brokenBy(prompt()))
        .hasValueSatisfying(
            said -> {
              assertThat(said).contains(reason);
            });
  }

  @Test
  void what_a_person_types_to_the_agent_at_rest_counts() {
    assertThat(PromptRule.brokenBy(prompt())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"agent_id", "agentId", "agent_type", "parentAgentId"})
  void a_sub_agents_prompt_does_not_count(String field) {
    fields.put(field, "x");

    assertOnly(PromptRule.NO_SUB_AGENT, "sub-agent");
  }

  @Test
  void another_conversation_does_not_count() {
    session = "two";

    assertOnly(PromptRule.SAME_SESSION, "a different conversation");
  }

  @Test
  void the_persons_conversation_resumed_by_another_process_does_not_count() {
    above =
        List.of(SHELL, new ProcessAbove(41, 410, List.of("claude", "--resume", "one"), Map.of()));

    assertOnly(
        PromptRule.SAME_PROCESS,
        "was restarted after it began the block: run `exec-session begin`");
  }

  @Test
  void a_process_with_a_used_pid_is_another_one() {
    above = List.of(SHELL, new ProcessAbove(40, 401, List.of("claude"), Map.of()));

    assertOnly(PromptRule.SAME_PROCESS, "was restarted");
  }

  @Test
  void codex_is_recognized_by_its_conversation_where_one_server_has_all() {
    agent = Agent.CODEX;
    above = List.of(new ProcessAbove(7, 70, List.of("codex", "app-server-daemon"), Map.of()));
    assertThat(PromptRule.brokenBy(prompt())).isEmpty();

    session = "two";
    assertOnly(PromptRule.SAME_SESSION, "a different conversation");
  }

  @ParameterizedTest
  @CsvSource({
    "AI_AGENT, claude-code_2-1-197_agent",
    "CLAUDE_CODE_EXECPATH, /opt/claude",
    "CODEX_THREAD_ID, x",
    "GEMINI_CLI, 1",
    "OPENCODE, 1",
    "COPILOT_AGENT_SESSION_ID, x"
  })
  void a_hook_that_an_agents_command_started_does_not_count(String name, String value) {
    environment.put(name, value);

    assertOnly(PromptRule.NO_AGENT_SHELL, "an agent's command started the hook: `" + name + "`");
  }

  @Test
  void an_agent_that_an_agents_command_started_does_not_count_even_cut_off_from_it() {
    above =
        List.of(
            SHELL,
            new ProcessAbove(
                40, 400, List.of("claude"), Map.of("AI_AGENT", "claude-code_2-1-197_agent")));

    assertOnly(PromptRule.NO_AGENT_SHELL, "an agent's command started the agent");
  }

  @Test
  void an_agent_below_another_one_does_not_count() {
    above = List.of(SHELL, CLAUDE, new ProcessAbove(20, 200, List.of("codex"), Map.of()));

    assertOnly(PromptRule.NO_AGENT_SHELL, "another agent started this one");
  }

  @Test
  void a_program_between_the_agent_and_its_hook_does_not_count() {
    List<ProcessAbove> more = new ArrayList<>(above);
    more.add(0, new ProcessAbove(60, 600, List.of("python3", "forge.py"), Map.of()));
    above = more;
    assertOnly(PromptRule.NO_AGENT_SHELL, "another program between");

    above = List.of(SHELL, SHELL, CLAUDE);
    assertOnly(PromptRule.NO_AGENT_SHELL, "more than one shell");
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/bash --norc --noprofile -c hook, true",
    "/bin/bash --norc --noprofile hook, false",
    "/bin/bash --norc --noprofile -c, false",
    "/bin/bash --rcfile -c hook, false",
    "/bin/bash hook -c hook, false"
  })
  void copilot_starts_its_hook_with_a_shell_that_reads_no_profile(String line, boolean counts) {
    agent = Agent.COPILOT;
    above =
        List.of(
            new ProcessAbove(50, 500, List.of(line.split(" ")), Map.of()),
            new ProcessAbove(40, 400, List.of("/opt/copilot"), Map.of()));

    assertThat(PromptRule.brokenBy(prompt()).isEmpty()).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({"-p", "--print"})
  void an_agent_without_a_person_does_not_count(String option) {
    above =
        List.of(SHELL, new ProcessAbove(40, 400, List.of("claude", option, "approve"), Map.of()));

    assertOnly(PromptRule.INTERACTIVE, "without a person");
  }

  @ParameterizedTest
  @CsvSource({"CODEX, codex exec", "GEMINI, gemini --prompt=x", "COPILOT, copilot -p x"})
  void each_agent_without_a_person_is_recognized(Agent other, String line) {
    agent = other;
    above = List.of(SHELL, new ProcessAbove(40, 400, List.of(line.split(" ")), Map.of()));

    assertOnly(PromptRule.INTERACTIVE, "without a person");
  }

  @Test
  void claude_says_that_it_is_driven_by_a_program() {
    environment.put("CLAUDE_CODE_ENTRYPOINT", "sdk-cli");

    assertOnly(PromptRule.INTERACTIVE, "without a person");
  }

  @ParameterizedTest
  @CsvSource({
    "'call a', while the agent was working",
    "'rest 0 0,call a', while the agent was working",
    "'rest 0 0,call a,done a', while the agent was working",
    "'call a,rest 1 0', scheduled a prompt",
    "'call a,rest 0 1', still running in the background",
    "'', while the agent was working"
  })
  void a_prompt_that_the_agent_may_have_sent_does_not_count(String lines, String reason) {
    notes = lines.replace(',', '\n') + "\n";

    assertOnly(PromptRule.AT_REST, reason);
  }

  @Test
  void changed_or_missing_hooks_do_not_count() {
    settings = "other";
    assertOnly(PromptRule.SAME_SETTINGS, "hooks are not the ones");

    settings = HookSettings.NOT_INSTALLED;
    assertOnly(PromptRule.SAME_SETTINGS, "hooks are not the ones");
  }
}
