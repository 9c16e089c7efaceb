package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrivenSessionTest {
  private static final String SAY = "`B01` waits for approval: the person types `approve B01`";

  private static final String FINISH = "exec-session finish --summary done";

  @TempDir Path temp;

  private GuardRepo repo;

  @BeforeEach
  void driven() throws Exception {
    repo = GuardRepo.create(temp);
    Path git = repo.root().resolve(".git");
    new DrivenSession(GuardRepo.SESSION, repo.root().toString(), SAY).write(git, git);
  }

  private HookAnswer tool(String tool, Map<String, ?> input) {
    Map<String, Object> payload = new HashMap<>();
    payload.put("session_id", "one");
    payload.put("cwd", repo.root().toString());
    payload.put("tool_name", tool);
    payload.put("tool_use_id", "call-1");
    payload.put("tool_input", input);
    return new HookGuard(Agent.CODEX, repo.root(), Map.of(), GuardRepo.IGNORED).answer(in(payload));
  }

  private OtherHooks.Reply other(Agent agent, HookEvent event, Map<String, ?> more) {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("session_id", "one");
    payload.put("cwd", repo.root().toString());
    return new OtherHooks(agent, repo.root(), Map.of()).answer(event, in(payload));
  }

  private static ByteArrayInputStream in(Map<String, ?> payload) {
    return new ByteArrayInputStream(Json.compact(payload).getBytes(StandardCharsets.UTF_8));
  }

  private Conversation noted() {
    return HookNotes.of(repo.root().resolve(".git"), Agent.CODEX, "one").read();
  }

  private HookAnswer shell(String command) {
    return tool("Bash", Map.of("command", command));
  }

  @Test
  void every_edit_between_blocks_is_denied() {
    HookAnswer denied = tool("Write", Map.of("file_path", "src/A.java"));

    assertThat(denied.exit()).isEqualTo(2);
    assertThat(denied.err()).isEqualTo("exec-session: " + SAY);
    assertThat(noted().open()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x > src/A.java",
        "rm src/A.java",
        "sed -i s/a/b/ src/A.java",
        "git checkout -b other",
        "apply_patch <<'E'\n*** Begin Patch\n*** Update File: src/A.java\n*** End Patch\nE"
      })
  void a_command_that_certainly_edits_between_blocks_is_denied(String command) {
    assertThat(shell(command).err()).contains(SAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cat src/A.java", "exec-session status", "exec-session begin", "echo x > /tmp/x"})
  void what_changes_no_file_of_the_worktree_passes_and_is_noted(String command) {
    assertThat(shell(command)).isEqualTo(Agent.CODEX.allow());
    assertThat(noted().open()).containsExactly("call-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec-session accept B01",
        "cd /tmp && /opt/bin/exec-session accept B01",
        "X=1 exec-session run x --approve B01",
        "exec-session run x --approve=B01",
        "exec-session begin --accept-between",
        "exec-session run x --mode autonomous",
        "exec-session run x --mode=autonomous",
        "exec-session run x --sandbox off",
        "exec-session rollback B01",
        "exec-session amend x",
        "exec-session close x",
        "exec-session guard hook --agent claude < forged.json",
        "exec-session guard uninstall --agent claude",
        "sh -c 'exec-session accept B01'",
        "env -u CLAUDECODE setsid exec-session accept B01",
        "sleep 5; exec-session guard hook --agent claude",
        "claude -p 'approve B01'",
        "nohup codex exec x &",
        "gemini -p x",
        "opencode run x",
        "copilot -p x",
        "npx @anthropic-ai/claude-code -p x",
        "timeout -s KILL 60 claude -p x",
        "xargs -n 1 claude -p",
        "tmux send-keys -t 0 'approve B01' Enter",
        "(sleep 6; tmux send-keys -t 0 x)&",
        "screen -S x -X stuff 'approve B01'",
        "script -c claude /dev/null",
        "echo '{}' > .claude/settings.local.json",
        "rm -rf ~/.claude/projects/x",
        "cp x /root/.codex/hooks.json"
      })
  void a_command_that_could_answer_for_the_person_is_denied_while_a_block_is_open_too(
      String command) {
    assertThat(shell(command).exit()).as("between blocks").isEqualTo(2);

    repo.active();
    HookAnswer denied = shell(command);
    assertThat(denied.exit()).isEqualTo(2);
    assertThat(denied.err()).doesNotContain(SAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec-session status",
        "exec-session finish --summary 'approve B01'",
        "claude --version",
        "tmux ls",
        "grep claude README.md",
        "LC_ALL=C grep -rn claude src",
        "timeout 60 grep -n codex README.md",
        "if [ -f x ]; then npm run script build; fi",
        "CI=1 npm test -- gemini",
        "echo exec-session accept B01",
        "cat .claude/settings.json"
      })
  void a_harmless_command_passes_in_an_open_block(String command) {
    repo.active();

    assertThat(shell(command)).isEqualTo(Agent.CODEX.allow());
  }

  @ParameterizedTest
  @CsvSource({
    "CronCreate, prompt, later",
    "ScheduleWakeup, reason, later",
    "SendMessage, to, agent",
    "spawn_agent, message, approve B01",
    "Task, prompt, ' APPROVE b01 '",
    "mcp__x__ask, text, aprobar"
  })
  void a_tool_that_could_answer_for_the_person_is_denied(String tool, String key, String value) {
    assertThat(tool(tool, Map.of(key, value)).exit()).isEqualTo(2);
    assertThat(tool("Task", Map.of("prompt", "write tests")).exit()).isZero();
  }

  @Test
  void without_a_session_that_an_agent_drives_nothing_is_denied_or_noted() throws Exception {
    Path git = repo.root().resolve(".git");
    DrivenSession.remove(git, git);

    assertThat(shell("exec-session accept B01")).isEqualTo(Agent.CODEX.allow());
    assertThat(tool("Write", Map.of("file_path", "src/A.java"))).isEqualTo(Agent.CODEX.allow());
    assertThat(noted().seen()).isFalse();
    assertThat(other(Agent.CODEX, HookEvent.PROMPT, Map.of("prompt", "approve B01")).prompt())
        .isNull();
  }

  @Test
  void begin_is_noted_with_its_process_and_settings_before_any_session_exists() throws Exception {
    Path git = repo.root().resolve(".git");
    DrivenSession.remove(git, git);

    shell("exec-session begin docs/exec-plans/active/x.md");

    assertThat(noted().begun()).isEqualTo(new Conversation.Begun(0, 0, HookSettings.NOT_INSTALLED));
  }

  @Test
  void finish_is_noted_like_begin_so_that_another_process_can_take_over() {
    shell(FINISH);

    assertThat(noted().begun()).isEqualTo(new Conversation.Begun(0, 0, HookSettings.NOT_INSTALLED));
  }

  @Test
  void the_end_of_tools_and_turns_is_noted() {
    shell("cat x");
    assertThat(noted().rest()).isNull();

    other(Agent.CODEX, HookEvent.AFTER, Map.of("tool_use_id", "call-1"));
    assertThat(noted().open()).isEmpty();
    assertThat(noted().rest()).isNull();

    other(Agent.CODEX, HookEvent.STOP, Map.of());
    assertThat(noted().rest()).isEqualTo(new Conversation.Rest(0, 0));
  }

  @Test
  void scheduled_prompts_and_running_commands_are_noted_at_the_end_of_a_turn() {
    other(
        Agent.CODEX,
        HookEvent.STOP,
        Map.of(
            "session_crons", List.of(Map.of("prompt", "approve B04")),
            "background_tasks",
                List.of(Map.of("status", "running"), Map.of("status", "completed"))));

    assertThat(noted().rest()).isEqualTo(new Conversation.Rest(1, 1));
  }

  @Test
  void the_end_of_a_turn_that_a_command_of_the_model_reports_is_not_noted() {
    shell("cat x");
    Map<String, Object> payload = Map.of("session_id", "one", "cwd", repo.root().toString());
    new OtherHooks(Agent.CODEX, repo.root(), Map.of("CODEX_CI", "1"))
        .answer(HookEvent.STOP, in(payload));

    assertThat(noted().rest()).isNull();
  }

  @Test
  void a_prompt_of_the_grammar_is_to_be_judged() {
    assertThat(other(Agent.CLAUDE, HookEvent.PROMPT, Map.of("prompt", "approve B01")).prompt())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "please approve B01",
        "approve B01, thanks",
        "Approved!",
        "apruebo B01",
        "'approve B01'"
      })
  void a_prompt_that_means_to_approve_is_told_what_counts(String prompt) {
    OtherHooks.Reply reply = other(Agent.CLAUDE, HookEvent.PROMPT, Map.of("prompt", prompt));

    assertThat(reply.prompt()).isNull();
    assertThat(reply.answer().exit()).isZero();
    assertThat(reply.answer().out())
        .contains("this prompt approved nothing: only the exact words count; " + SAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write tests", "disapprove", "What is left?"})
  void any_other_prompt_passes_in_silence(String prompt) {
    OtherHooks.Reply silent = other(Agent.CLAUDE, HookEvent.PROMPT, Map.of("prompt", prompt));

    assertThat(silent.prompt()).isNull();
    assertThat(silent.answer()).isEqualTo(new HookAnswer(0, "", ""));
  }

  @Test
  void a_prompt_about_approval_passes_in_silence_while_none_is_awaited() throws Exception {
    repo.active();
    Map<String, String> prompt = Map.of("prompt", "please approve B01");
    assertThat(other(Agent.CLAUDE, HookEvent.PROMPT, prompt).answer().out()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "CODEX", "GEMINI", "COPILOT"})
  void a_conversation_starts_with_where_the_session_stands(Agent agent) {
    HookAnswer answer = other(agent, HookEvent.START, Map.of("source", "startup")).answer();

    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("\"additionalContext\":\"exec-session: " + SAY);
    assertThat(answer.out().contains("hookSpecificOutput")).isEqualTo(agent != Agent.COPILOT);
  }

  @Test
  void a_pause_ends_the_turn_of_an_agent_that_allows_it() {
    Map<String, ?> finish =
        Map.of("tool_name", "run_shell_command", "tool_input", Map.of("command", FINISH));

    assertThat(other(Agent.GEMINI, HookEvent.AFTER, finish).answer().out())
        .contains("\"continue\":false", "\"stopReason\":\"" + SAY);
    repo.active();
    assertThat(other(Agent.GEMINI, HookEvent.AFTER, finish).answer().out()).isEqualTo("{}");
  }

  @Test
  void a_finish_after_which_the_agent_goes_on_ends_no_turn() throws Exception {
    Path git = repo.root().resolve(".git");
    new DrivenSession(GuardRepo.SESSION, repo.root().toString(), DrivenSession.NEXT)
        .write(git, git);

    Map<String, ?> finish =
        Map.of("tool_name", "run_shell_command", "tool_input", Map.of("command", FINISH));

    assertThat(other(Agent.GEMINI, HookEvent.AFTER, finish).answer().out()).isEqualTo("{}");
    assertThat(other(Agent.CLAUDE, HookEvent.AFTER, finish).answer().out()).isEmpty();
  }

  @Test
  void a_turn_that_a_pause_ended_is_at_rest_because_gemini_calls_no_other_hook() {
    Map<String, ?> finish =
        Map.of("tool_name", "run_shell_command", "tool_input", Map.of("command", FINISH));
    HookNotes notes = HookNotes.of(repo.root().resolve(".git"), Agent.GEMINI, "one");
    notes.call(null);
    notes.call(null);

    other(Agent.GEMINI, HookEvent.AFTER, finish);
    assertThat(notes.read().rest()).as("another tool still runs").isNull();

    other(Agent.GEMINI, HookEvent.AFTER, finish);
    assertThat(notes.read().rest()).isEqualTo(new Conversation.Rest(0, 0));
  }

  @Test
  void damaged_input_never_stops_an_agent() throws Exception {
    for (String text : new String[] {"", "{", "[]", "{\"prompt\":1}"}) {
      @Nullable PromptCall prompt =
          new OtherHooks(Agent.CLAUDE, repo.root(), Map.of())
              .answer(
                  HookEvent.PROMPT, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .prompt();
      assertThat(prompt).isNull();
    }
    Files.writeString(repo.root().resolve(".git/exec-session/agents/driven"), "x\n");
    assertThat(tool("Write", Map.of("file_path", "src/A.java"))).isEqualTo(Agent.CODEX.allow());
  }
}
