package dev.execsession.engine;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.process.Interrupts;
import dev.execsession.process.ProcessRunner;
import dev.execsession.scan.QuickScan;
import dev.execsession.store.Recorder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Ends a session's run on a signal: records it first, then stops the child processes. */
record Interruption(
    Recorder recorder,
    ProcessRunner processes,
    SessionListener listener,
    QuickScan glance,
    String resumeCommand)
    implements Interrupts.Handler {
  /** How long after the signal the scan may still run. */
  private static final long SCAN_UNTIL_MS = 4_200;

  private static final Set<Step> BEGUN =
      Set.of(Step.INTENDED, Step.STARTED, Step.EXITED, Step.MEASURED);

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
      // In a large tree there is no time for a complete scan if the executor was slow to stop.
      early.completeAsync(this::scan);
    } finally {
      processes.stopAll();
    }
    CompletableFuture<List<Fact.Change>> late =
        early.handle((changes, failure) -> 0).thenApplyAsync(ignored -> scan());
    BlockState block = begun(recorder.state());
    listener.interrupted(
        block == null ? null : block.id(),
        within(began, late).or(() -> done(early)).orElse(null),
        resumeCommand);
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
