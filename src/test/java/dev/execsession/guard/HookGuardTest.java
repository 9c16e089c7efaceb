package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.json.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HookGuardTest {
  @TempDir Path temp;

  private HookAnswer answer(Agent agent, Path directory, byte[] payload) {
    return new HookGuard(agent, directory, Map.of(), GuardRepo.IGNORED)
        .answer(new ByteArrayInputStream(payload));
  }

  private HookAnswer answer(Agent agent, GuardRepo repo, String payload) {
    return answer(agent, repo.root(), payload.getBytes(StandardCharsets.UTF_8));
  }

  @TestFactory
  Stream<DynamicTest> recorded_payloads_are_denied_with_the_expected_reason() throws Exception {
    GuardRepo repo = GuardRepo.create(temp).active();
    List<?> rows =
        (List<?>)
            Objects.requireNonNull(
                Json.parse(Files.readString(Path.of("src/test/resources/guard/payloads.json"))));
    return rows.stream()
        .map(row -> (Map<?, ?>) row)
        .map(row -> DynamicTest.dynamicTest(Json.compact(row), () -> holds(repo, row)));
  }

  private void holds(GuardRepo repo, Map<?, ?> row) {
    Agent agent = Agent.of(String.valueOf(row.get("agent"))).orElseThrow();
    String payload =
        Json.compact(row.get("payload"))
            .replace("@ROOT@", repo.root().toString())
            .replace("@RESULT@", repo.root().resolveSibling("scratch/result.json").toString());

    // The hook's own working folder is irrelevant.
    HookAnswer answer = answer(agent, temp, payload.getBytes(StandardCharsets.UTF_8));
    if (!payload.contains(repo.root().toString())) {
      answer = answer(agent, repo, payload);
    }

    if (row.get("veto") instanceof String named) {
      assertThat(agent.denies(answer)).as(answer.toString()).isTrue();
      assertThat(answer.out() + answer.err()).contains("exec-session: ").contains(named);
      assertThat(answer.out().isEmpty()).as("one channel").isNotEqualTo(answer.err().isEmpty());
    } else {
      assertThat(answer).isEqualTo(agent.allow());
    }
  }

  @Test
  void claude_may_run_a_check_of_the_block_word_for_word_without_a_person() {
    GuardRepo repo = GuardRepo.create(temp).active();

    assertThat(answer(Agent.CLAUDE, repo, shell(GuardRepo.CHECK + "\n")))
        .isEqualTo(
            new HookAnswer(
                0,
                "{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":"
                    + "\"allow\",\"permissionDecisionReason\":\"exec-session: a check of block"
                    + " `B02`\"}}",
                ""));
    for (String other :
        List.of(
            GuardRepo.CHECK + "; make", "make && " + GuardRepo.CHECK, GuardRepo.CHECK + "*", "")) {
      assertThat(answer(Agent.CLAUDE, repo, shell(other))).isEqualTo(Agent.CLAUDE.allow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_other_agent_is_told_that_a_check_may_run(Agent agent) {
    GuardRepo repo = GuardRepo.create(temp).active();

    assertThat(answer(agent, repo, shell(GuardRepo.CHECK)).equals(agent.allow()))
        .isEqualTo(agent != Agent.CLAUDE);
  }

  private static String shell(String command) {
    return Json.compact(Map.of("tool_name", "Bash", "tool_input", Map.of("command", command)));
  }

  @ParameterizedTest
  @EnumSource
  void a_denial_has_the_form_of_its_agent(Agent agent) {
    GuardRepo repo = GuardRepo.create(temp).active();
    String payload = "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/secret/key\"}}";

    HookAnswer answer = answer(agent, repo, payload);

    String reason =
        "exec-session: block `B02` may not edit `src/secret/key`: excluded (`src/secret/**`). Do"
            + " not work around this: if the work needs it, report `escalate` with reason `scope`,"
            + " as the brief says, and end.";
    assertThat(answer)
        .isEqualTo(
            switch (agent) {
              case CLAUDE ->
                  new HookAnswer(
                      0,
                      "{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\","
                          + "\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\""
                          + reason
                          + "\"}}",
                      "");
              case CODEX, OPENCODE -> new HookAnswer(2, "", reason);
              case GEMINI ->
                  new HookAnswer(0, "{\"decision\":\"deny\",\"reason\":\"" + reason + "\"}", "");
              case CURSOR ->
                  new HookAnswer(
                      0,
                      "{\"permission\":\"deny\",\"user_message\":\""
                          + reason
                          + "\",\"agent_message\":\""
                          + reason
                          + "\"}",
                      "");
              case COPILOT ->
                  new HookAnswer(
                      0,
                      "{\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\""
                          + reason
                          + "\"}",
                      "");
            });
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_denied_while_no_block_is_active(Agent agent) {
    GuardRepo repo = GuardRepo.create(temp);

    for (String payload :
        List.of(
            "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/secret/key\"}}",
            "{\"tool_name\":\"Write\"}",
            "not JSON",
            "")) {
      assertThat(answer(agent, repo, payload)).isEqualTo(agent.allow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_read_is_denied_with_a_reason(Agent agent) {
    GuardRepo repo = GuardRepo.create(temp).active();

    for (String payload :
        List.of(
            "",
            "not JSON",
            "[]",
            "{",
            "{\"tool_name\":\"Read\",\"tool_input\":{}} {}",
            "{\"tool_name\":\"Write\",\"tool_name\":\"Read\",\"tool_input\":{}}",
            "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"src/A.java\",\"file_path\":\"x\"}}",
            "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"src/A.java\",}}",
            "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"src/\\u0000A\"}}",
            "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"\"}}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":null}}")) {
      HookAnswer answer = answer(agent, repo, payload);
      assertThat(agent.denies(answer)).as(answer.toString()).isTrue();
    }
  }

  @Test
  void a_payload_of_more_than_ten_mebibytes_is_denied_and_not_read_to_its_end() {
    GuardRepo repo = GuardRepo.create(temp).active();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) ' ');
            return length;
          }
        };

    HookAnswer answer =
        new HookGuard(Agent.CODEX, repo.root(), Map.of(), GuardRepo.IGNORED).answer(endless);

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("larger than 10 MiB");
  }

  @Test
  void a_large_edit_within_the_limit_passes() {
    GuardRepo repo = GuardRepo.create(temp).active();
    String payload =
        "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/A.java\",\"content\":\""
            + "x\\n".repeat(3 << 20)
            + "\"}}";

    assertThat(answer(Agent.CLAUDE, repo, payload)).isEqualTo(Agent.CLAUDE.allow());
  }

  @Test
  void more_files_than_can_be_judged_in_time_are_denied() {
    GuardRepo repo = GuardRepo.create(temp).active();
    String payload =
        "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"rm " + "a ".repeat(5000) + "\"}}";

    assertThat(answer(Agent.CODEX, repo, payload).err()).contains("too many files");
  }

  @Test
  void bytes_that_are_not_utf_8_name_no_file_that_could_be_judged() {
    GuardRepo repo = GuardRepo.create(temp).active();
    byte[] payload =
        "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/\u00e9\"}}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(answer(Agent.CODEX, repo.root(), payload).exit()).isEqualTo(2);
  }

  @Test
  void a_hostile_name_is_never_printed_raw() {
    GuardRepo repo = GuardRepo.create(temp).active();

    for (Agent agent : Agent.values()) {
      HookAnswer answer =
          answer(
              agent,
              repo,
              "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"x\\u001b[2J\\n"
                  + "\\u202e\\\"\"}}");
      assertThat(agent.denies(answer)).isTrue();
      assertThat(answer.out() + answer.err()).doesNotContain("\u001b", "\n", "\u202e");
    }
  }

  @Test
  void an_unreadable_state_denies_every_edit() {
    GuardRepo repo = GuardRepo.create(temp).active();
    GuardRepo.write(repo.file(GuardRepo.SESSION), new byte[] {1});

    HookAnswer answer =
        answer(
            Agent.CODEX,
            repo,
            "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"src/A.java\"}}");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("cannot determine the active block");
  }
}
