package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.agent.Conversation;
import dev.execsession.agent.OutputFormat;
import dev.execsession.agent.Usage;
import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.Commands;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.executor.ExecutorSpec.Invocation;
import dev.execsession.executor.ExecutorSpec.Shell;
import dev.execsession.json.Json;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.Ending;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.process.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExecutorRunnerTest {
  @TempDir Path temp;

  private final ExecutorRunner runner =
      new ExecutorRunner(new ProcessRunner(System.getenv()), Clock.systemUTC());
  private final Map<String, String> base = new TreeMap<>(System.getenv());
  private final String cookie = UUID.randomUUID().toString();

  @BeforeEach
  void write_brief() throws IOException {
    Files.createDirectories(temp.resolve("root"));
    Files.writeString(temp.resolve("brief.md"), "# B01: $(touch PWN) {brief}\n");
  }

  private ExecutorOutcome run(ExecutorSpec spec) {
    return runner.run(spec, request(), ExecutorListener.NONE);
  }

  private ExecutionRequest request() {
    return request(null, Usage.NONE);
  }

  private ExecutionRequest resuming(Conversation conversation) {
    return request(conversation, Usage.NONE);
  }

  private ExecutionRequest used(Usage used) {
    return request(null, used);
  }

  private ExecutionRequest request(@Nullable Conversation conversation, Usage used) {
    return new ExecutionRequest(
        "s1",
        "docs/plan.md",
        "B01",
        2,
        temp.resolve("root"),
        temp.resolve("brief.md"),
        temp.resolve("result.json"),
        temp.resolve("logs/B01.log"),
        base,
        cookie,
        SecretMask.of(Map.of("TOKEN", "s3cr3t-value"), List.of(), List.of(), List.of()),
        null,
        AgentLaunch.NONE,
        conversation,
        used);
  }

  private static External external(Invocation invocation, PromptStyle prompt) {
    return new External(
        "agent",
        invocation,
        prompt,
        OutputFormat.NONE,
        Map.of("AGENT_MODE", "auto"),
        Duration.ZERO,
        Duration.ZERO,
        false,
        AgentOptions.NONE,
        Budget.NONE);
  }

  private ExecutorOutcome sh(String line) {
    return run(external(new Shell(line), PromptStyle.STDIN));
  }

  @Test
  void a_shell_command_runs_in_the_root_with_the_brief_on_standard_input() throws IOException {
    ExecutorOutcome outcome = sh("cat; pwd; cat; touch done");

    assertThat(outcome.failed()).isFalse();
    assertThat(outcome.process().tail())
        .isEqualTo("# B01: $(touch PWN) {brief}\n" + temp.resolve("root") + "\n");
    assertThat(temp.resolve("root/done")).exists();
  }

  @Test
  void an_executor_gets_the_session_in_its_environment() {
    ExecutorOutcome outcome = sh("env | grep -E '^(EXEC_SESSION|AGENT)_' | sort");

    assertThat(outcome.process().tail().lines())
        .containsExactly(
            "AGENT_MODE=auto",
            "EXEC_SESSION_ATTEMPT=2",
            "EXEC_SESSION_BLOCK=B01",
            "EXEC_SESSION_BRIEF=" + temp.resolve("brief.md"),
            "EXEC_SESSION_COOKIE=" + cookie,
            "EXEC_SESSION_ID=s1",
            "EXEC_SESSION_PLAN=docs/plan.md",
            "EXEC_SESSION_RESULT=" + temp.resolve("result.json"),
            "EXEC_SESSION_ROOT=" + temp.resolve("root"));
  }

  @Test
  void a_brief_is_passed_in_arguments_as_data() {
    Argv inPlace = new Argv(List.of("printf", "<%s>", "-m", "{prompt}", "x"));
    assertThat(run(external(inPlace, PromptStyle.ARGUMENT)).process().tail())
        .isEqualTo("<-m><# B01: $(touch PWN) {brief}\n><x>");
    Argv atTheEnd = new Argv(List.of("printf", "<%s>"));
    assertThat(run(external(atTheEnd, PromptStyle.ARGUMENT)).process().tail())
        .isEqualTo("<# B01: $(touch PWN) {brief}\n>");
    Argv file = new Argv(List.of("printf", "<%s>", "--file={brief}"));
    assertThat(run(external(file, PromptStyle.FILE)).process().tail())
        .isEqualTo("<--file=" + temp.resolve("brief.md") + ">");
    Shell shell = new Shell("printf '<%s>' \"$1\" {brief}");
    assertThat(run(external(shell, PromptStyle.ARGUMENT)).process().tail())
        .isEqualTo("<# B01: $(touch PWN) {brief}\n><{brief}>");
    assertThat(temp.resolve("root/PWN")).doesNotExist();
  }

  @Test
  void a_brief_too_long_for_an_argument_is_replaced_by_its_path() throws IOException {
    Files.writeString(temp.resolve("brief.md"), "x".repeat(200_000));

    assertThat(
            run(external(new Argv(List.of("printf", "%s")), PromptStyle.ARGUMENT)).process().tail())
        .isEqualTo("Do the work that is described in the file " + temp.resolve("brief.md"));
  }

  @Test
  void scripts_run_in_order_until_one_fails() {
    Commands commands =
        new Commands(
            List.of("A=1; echo one", "echo \"${A-unset}\"; exit 4", "echo three"),
            Duration.ZERO,
            Duration.ZERO);

    ExecutorOutcome outcome = run(commands);

    assertThat(outcome.process().tail()).isEqualTo("one\nunset\n");
    assertThat(outcome.reason()).isEqualTo("the executor ended with exit status 4");
  }

  @Test
  void each_failed_ending_has_its_reason() {
    assertThat(sh("exit 3").reason()).isEqualTo("the executor ended with exit status 3");
    assertThat(sh("kill -SEGV $$").reason())
        .isEqualTo("the executor was ended by signal SEGV (status 139)");
    assertThat(
            run(new Commands(List.of("sleep 600"), Duration.ofSeconds(1), Duration.ZERO)).reason())
        .isEqualTo("the executor ran longer than 1s and was ended");
    assertThat(
            run(new Commands(List.of("sleep 600"), Duration.ZERO, Duration.ofSeconds(1))).reason())
        .isEqualTo("the executor printed nothing for 1s and was ended");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_missing_executor_is_reported_and_its_report_is_not_read() {
    ExecutorOutcome outcome = run(external(new Argv(List.of("no-such-agent")), PromptStyle.STDIN));

    assertThat(outcome.process().ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(outcome.reason())
        .isEqualTo("the executor could not be started: `no-such-agent` was not found");
    assertThat(outcome.problem()).extracting("code").isEqualTo(ProblemCode.EXEC_START);
  }

  @Test
  void a_report_is_read_but_cannot_hide_a_failure() {
    ExecutorOutcome outcome =
        sh("echo '{\"status\":\"done\",\"summary\":\"fine\"}' > $EXEC_SESSION_RESULT; exit 1");

    assertThat(outcome.report()).isNotNull().extracting("summary").isEqualTo("fine");
    assertThat(outcome.reason()).isEqualTo("the executor ended with exit status 1");
  }

  @Test
  void a_report_can_stop_a_block() {
    ExecutorOutcome outcome =
        sh(
            "echo '{\"status\":\"blocked\",\"summary\":\"needs s3cr3t-value\"}'"
                + " > $EXEC_SESSION_RESULT");

    assertThat(outcome.reason()).isEqualTo("the executor reports that it is blocked: needs ***");
    assertThat(outcome.problem()).isNull();
  }

  @Test
  void an_invalid_report_fails_the_attempt() {
    ExecutorOutcome outcome = sh("echo '{\"status\":\"done\"' > $EXEC_SESSION_RESULT");

    assertThat(outcome.failed()).isTrue();
    assertThat(outcome.report()).isNull();
    assertThat(outcome.problem()).extracting("code").isEqualTo(ProblemCode.EXEC_RESULT);
  }

  @Test
  void the_report_of_an_earlier_attempt_is_ignored() throws IOException {
    Files.writeString(temp.resolve("result.json"), "{\"status\":\"done\"}");

    assertThat(sh("true").report()).isNull();
  }

  @Test
  void processes_that_an_executor_left_running_are_ended_and_reported() {
    ExecutorOutcome outcome = sh("sleep 600 &");

    assertThat(outcome.failed()).isFalse();
    assertThat(outcome.notes())
        .singleElement()
        .asString()
        .matches("left running and stopped: `sleep 600` \\(pid \\d+\\)");
  }

  @Test
  void an_agent_that_reports_failure_has_failed_whatever_its_exit_status() {
    External claude =
        new External(
            "claude",
            new Shell(
                "echo '{\"type\":\"result\",\"is_error\":true,\"subtype\":\"error_max_turns\"}'"),
            PromptStyle.STDIN,
            OutputFormat.CLAUDE,
            Map.of(),
            Duration.ZERO,
            Duration.ZERO,
            false,
            AgentOptions.NONE,
            Budget.NONE);

    assertThat(run(claude).reason()).isEqualTo("claude reported an error: error_max_turns");
  }

  private static External claude(String line) {
    return new External(
        "claude",
        new Shell(line),
        PromptStyle.STDIN,
        OutputFormat.CLAUDE,
        Map.of(),
        Duration.ofMinutes(10),
        Duration.ZERO,
        false,
        AgentOptions.NONE,
        Budget.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo '{\"status\":\"done\"}' >\"$EXEC_SESSION_RESULT\"",
        "echo '{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false}'"
      })
  void an_executor_that_finished_but_does_not_exit_is_ended(String word) {
    ExecutorRunner impatient =
        new ExecutorRunner(
            new ProcessRunner(System.getenv()), Duration.ofSeconds(1), Clock.systemUTC());

    ExecutorOutcome outcome =
        impatient.run(
            claude("echo working; sleep 1.5; " + word + "; sleep 600"),
            request(),
            ExecutorListener.NONE);

    assertThat(outcome.process().ending()).isEqualTo(Ending.LINGERED);
    assertThat(outcome.reason()).isNull();
    assertThat(outcome.notes()).anyMatch(note -> note.startsWith("it finished but did not exit"));
  }

  @Test
  void an_executor_that_works_after_its_report_is_waited_for() {
    ExecutorRunner impatient =
        new ExecutorRunner(
            new ProcessRunner(System.getenv()), Duration.ofSeconds(2), Clock.systemUTC());

    ExecutorOutcome outcome =
        impatient.run(
            claude(
                "echo '{\"status\":\"done\"}' >\"$EXEC_SESSION_RESULT\""
                    + "; for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.5; done"),
            request(),
            ExecutorListener.NONE);

    assertThat(outcome.process().ending()).isEqualTo(Ending.EXITED);
    assertThat(outcome.reason()).isNull();
  }

  private static ExecutorReport report(ExecutorOutcome outcome) {
    return Objects.requireNonNull(outcome.report());
  }

  /** An agent whose script gets the words that resume a conversation as its arguments. */
  private External agent(String script, Budget budget) throws IOException {
    Path file = Files.writeString(temp.resolve("agent.sh"), script);
    return new External(
        "claude",
        new Argv(List.of("sh", file.toString(), AgentOptions.RESUME)),
        PromptStyle.STDIN,
        OutputFormat.CLAUDE,
        Map.of(),
        Duration.ofMinutes(10),
        Duration.ZERO,
        false,
        new AgentOptions(List.of(), List.of("--resume", "{conversation}"), List.of(), List.of()),
        budget);
  }

  private static String limited(long resetsAt) {
    return """
        if ! [ -e limited ]; then
          touch limited
          echo '{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":%d},"session_id":"c1"}'
          echo '{"type":"result","subtype":"success","is_error":true,"result":"limit","session_id":"c1"}'
          exit 1
        fi
        echo '{"type":"result","subtype":"success","is_error":false,"result":"went on with '"$*"'","session_id":"c1"}'
        """
        .formatted(resetsAt);
  }

  @Test
  void an_agent_that_a_limit_stopped_goes_on_in_its_conversation_when_the_limit_ends()
      throws IOException {
    List<Instant> waits = new ArrayList<>();
    ExecutorListener listener =
        new ExecutorListener() {
          @Override
          public void waits(Instant until) {
            waits.add(until);
          }
        };

    ExecutorOutcome outcome =
        runner.run(agent(limited(1_000_000_000), Budget.NONE), request(), listener);

    assertThat(outcome.reason()).isNull();
    assertThat(report(outcome).summary()).isEqualTo("went on with --resume c1");
    assertThat(waits).containsExactly(Instant.ofEpochSecond(1_000_000_000));
    assertThat(outcome.notes())
        .containsExactly("its provider's limit stopped it; it went on at 2001-09-09T01:46:40Z");
  }

  @Test
  void a_limit_that_ends_after_the_executors_time_is_not_waited_for() throws IOException {
    long late = Instant.now().plus(Duration.ofHours(5)).getEpochSecond();

    ExecutorOutcome outcome =
        runner.run(agent(limited(late), Budget.NONE), request(), ExecutorListener.NONE);

    assertThat(outcome.reason()).isEqualTo("claude reported an error: limit");
  }

  @Test
  void an_agent_whose_conversation_is_gone_starts_a_new_one() throws IOException {
    External agent =
        agent(
            """
            if [ "$1" = --resume ]; then
              echo '{"type":"result","subtype":"error_during_execution","is_error":true,"errors":["No conversation found with session ID: c0"]}'
              exit 1
            fi
            echo '{"type":"result","subtype":"success","is_error":false,"result":"new","session_id":"c1"}'
            """,
            Budget.NONE);

    ExecutorOutcome outcome =
        runner.run(agent, resuming(new Conversation("c0", Usage.NONE)), ExecutorListener.NONE);

    assertThat(outcome.reason()).isNull();
    assertThat(outcome.agent().conversation()).isEqualTo("c1");
    assertThat(outcome.notes())
        .containsExactly("its earlier conversation is gone; it started a new one");
  }

  @Test
  void an_agent_that_used_its_budget_is_ended() throws IOException {
    External agent =
        agent(
            """
            echo '{"type":"assistant","message":{"id":"m1","usage":{"input_tokens":900,"output_tokens":50}}}'
            echo '{"type":"assistant","message":{"id":"m2","usage":{"input_tokens":900,"output_tokens":50}}}'
            exec sleep 600
            """,
            new Budget(null, 1500L));

    ExecutorOutcome outcome = runner.run(agent, request(), ExecutorListener.NONE);

    assertThat(outcome.process().ending()).isEqualTo(Ending.OVER_BUDGET);
    assertThat(outcome.reason())
        .isEqualTo(
            "the executor used 1,900 of 1,500 tokens; raise `budget` of executor"
                + " `claude` to go on");
  }

  @Test
  void an_agent_is_not_started_when_earlier_attempts_used_its_budget() throws IOException {
    ExecutorOutcome outcome =
        runner.run(
            agent("touch started", new Budget(1.0, null)),
            used(new Usage(3, 10L, 10L, 1.25)),
            ExecutorListener.NONE);

    assertThat(outcome.reason())
        .isEqualTo(
            "the executor used $1.25 of $1.00; raise `budget` of executor `claude` to go on");
    assertThat(temp.resolve("root/started")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          All is done.                                                  | All is done. |
          {"status":"done","summary":"all"}                             | all          |
          No.⏎```json⏎{"status":"blocked","summary":"not so"}⏎```       | not so       | the executor reports that it is blocked: not so
          """)
  void the_last_message_is_the_summary_and_may_hold_the_result(
      String message, String summary, @Nullable String reason) throws IOException {
    Map<String, Object> end =
        Map.of("type", "result", "subtype", "success", "result", message.replace('⏎', '\n'));
    External agent = agent("cat <<'E'\n" + Json.compact(end) + "\nE\n", Budget.NONE);

    ExecutorOutcome outcome = runner.run(agent, request(), ExecutorListener.NONE);

    assertThat(report(outcome).summary()).isEqualTo(summary);
    assertThat(outcome.reason()).isEqualTo(reason);
  }

  @Test
  void an_answer_that_stops_the_block_counts_more_than_the_result_file() throws IOException {
    External agent =
        agent(
            """
            echo '{"status":"done","summary":"fine"}' >"$EXEC_SESSION_RESULT"
            echo '{"type":"result","subtype":"success","is_error":false,"result":"x","structured_output":{"status":"done","summary":"s","notes":[],"risks":[],"attestations":[{"policy":"p","status":"met","evidence":"A.java"}],"escalate":{"reason":"scope","detail":"needs b"}}}'
            """,
            Budget.NONE);

    ExecutorOutcome outcome = runner.run(agent, request(), ExecutorListener.NONE);

    assertThat(report(outcome).escalate())
        .isEqualTo(new ExecutorReport.Escalate(ExecutorReport.Reason.SCOPE, "needs b"));
    assertThat(report(outcome).attestations()).containsEntry("p", new Claim(true, "A.java"));
  }
}
