package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.Aside;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Pipe;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of a run that a signal ends. */
class SignalReportsTest {
  @TempDir Path temp;

  private final Signals signals = new Signals();

  @Test
  void a_signal_while_the_executor_works_leaves_reports_with_what_it_changed() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).unconfined();
    Pipe pipe = Pipe.make(repo.outside().resolve("started"));
    repo.executor("echo x >>src/A.java; echo y >src/new; echo now >'" + pipe + "'; exec sleep 600");

    CompletableFuture<?> run = start(repo, "--mode", "autonomous", "--with-diffs");
    assertThat(pipe.heard()).isEqualTo("now\n");
    signals.send("TERM");
    Aside.await(run, "the run did not end");

    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("interrupted");
    assertThat(report.text("interrupted.signal")).isEqualTo("TERM");
    assertThat(report.text("interrupted.block")).isEqualTo("B01");
    assertThat(report.text("interrupted.scanned")).isEqualTo("true");
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly("src/A.java", "src/new");
    assertThat(report.text("totals.files")).isEqualTo("2");
    assertThat(repo.files().sh("cat .git/exec-session/*/report.json")).isEqualTo(report.toString());
    assertThat(repo.files().sh("cat .git/exec-session/*/report.md"))
        .contains("**interrupted**", "- **Interrupted:** by signal `TERM` in block `B01`")
        .contains("**pending** · interrupted · after 1 attempt", "**Changes so far**")
        .contains("| `src/new` | added |");
  }

  @Test
  void a_signal_during_a_check_leaves_reports() throws IOException {
    Pipe pipe = Pipe.make(temp.resolve("started"));
    CaseRepo repo =
        CaseRepo.create(
                temp,
                PlanText.withCheck(
                    PlanText.ONE_BLOCK, "`echo now >'" + pipe + "'; exec sleep 600`"))
            .unconfined();

    CompletableFuture<?> run = start(repo, "--mode", "autonomous");
    assertThat(pipe.heard()).isEqualTo("now\n");
    signals.send("HUP");
    Aside.await(run, "the run did not end");

    JsonDoc report = repo.report();
    assertThat(report.text("interrupted.signal")).isEqualTo("HUP");
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly("src/A.java");
  }

  @Test
  void a_signal_before_the_first_block_leaves_reports() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    // The first part to register is the terminal, the second one the session.
    signals.sendAtRegistration(2);

    Aside.await(start(repo, "--mode", "autonomous"), "the run did not end");

    assertThat(repo.report().text("interrupted.signal")).isEqualTo("INT");
    assertThat(repo.report().text("interrupted.block")).isEqualTo("null");
    assertThat(repo.runs()).isEmpty();
    assertThat(repo.files().sh("ls .git/exec-session/*/report.md")).isNotEmpty();
  }

  @Test
  void a_signal_before_a_resumed_session_goes_on_leaves_reports() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.stepwise();
    repo.files().sh("rm ../outside/report.json");
    signals.sendAtRegistration(2);

    Aside.await(start(repo, "--approve", "B01"), "the run did not end");

    assertThat(repo.report().text("state")).isEqualTo("paused");
  }

  @Test
  void an_interrupted_test_of_an_agent_is_not_continued_but_repeated() throws IOException {
    CaseRepo repo = CaseRepo.create(temp);
    Pipe pipe = Pipe.make(repo.outside().resolve("started"));
    Path agent = Files.createDirectories(temp.resolve("programs")).resolve("claude");
    Files.writeString(agent, "#!/bin/sh\necho now >'" + pipe + "'; exec sleep 600\n");
    assertThat(agent.toFile().setExecutable(true)).isTrue();

    CompletableFuture<Ran> test =
        Aside.start(
            () ->
                repo.cli()
                    .with("PATH", agent.getParent() + ":/usr/bin:/bin")
                    .with("EXEC_SESSION_SANDBOX", "off")
                    .inside(signals)
                    .run("agents", "test", "claude", "--yes"));
    assertThat(pipe.heard()).isEqualTo("now\n");
    signals.send("INT");
    Ran ran = Aside.await(test, "the test did not end");

    assertThat(ran.err())
        .contains(
            "interrupted by INT in B01", "to repeat the test:\n  exec-session agents test claude\n")
        .doesNotContain("exec-session run");
  }

  private CompletableFuture<?> start(CaseRepo repo, String... words) {
    List<String> all = repo.runWords(words);
    return Aside.start(() -> repo.cli().inside(signals).run(all));
  }

  /** Delivers signals to all registered parts, the newest first. */
  private static final class Signals implements Interrupts {
    private final List<Handler> handlers = new ArrayList<>();
    private int fatal;
    private int registrations;

    void sendAtRegistration(int number) {
      fatal = number;
    }

    @Override
    public Registration register(Handler handler) {
      boolean isFatal;
      synchronized (this) {
        handlers.add(0, handler);
        registrations++;
        isFatal = registrations == fatal;
      }
      if (isFatal) {
        send("INT");
      }
      return () -> close(handler);
    }

    private synchronized void close(Handler handler) {
      handlers.remove(handler);
    }

    // Parts close while they hold this lock: closing waits for the handlers, as in a process.
    synchronized void send(String signal) {
      List.copyOf(handlers).forEach(handler -> handler.end(signal));
    }
  }
}
