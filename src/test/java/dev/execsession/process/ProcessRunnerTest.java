package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.execsession.problem.StopException;
import dev.execsession.testing.Aside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessRunnerTest {
  private static final Map<String, String> OWN = System.getenv();

  private final Path folder;
  private final ProcessRunner runner = new ProcessRunner(OWN);
  private final String cookie = UUID.randomUUID().toString();
  private final Map<String, String> environment = new TreeMap<>(OWN);
  private Duration wallLimit = Duration.ZERO;
  private Duration idleLimit = Duration.ZERO;
  private long keepBytes = Command.KEEP_BYTES;
  private SecretMask mask = SecretMask.NONE;
  private @Nullable Path stdin;

  ProcessRunnerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Command command(String... argv) {
    return new Command(
        List.of(argv),
        folder,
        environment,
        stdin,
        folder.resolve("logs/out.log"),
        wallLimit,
        idleLimit,
        keepBytes,
        cookie,
        mask,
        Duration.ZERO,
        false,
        null);
  }

  private ProcessResult sh(String script) {
    return runner.run(command("sh", "-c", script), ProcessListener.NONE);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("logs/out.log"));
  }

  @Test
  void both_streams_reach_the_log_and_the_exit_status_is_reported() throws IOException {
    ProcessResult result = sh("echo out; echo err >&2; exit 3");

    assertThat(result.ending()).isEqualTo(Ending.EXITED);
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.signal()).isNull();
    assertThat(result.succeeded()).isFalse();
    assertThat(result.outputBytes()).isEqualTo(8);
    assertThat(result.tail()).isEqualTo("out\nerr\n");
    assertThat(log()).isEqualTo("out\nerr\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(result.log())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_child_that_reads_finds_an_empty_input_or_the_file_it_was_given() throws IOException {
    assertThat(sh("cat; echo end").tail()).isEqualTo("end\n");

    stdin = Files.writeString(folder.resolve("brief.md"), "# Brief\n");
    assertThat(sh("cat; echo end").tail()).isEqualTo("# Brief\nend\n");
  }

  @Test
  void a_child_gets_the_given_environment_and_its_cookie_and_nothing_else() {
    environment.clear();
    environment.put("PATH", OWN.get("PATH"));
    environment.put("GREETING", "grüß dich\nzwei");

    ProcessResult result = sh("env -0 | tr '\\0' ';'");

    assertThat(result.tail())
        .contains("GREETING=grüß dich\nzwei;")
        .contains("EXEC_SESSION_COOKIE=" + cookie + ";")
        .contains("PWD=" + folder + ";")
        .doesNotContain("HOME=");
  }

  @Test
  void a_signal_is_reported_by_name_even_through_a_shell() {
    ProcessResult direct = sh("kill -SEGV $$");
    assertThat(direct.ending()).isEqualTo(Ending.SIGNALLED);
    assertThat(direct.signal()).isEqualTo("SEGV");
    assertThat(direct.exit()).isNull();

    ProcessResult passedOn = sh("sh -c 'kill -KILL $$'; exit $?");
    assertThat(passedOn.ending()).isEqualTo(Ending.SIGNALLED);
    assertThat(passedOn.signal()).isEqualTo("KILL");
  }

  @Test
  void a_program_that_cannot_run_is_reported_before_anything_starts() throws IOException {
    Path script = Files.writeString(folder.resolve("agent.sh"), "#!/bin/sh\n");

    assertThat(runner.run(command("no-such-program"), ProcessListener.NONE))
        .extracting(ProcessResult::ending, ProcessResult::startError)
        .containsExactly(Ending.NOT_STARTED, "`no-such-program` was not found");
    assertThat(runner.run(command("./agent.sh"), ProcessListener.NONE).startError())
        .isEqualTo("`./agent.sh` is not executable");
    assertThat(runner.run(command("./"), ProcessListener.NONE).startError())
        .isEqualTo("`./` is a folder");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(runner.run(command("./agent.sh"), ProcessListener.NONE).succeeded()).isTrue();
  }

  @Test
  void the_wall_limit_stops_the_child_with_all_its_children() {
    wallLimit = Duration.ofMillis(300);

    ProcessResult result = sh("sleep 600 & sh -c 'sleep 601' & wait");

    assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(result.signal()).isEqualTo("TERM");
    assertThat(result.survivors()).isEmpty();
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_child_that_ignores_the_request_to_end_is_made_to() {
    wallLimit = Duration.ofMillis(300);

    ProcessResult result = sh("trap '' TERM; while :; do sleep 1; done");

    assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(result.signal()).isEqualTo("KILL");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void silence_beyond_the_idle_limit_stops_the_child_and_output_does_not() {
    idleLimit = Duration.ofSeconds(1);

    assertThat(sh("for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done").succeeded()).isTrue();
    assertThat(sh("echo start; sleep 600").ending()).isEqualTo(Ending.IDLE);
  }

  @Test
  void a_server_left_behind_with_our_pipe_neither_hangs_us_nor_stays() {
    ProcessResult result = sh("sleep 600 & echo started");

    assertThat(result.succeeded()).isTrue();
    assertThat(result.tail()).isEqualTo("started\n");
    assertThat(result.ended()).extracting(Survivor::command).containsExactly("sleep 600");
    assertThat(result.survivors()).isEmpty();
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_daemon_that_left_session_group_and_parent_is_found_by_its_cookie() {
    ProcessResult result = sh("setsid sh -c 'sleep 600 & echo up' & wait; sleep 0.2");

    assertThat(result.ended()).extracting(Survivor::command).containsExactly("sleep 600");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_chain_that_forks_again_and_again_does_not_get_away() {
    wallLimit = Duration.ofMillis(300);

    sh("cat > again <<'X'\nsleep 0.05\nsh ./again &\nX\nsh ./again; sleep 600");

    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void an_interrupt_stops_the_child_and_is_kept() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<ProcessResult> result = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              result.complete(
                  runner.run(
                      command("sh", "-c", "sleep 600 & sleep 601"), onStart(started::countDown)));
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    started.await();
    thread.interrupt();

    assertThat(result.get(20, TimeUnit.SECONDS).ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(flag.get()).isTrue();
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void stop_all_stops_running_commands_and_prevents_new_ones() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<ProcessResult> result =
        Aside.start(() -> runner.run(command("sleep", "600"), onStart(started::countDown)));
    started.await();

    runner.stopAll();

    assertThat(Survivors.find(cookie)).isEmpty();
    assertThat(result.get(20, TimeUnit.SECONDS).ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(sh("touch never").ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void a_failing_listener_stops_the_child_and_its_exception_is_rethrown() {
    assertThatThrownBy(
            () ->
                runner.run(
                    command("sleep", "600"),
                    onStart(
                        () -> {
                          throw new IllegalStateException("journal is full");
                        })))
        .hasMessage("journal is full");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void the_listener_receives_the_start_first_then_lines_and_seconds() {
    List<String> events = new ArrayList<>();
    ProcessResult result =
        runner.run(
            command("sh", "-c", "echo one; printf '50%%\\r100%%\\n'; sleep 1.5"),
            new ProcessListener() {
              @Override
              public void started(long pid, long startTicks) {
                events.add("started " + !Survivors.of(pid, startTicks).isEmpty());
              }

              @Override
              public void output(String line) {
                events.add(line);
              }

              @Override
              public void tick(Duration elapsed) {
                events.add(elapsed.toString());
              }
            });

    assertThat(result.succeeded()).isTrue();
    assertThat(events).containsExactly("started true", "one", "50%", "100%", "PT1S");
  }

  @Test
  void much_output_keeps_its_start_and_end_and_is_counted_whole() throws IOException {
    keepBytes = 1000;

    ProcessResult result = sh("seq 1 100000; printf '%0200000d\\n' 7");

    assertThat(result.outputBytes()).isEqualTo(588_895 + 200_001);
    assertThat(log())
        .startsWith("1\n2\n3\n")
        .contains("\n[exec-session: 787896 bytes omitted]\n")
        .endsWith("0000007\n")
        .hasSizeLessThan(1100);
    assertThat(result.tail()).endsWith("0000007\n").hasSizeLessThanOrEqualTo(8192);
  }

  @Test
  void the_tail_is_the_last_forty_lines_whatever_the_bytes_are() {
    assertThat(sh("seq 1 100; printf '\\377\\000\\033[31mred'").tail())
        .isEqualTo(
            String.join(
                    "\n",
                    java.util.stream.IntStream.rangeClosed(62, 100)
                        .mapToObj(Integer::toString)
                        .toList())
                + "\n\ufffd\0\033[31mred");
  }

  @Test
  void a_log_that_cannot_be_written_is_not_verifiable_and_nothing_starts() throws IOException {
    Files.writeString(folder.resolve("logs"), "a file");

    assertThatThrownBy(() -> sh("touch never"))
        .isInstanceOf(StopException.class)
        .hasMessageStartingWith("cannot write the log `" + folder.resolve("logs/out.log") + "`: ");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void secrets_reach_neither_log_nor_tail_nor_listener() throws IOException {
    mask = SecretMask.of(Map.of("API_TOKEN", "s3cr3t-value"), List.of(), List.of(), List.of());
    List<String> lines = new ArrayList<>();

    ProcessResult result =
        runner.run(
            command("sh", "-c", "printf s3cr3t; sleep 0.3; echo -value"),
            new ProcessListener() {
              @Override
              public void output(String line) {
                lines.add(line);
              }
            });

    assertThat(log()).isEqualTo("***\n");
    assertThat(result.tail()).isEqualTo("***\n");
    assertThat(lines).containsExactly("***");
  }

  private static ProcessListener onStart(Runnable action) {
    return new ProcessListener() {
      @Override
      public void started(long pid, long startTicks) {
        action.run();
      }
    };
  }
}
