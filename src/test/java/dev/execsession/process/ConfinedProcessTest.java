package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Needs;
import dev.execsession.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a sandbox end, and are stopped, like others. */
class ConfinedProcessTest {
  private static final Map<String, String> OWN = System.getenv();

  @TempDir Path temp;

  private final ProcessRunner runner = new ProcessRunner(OWN);
  private final String cookie = UUID.randomUUID().toString();
  private Duration wallLimit = Duration.ZERO;
  private Path folder = Path.of("/");

  @BeforeEach
  void needsBubblewrap() throws IOException {
    Needs.confining();
    folder = Files.createDirectory(temp.toRealPath().resolve("folder"));
  }

  private Command command(String... argv) throws IOException {
    Bubblewrap tool =
        Objects.requireNonNull(Bubblewrap.probe(OWN, folder, List.of()).tool(), "no sandbox");
    return new Command(
        List.of(argv),
        folder,
        OWN,
        null,
        folder.resolve(UUID.randomUUID() + ".log"),
        wallLimit,
        Duration.ZERO,
        Command.KEEP_BYTES,
        cookie + "/" + UUID.randomUUID(),
        SecretMask.NONE,
        Duration.ZERO,
        false,
        new Confinement(
            tool, List.of(folder), List.of(), Files.createTempDirectory(temp, "private")));
  }

  private ProcessResult sh(String script) throws IOException {
    return runner.run(command("sh", "-c", script), ProcessListener.NONE);
  }

  @Test // case 79
  void an_exit_a_signal_and_a_program_that_never_ran_are_distinguished() throws IOException {
    assertThat(sh("exit 3").exit()).isEqualTo(3);
    assertThat(sh("kill -SEGV $$").signal()).isEqualTo("SEGV");
    assertThat(sh("no-such-program").exit()).isEqualTo(127);

    Path script = Script.write(folder.resolve("x"), "#!/no/such/interpreter\n");
    ProcessResult unstarted = runner.run(command(script.toString()), ProcessListener.NONE);
    assertThat(unstarted.ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(unstarted.startError())
        .isEqualTo("cannot start: " + script + ": No such file or directory");

    assertThat(sh("echo 'bwrap: not the last word'; echo; echo more; exit 1").exit()).isEqualTo(1);
  }

  @Test
  void a_program_in_the_folder_for_temporary_files_is_found_there() throws IOException {
    Path script = Script.write(temp.toRealPath().resolve("elsewhere/x"), "#!/bin/sh\nls /tmp\n");

    ProcessResult ran = runner.run(command(script.toString()), ProcessListener.NONE);

    assertThat(ran.succeeded()).as(ran.tail()).isTrue();
  }

  @Test
  void the_command_is_asked_to_end_before_it_is_made_to() throws IOException {
    wallLimit = Duration.ofMillis(300);

    ProcessResult polite = sh("trap 'echo told; exit 0' TERM; sleep 600 & wait");
    ProcessResult deaf = sh("trap '' TERM; while :; do sleep 1; done");

    assertThat(polite.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(polite.tail()).isEqualTo("told\n");
    assertThat(deaf.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(deaf.signal()).isEqualTo("KILL");
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  @Test
  void a_daemon_is_stopped_with_the_command_and_is_not_a_survivor() throws IOException {
    ProcessResult ran = sh("setsid env -i sleep 600 & echo up");

    assertThat(ran.succeeded()).isTrue();
    assertThat(ran.survivors()).isEmpty();
    assertThat(Survivors.find(cookie)).isEmpty();
  }

  /** The sandbox is killed when the thread that started it ends, not when another does. */
  @Test
  void a_command_runs_on_while_threads_come_and_go() throws Exception {
    Path go = folder.resolve("go");
    assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor()).isZero();
    Command waiting = command("sh", "-c", "read x <go; exit 4");
    Command brief = command("true");
    CompletableFuture<ProcessResult> first = new CompletableFuture<>();
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () ->
                first.complete(
                    runner.run(
                        waiting,
                        new ProcessListener() {
                          @Override
                          public void started(long pid, long startTicks) {
                            caller.complete(Thread.currentThread());
                          }
                        })));
    starter.start();
    assertThat(caller.get(20, TimeUnit.SECONDS)).isSameAs(starter);

    for (int i = 0; i < 3; i++) {
      Thread other = new Thread(() -> runner.run(brief, ProcessListener.NONE));
      other.start();
      other.join();
    }
    assertThat(starter.isAlive()).isTrue();
    Files.writeString(go, "on\n");

    assertThat(first.get(20, TimeUnit.SECONDS).exit()).isEqualTo(4);
  }
}
