package dev.execsession.worktree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does work that may bring more work, on the caller's thread and, once much is waiting, on as many
 * more as there are processors. The threads are its own: nobody else's work can hold it up.
 */
final class Crew {
  /** Less than this is done before a thread has started. */
  private static final int MUCH = 16;

  private final int most = Runtime.getRuntime().availableProcessors();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int helpers;
  private int busy;
  private @Nullable Throwable failure;

  /** Adds a piece of work; it may come from another piece. */
  synchronized void add(Runnable work) {
    waiting.push(work);
    notifyAll();
    if (waiting.size() >= MUCH && helpers < most - 1) {
      helpers++;
      Thread helper = new Thread(this::help, "look-" + helpers);
      helper.setDaemon(true);
      helper.start();
    }
  }

  /**
   * Works until nothing is left.
   *
   * @throws RuntimeException what a piece of work threw; nothing new is begun then
   */
  void finish() {
    work();
    synchronized (this) {
      waitWhile(() -> busy > 0);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  private void help() {
    work();
    synchronized (this) {
      helpers--;
    }
  }

  private void work() {
    for (Runnable next = take(); next != null; next = take()) {
      Throwable thrown = null;
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      done(thrown);
    }
  }

  private synchronized @Nullable Runnable take() {
    waitWhile(() -> waiting.isEmpty() && busy > 0 && failure == null);
    if (waiting.isEmpty() || failure != null) {
      return null;
    }
    busy++;
    return waiting.pop();
  }

  private synchronized void done(@Nullable Throwable thrown) {
    busy--;
    failure = failure == null ? thrown : failure;
    notifyAll();
  }

  private synchronized void waitWhile(BooleanSupplier condition) {
    while (condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        failure = new IllegalStateException("a look was interrupted", e);
      }
    }
  }
}
