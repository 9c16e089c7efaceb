package dev.execsession.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded output of the real agents, driven by a scripted model, is read to the expected text next
 * to it; {@code -Dcases.rewrite=true} writes that.
 */
class AgentStreamTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T00:10:00Z"), ZoneOffset.UTC);
  private static final Path RECORDED = Path.of("src/test/resources/agents");

  static Stream<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.walk(RECORDED)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void what_a_real_agent_printed_is_understood(Path file) throws IOException {
    String agent = String.valueOf(file.getName(file.getNameCount() - 2));
    OutputFormat format = OutputFormat.valueOf(agent.toUpperCase(Locale.ROOT));
    boolean failed = Files.exists(Path.of(file + ".exit"));
    String read = read(format, Files.readAllLines(file), failed ? 1 : 0);

    Path expected = Path.of(file.toString().replace(".jsonl", ".txt"));
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(expected, read);
    }
    assertThat(read).isEqualTo(Files.readString(expected));
  }

  private static String read(OutputFormat format, List<String> lines, int exit) {
    AgentStream stream = new AgentStream(format, "/home/u/repo", null, CLOCK);
    StringBuilder out = new StringBuilder();
    lines.forEach(
        line ->
            stream
                .line(line)
                .forEach(
                    one ->
                        out.append(
                            String.format(
                                Locale.ROOT,
                                "%-6s  %s%n",
                                one.kind().word(),
                                one.text().strip()))));
    AgentReport report = stream.end(exit);
    return out + Json.pretty(report);
  }

  private static AgentReport report(OutputFormat format, String... lines) {
    AgentStream stream = new AgentStream(format, "/r", null, CLOCK);
    for (String line : lines) {
      stream.line(line);
    }
    return stream.end(0);
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
  void a_failure_with_exit_0_is_found(OutputFormat format, String line, @Nullable String failure) {
    AgentReport report = report(format, "Loading…", line);

    assertThat(report.failure()).isEqualTo(failure);
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void an_object_over_several_lines_is_parsed() {
    assertThat(
            report(
                    OutputFormat.GEMINI,
                    "Hi",
                    "{",
                    "  \"error\": {",
                    "    \"message\": \"quota\"",
                    "  }",
                    "}")
                .failure())
        .isEqualTo("gemini reported an error: quota");
  }

  @Test
  void missing_and_unrelated_output_are_tolerated() {
    assertThat(report(OutputFormat.CLAUDE, "{not json", "[".repeat(50_000)).notes())
        .containsExactly("claude ended without a final message");
  }

  @Test
  void what_an_agent_printed_is_the_cause_of_a_bad_exit() {
    AgentStream stream = new AgentStream(OutputFormat.GEMINI, "/r", null, CLOCK);
    stream.line("256-color support not detected");
    stream.line("Error resuming session: Invalid session identifier \"x\".");
    stream.line("    at main (x.js:1)");

    AgentReport report = stream.end(42);

    assertThat(report.failure())
        .isEqualTo(
            "gemini ended with exit status 42: Error resuming session: Invalid session identifier"
                + " \"x\".");
    assertThat(report.unknownConversation()).isTrue();
  }

  @Test
  void an_untrusted_folder_is_explained() {
    assertThat(new AgentStream(OutputFormat.GEMINI, "/r", null, CLOCK).end(55).failure())
        .isEqualTo("gemini does not trust this folder: set `GEMINI_CLI_TRUST_WORKSPACE=true`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Command blocked by PreToolUse hook: exec-session: block `B01` may not edit `other/x`: outside (`not in any include`). Do not.. Command: apply_patch <<'EOP' | edit other/x
          Command blocked by PreToolUse hook: exec-session: block `B01` may not run `git push`: it. Command: git push                                               | run git push
          Command blocked by PreToolUse hook: not on Fridays. Command: make                                                                                         | run make
          patch rejected: writing outside of the project; rejected by user approval settings                                                                         | patch rejected: writing outside of the project; rejected by user approval settings
          """)
  void what_codex_was_denied_is_named_though_only_its_log_tells(String error, String denied) {
    AgentReport report =
        report(
            OutputFormat.CODEX,
            "2026-11-30T00:05:40.891044Z ERROR codex_core::tools::router: error=" + error,
            "{\"type\":\"turn.completed\",\"usage\":{}}");

    assertThat(report.notes()).containsExactly("codex was denied 1 tool call: " + denied);
  }

  @Test
  void a_resumed_codex_thread_counts_only_what_is_new() {
    Usage earlier = new Usage(null, 4000L, 200L, null);
    AgentStream stream =
        new AgentStream(OutputFormat.CODEX, "/r", new Conversation("t1", earlier), CLOCK);
    stream.line("{\"type\":\"thread.started\",\"thread_id\":\"t1\"}");
    stream.line(
        "{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":10000,\"output_tokens\":500}}");

    assertThat(stream.end(0).usage()).isEqualTo(new Usage(null, 6000L, 300L, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          You’ve hit your usage limit. Try again in 2 hours 5 minutes.          | 2026-11-30T12:05:00Z
          Please retry after 30s                                               | 2026-11-30T10:00:30Z
          purchase more credits or try again at 12:53 AM.                      | 2026-12-01T00:53:00Z
          purchase more credits or try again at 10:53 AM.                      | 2026-11-30T10:53:00Z
          or try again at Dec 3rd, 2026 1:02 PM.                               | 2026-12-03T13:02:00Z
          Quota exceeded. Check your plan and billing details.                 |
          """)
  void the_end_of_a_limit_is_found_in_words(String words, @Nullable Instant end) {
    assertThat(
            Resets.in(words, Instant.parse("2026-11-30T10:00:00Z").atZone(ZoneOffset.UTC))
                .orElse(null))
        .isEqualTo(end);
  }

  @Test
  void the_last_answer_of_a_message_is_found_in_a_fence_or_alone() {
    assertThat(
            Structured.in(
                "Done.\n\n```json\n{\"status\": \"blocked\"}\n```\n\n```\n{\"status\": \"done\"}\n```\n"))
        .hasValueSatisfying(answer -> assertThat(answer.get("status")).isEqualTo("done"));
    assertThat(Structured.in("{\"summary\": \"x\"}")).isPresent();
    assertThat(Structured.in("{\"name\": \"my package\"}")).isEmpty();
    assertThat(Structured.in("I changed {\"status\": \"done\"} in a file")).isEmpty();
  }
}
