package dev.execsession.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Concurrent work in separate threads: the common pool may have a single thread, so that tests
 * waiting for each other's work would wait forever.
 */
public final class Aside {
  private static final long DEADLINE_S = 150;

  private Aside() {}

  /** Starts work; its failure is that of the result. */
  public static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "beside the test");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Starts reading all output of a program. */
  public static CompletableFuture<String> text(InputStream in) {
    return start(
        () -> {
          try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  /** Waits for the work; fails with the complaint after two and a half minutes. */
  public static <T> T await(CompletableFuture<T> work, String complaint) {
    try {
      return work.get(DEADLINE_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(complaint + " within " + DEADLINE_S + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
