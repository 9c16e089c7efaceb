package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.executor.AgentOutput.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOutputTest {
  @TempDir Path temp;

  private Findings find(OutputFormat format, String log) throws IOException {
    return AgentOutput.of(format, Files.writeString(temp.resolve("log"), log), 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          CLAUDE   ~ {"type":"result","subtype":"success","is_error":false}                     ~
          CLAUDE   ~ {"type":"result","subtype":"success","is_error":true,"result":"no credit"} ~ claude reported an error: no credit
          CLAUDE   ~ {"type":"result","subtype":"error_max_turns","is_error":false}             ~ claude ended early: error_max_turns
          CLAUDE   ~ [{"type":"system"},{"type":"result","is_error":true}]                      ~ claude reported an error
          CURSOR   ~ {"type":"result","is_error":true,"subtype":"error"}                        ~ cursor reported an error: error
          CODEX    ~ {"type":"turn.completed"}                                                  ~
          CODEX    ~ {"type":"turn.failed","error":{"message":"limit\\u001b[2J"}}               ~ codex failed: limit^[[2J
          GEMINI   ~ {"response":"ok"}                                                          ~
          GEMINI   ~ {"error":{"type":"ApiError","message":"quota","code":1}}                   ~ gemini reported an error: quota
          OPENCODE ~ {"type":"error","error":{"name":"X","data":{"message":"gone"}}}            ~ opencode reported an error: gone
          GOOSE    ~ {"error":"provider"}                                                       ~ goose reported an error: provider
          CLAUDE   ~ {"type":"result","is_error":true,"is_error":false,"subtype":"success"}     ~ claude reported something malformed: line 1, column 44: the key `is_error` is duplicated
          CODEX    ~ {"type":"turn.completed","usage":{"a":1,"a":2}}                            ~ codex reported something malformed: line 1, column 44: the key `a` is duplicated
          NONE     ~ {"error":"provider","is_error":true}                                       ~
          """)
  void a_failure_with_exit_0_is_found(OutputFormat format, String line, @Nullable String failure)
      throws IOException {
    Findings findings = find(format, "Loading…\n" + line + "\n");

    assertThat(findings.failure()).isEqualTo(failure);
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void denied_tools_are_noted_but_are_no_failure() throws IOException {
    Findings claude =
        find(
            OutputFormat.CLAUDE,
            """
            {"type":"result","is_error":false,"permission_denials":[{"tool_name":"Bash"},{"tool_name":"Bash"},{"tool_name":"Write"}]}
            """);

    assertThat(claude.failure()).isNull();
    assertThat(claude.notes()).containsExactly("claude was denied 3 tool calls: Bash, Write");
    assertThat(find(OutputFormat.OPENCODE, "{\"type\":\"done\",\"rejected\":[\"bash\"]}\n").notes())
        .containsExactly("opencode was denied 1 tool call: bash");
  }

  @Test
  void an_object_over_several_lines_is_parsed() throws IOException {
    assertThat(
            find(OutputFormat.GEMINI, "Hi\n{\n  \"error\": {\n    \"message\": \"quota\"\n  }\n}\n")
                .failure())
        .isEqualTo("gemini reported an error: quota");
  }

  @Test
  void missing_and_unrelated_output_are_tolerated() throws IOException {
    assertThat(find(OutputFormat.CLAUDE, "{not json\n" + "[".repeat(50_000) + "\n").notes())
        .containsExactly("claude ended without a final message");
  }

  @Test
  void an_exit_status_with_a_known_meaning_is_explained() throws IOException {
    Path log = Files.writeString(temp.resolve("log"), "");

    assertThat(AgentOutput.of(OutputFormat.GEMINI, log, 55).failure())
        .isEqualTo(
            "gemini does not trust this folder: start it there once manually, or add"
                + " `--skip-trust`");
  }
}
