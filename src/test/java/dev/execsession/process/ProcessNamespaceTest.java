package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process namespace end, and are stopped, like others. */
@Timeout(60)
class ProcessNamespaceTest {
  private static final Map<String, String> OWN = System.getenv();

  @TempDir Path temp;

  private final ProcessRunner runner = new ProcessRunner(OWN);
  private final String cookie = UUID.randomUUID().toString();
  private final Optional<ProcessNamespace> namespace = ProcessNamespace.probe(OWN);
  private Duration wallLimit = Duration.ZERO;
  private @Nullable Path input;

  @BeforeEach
  void needsNamespaces() {
    Needs.that(namespace.isPresent(), "an unshare that may make process namespaces");
  }

  private ProcessResult sh(String script) {
    return runner.run(
        new Command(
            List.of("sh", "-c", script),
            temp,
            OWN,
            input,
            temp.resolve(UUID.randomUUID() + ".log"),
            wallLimit,
            Duration.ZERO,
            Command.KEEP_BYTES,
            cookie + "/" + UUID.randomUUID(),
            SecretMask.NONE,
            Duration.ZERO,
            false,
            namespace.orElseThrow()),
        ProcessListener.NONE);
  }

  @Test
  void exits_and_signals_are_reported_and_input_and_user_are_the_same() throws IOException {
    input = Files.writeString(temp.resolve("input"), "typed\n");
    ProcessResult read = sh("read x; echo \"$x $(id -u) $" + Command.COOKIE + "\"; exit 3");
    ProcessResult signalled = sh("kill -SEGV $$");

    assertThat(read.exit()).isEqualTo(3);
    assertThat(read.tail())
        .startsWith("typed " + Objects.requireNonNull(uid()) + " " + cookie + "/");
    assertThat(signalled.signal()).isEqualTo("SEGV");
    assertThat(signalled.tail()).isEmpty();
    assertThat(sh("no-such-program").exit()).isEqualTo(127);
  }

  private Object uid() throws IOException {
    return Files.getAttribute(temp, "unix:uid");
  }

  @Test
  void the_command_sees_no_process_of_others_and_itself_under_the_right_number() {
    ProcessResult ran =
        sh("ls -d /proc/[0-9]* | wc -l; read p rest </proc/self/stat; test $p = $$");

    assertThat(ran.succeeded()).as(ran.tail()).isTrue();
    assertThat(Integer.parseInt(ran.tail().strip())).isLessThan(6);
  }

  @Test
  void the_command_is_asked_to_end_before_it_is_made_to() {
    wallLimit = Duration.ofMillis(500);

    ProcessResult polite = sh("trap 'echo told; exit 0' TERM; sleep 600 & wait");
    ProcessResult deaf = sh("trap '' TERM; while :; do sleep 1; done");

    assertThat(polite.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(polite.tail()).isEqualTo("told\n");
    assertThat(deaf.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(deaf.signal()).isEqualTo("KILL");
    assertThat(deaf.durationMs()).isLessThan(5_000);
    assertThat(deaf.survivors()).isEmpty();
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_late_writer_that_hides_ends_with_the_command() {
    ProcessResult ran =
        sh(
            "setsid env -i sleep 987661 & until grep -qsx sleep /proc/$!/comm; do sleep 0.05; done;"
                + " echo up");

    assertThat(ran.tail()).isEqualTo("up\n");
    assertThat(ran.succeeded()).isTrue();
    assertThat(ran.survivors()).isEmpty();
    assertThat(
            ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.endsWith("sleep 987661")))
        .isEmpty();
  }

  @Test
  void there_is_none_without_the_programs() {
    assertThat(ProcessNamespace.probe(Map.of("PATH", temp.toString()))).isEmpty();
  }
}
