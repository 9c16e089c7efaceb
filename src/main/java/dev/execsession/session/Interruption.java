package dev.execsession.session;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Step;
import dev.execsession.process.Interrupts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session's run because the process was told to end: the journal first, then its children.
 */
final class Interruption implements Interrupts.Handler {
  /** How long after the signal the look at the tree may still be going on. */
  private static final long LOOK_UNTIL_MS = 4_000;

  private static final Set<Step> BEGUN =
      Set.of(Step.INTENDED, Step.STARTED, Step.EXITED, Step.MEASURED);

  private final Session session;

  Interruption(Session session) {
    this.session = session;
  }

  @Override
  public void end(String signal) {
    long began = System.nanoTime();
    BlockState block =
        session.state().blocks().stream()
            .filter(known -> BEGUN.contains(known.step()))
            .findFirst()
            .orElse(null);
    try {
      session.recordLast(new Event.Interrupted(block == null ? null : block.id(), signal));
    } finally {
      session.processes().stopAll();
    }
    session
        .listener()
        .interrupted(
            block == null ? null : block.id(),
            block == null ? List.of() : changes(block, began),
            session.resumeCommand());
  }

  @Override
  public void endNow() {
    session.processes().killAll();
  }

  /** Gives what the block has changed so far; absent when there was no time to look. */
  private @Nullable List<Fact.Change> changes(BlockState block, long began) {
    if (block.step() != Step.INTENDED && block.step() != Step.STARTED) {
      return block.changes();
    }
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    CompletableFuture<List<Fact.Change>> look = new CompletableFuture<>();
    Thread thread = new Thread(() -> look(block, look), "exec-session look");
    thread.setDaemon(true);
    thread.start();
    try {
      return look.get(LOOK_UNTIL_MS - passed, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void look(BlockState block, CompletableFuture<List<Fact.Change>> look) {
    try {
      BlockContract contract = session.contract().block(block.id()).orElseThrow();
      String baseline = block.baseline().orElseThrow();
      look.complete(session.surveyor().peek(baseline, contract.scope(), "executor").changes());
    } catch (RuntimeException e) {
      look.completeExceptionally(e);
    }
  }
}
