package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.process.Interrupts;
import dev.execsession.process.ProcessRunner;
import dev.execsession.scan.QuickScan;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session's run on a signal: records it first, then stops the child processes. Listeners
 * hear of it before the processes are stopped, and again with what the active block changed.
 */
final class Interruption implements Interrupts.Handler {
  /** How long after the signal the scan may still run; reports are written after it. */
  private static final long SCAN_UNTIL_MS = 3_900;

  /** How long a second signal waits for the first report. */
  private static final long REPORT_MS = 300;

  private static final Set<Step> BEGUN =
      Set.of(Step.INTENDED, Step.STARTED, Step.EXITED, Step.MEASURED);

  private final SessionFolder folder;
  private final Recorder recorder;
  private final ProcessRunner processes;
  private final SessionListener listener;
  private final QuickScan glance;
  private final Contract contract;
  private final CompletableFuture<Void> heard = new CompletableFuture<>();

  Interruption(
      SessionFolder folder,
      Recorder recorder,
      ProcessRunner processes,
      SessionListener listener,
      QuickScan glance,
      Contract contract) {
    this.folder = folder;
    this.recorder = recorder;
    this.processes = processes;
    this.listener = listener;
    this.glance = glance;
    this.contract = contract;
  }

  @Override
  public void end(String signal) {
    long began = System.nanoTime();
    CompletableFuture<List<Fact.Change>> early = new CompletableFuture<>();
    try {
      recorder.recordLast(
          state -> {
            BlockState block = begun(state);
            return new Event.Interrupted(block == null ? null : block.id(), signal);
          });
      heard.completeAsync(
          () -> {
            listener.interrupting(cutOff(null));
            return null;
          });
      // In a large tree there is no time for a complete scan if the executor was slow to stop.
      early.completeAsync(this::scan);
    } finally {
      processes.stopAll();
    }
    CompletableFuture<List<Fact.Change>> late =
        early.handle((changes, failure) -> 0).thenApplyAsync(ignored -> scan());
    listener.interrupted(cutOff(within(began, late).or(() -> done(early)).orElse(null)));
  }

  private CutOff cutOff(@Nullable List<Fact.Change> changes) {
    SessionState state = recorder.state();
    BlockState block = begun(state);
    return new CutOff(
        folder,
        state,
        block == null ? null : block.id(),
        changes,
        contract.reports(),
        contract.runCommand());
  }

  private static @Nullable BlockState begun(SessionState state) {
    return state.blocks().stream()
        .filter(block -> BEGUN.contains(block.step()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void endNow() {
    processes.killAll();
    try {
      heard.get(REPORT_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The journal has everything that the report would show.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the changes of the active block so far. */
  private List<Fact.Change> scan() {
    BlockState block = begun(recorder.state());
    if (block == null) {
      return List.of();
    }
    if (block.step() != Step.INTENDED && block.step() != Step.STARTED) {
      return block.changes();
    }
    return glance.changes(block);
  }

  private static <T> Optional<T> within(long began, CompletableFuture<T> scan) {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    try {
      return Optional.of(scan.get(SCAN_UNTIL_MS - passed, TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static <T> Optional<T> done(CompletableFuture<T> scan) {
    return scan.isDone() && !scan.isCompletedExceptionally()
        ? Optional.of(scan.join())
        : Optional.empty();
  }
}
