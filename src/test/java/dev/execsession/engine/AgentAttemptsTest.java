package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Receipt;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts of a coding agent that reports what it does and uses. */
class AgentAttemptsTest {
  private static final String THREE_LINES =
      PlanText.withCheck(PlanText.ONE_BLOCK, "`test $(wc -l <src/A.java) = 3`");

  /** Adds a line, and reports one conversation for all of its starts. */
  private static final String CLAUDE =
      """
      #!/bin/sh
      printf '%s\\n' "$*" >>"$HOME/calls"
      cat >"$HOME/brief"
      echo line >>src/A.java
      echo '{"type":"system","subtype":"init","model":"m1","session_id":"c1"}'
      echo '{"type":"result","subtype":"success","is_error":false,"result":"Added a line.","session_id":"c1","num_turns":2,"total_cost_usd":0.4,"usage":{"input_tokens":100,"output_tokens":20}}'
      """;

  @TempDir Path temp;

  private Workbench bench() {
    Workbench bench = Workbench.create(temp, THREE_LINES).executorNamed("claude");
    bench.repo().program("claude", CLAUDE);
    return bench;
  }

  @Test
  void a_second_attempt_resumes_the_conversation_with_what_failed() throws IOException {
    Workbench bench = bench().retries(1);

    Run run = bench.autonomous();

    assertThat(run.block("B01").isDone()).isTrue();
    assertThat(Files.readAllLines(bench.repo().home().resolve("calls")))
        .satisfiesExactly(
            first -> assertThat(first).doesNotContain("--resume"),
            second -> assertThat(second).contains("--resume c1"));
    assertThat(Files.readString(bench.repo().home().resolve("brief")))
        .contains("## This is another attempt", "test $(wc -l <src/A.java) = 3");
    assertThat(run.remarks()).contains("  resumes its conversation c1");
  }

  @Test
  void every_attempt_has_a_receipt() {
    Run run = bench().retries(1).autonomous();

    Receipt receipt = new Receipt("m1", "c1", 2, 100L, 20L, 0.4, null);
    assertThat(run.block("B01").receipts())
        .containsExactly(
            new Receipt.OfAttempt(1, "claude", receipt),
            new Receipt.OfAttempt(2, "claude", receipt));
    assertThat(run.block("B01").execution()).get().extracting("summary").isEqualTo("Added a line.");
  }

  @Test
  void an_attempt_after_an_undo_begins_a_new_conversation() throws IOException {
    Workbench bench = bench();
    bench.autonomous();
    bench.rollback("B01");

    bench.autonomous();

    assertThat(Files.readString(bench.repo().home().resolve("calls"))).doesNotContain("--resume");
  }

  @Test
  void model_and_arguments_of_the_configuration_are_passed_on() throws IOException {
    Workbench bench = bench().retries(1);
    bench.config(
        """
        executors:
          claude:
            model: small
            args: [--strict]
        """);

    Run run = bench.autonomous();

    assertThat(run.block("B01").isDone()).isTrue();
    assertThat(Files.readAllLines(bench.repo().home().resolve("calls")))
        .allSatisfy(call -> assertThat(call).contains("--model small", "--strict"))
        .hasSize(2);
  }

  @Test
  void a_configuration_of_opencode_that_the_guard_cannot_be_added_to_is_refused() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executorNamed("opencode");
    bench.repo().program("opencode", "#!/bin/sh\n");
    bench.config(
        """
        executors:
          opencode:
            env: {OPENCODE_CONFIG_CONTENT: "{} // mine"}
        """);

    assertThat(bench.autonomous().problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .startsWith("`OPENCODE_CONFIG_CONTENT` is not a JSON object ("));
  }

  @Test
  void no_attempt_starts_without_budget() throws IOException {
    Workbench bench = bench().retries(5);
    bench.config("executors:\n  claude:\n    budget:\n      tokens: 100\n");

    Run run = bench.autonomous();

    assertThat(run.block("B01").reasons())
        .containsExactly(
            "the executor used 120 of 100 tokens; raise `budget` of executor `claude` to go on");
    assertThat(run.block("B01").attempts()).isEqualTo(2);
    assertThat(Files.readAllLines(bench.repo().home().resolve("calls"))).hasSize(1);
  }

  @Test
  void an_agent_goes_on_within_its_attempt_when_a_limit_has_ended() throws IOException {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executorNamed("claude");
    bench
        .repo()
        .program(
            "claude",
            """
            #!/bin/sh
            printf '%s\\n' "$*" >>"$HOME/calls"
            if [ "$(wc -l <"$HOME/calls")" = 1 ]; then
              echo '{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1000000000},"session_id":"c1"}'
              echo '{"type":"result","subtype":"success","is_error":true,"result":"limit","session_id":"c1","num_turns":1,"total_cost_usd":0.1}'
              exit 1
            fi
            echo line >>src/A.java
            echo '{"type":"result","subtype":"success","is_error":false,"result":"ok","session_id":"c1","num_turns":2,"total_cost_usd":0.4}'
            """);

    Run run = bench.autonomous();

    assertThat(run.block("B01").isDone()).isTrue();
    assertThat(run.block("B01").attempts()).isEqualTo(1);
    assertThat(run.block("B01").receipts())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.receipt().turns()).isEqualTo(3);
              assertThat(one.receipt().costUsd()).isEqualTo(0.5);
            });
    assertThat(Files.readAllLines(bench.repo().home().resolve("calls")).get(1))
        .contains("--resume c1");
  }
}
