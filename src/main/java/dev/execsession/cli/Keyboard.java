package dev.execsession.cli;

import dev.execsession.engine.NoAnswerException;
import dev.execsession.process.EndingException;
import dev.execsession.process.Interrupts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads typed lines. The waiting can be interrupted, unlike the read itself, which runs in a daemon
 * thread.
 */
final class Keyboard {
  /** Closing a terminal ends the input slightly before the signal arrives. */
  private static final long HANGUP_MS = 2_000;

  private final InputStream in;
  private final Interrupts interrupts;
  private boolean leftAlone;

  Keyboard(InputStream in, Interrupts interrupts) {
    this.in = in;
    this.interrupts = interrupts;
  }

  /**
   * Reads the line typed after the prompt; discards earlier input.
   *
   * @param question prints the prompt
   * @throws NoAnswerException at the end of input and at Ctrl-C, and from then on
   * @throws EndingException when a signal ends the process
   */
  String line(Runnable question) throws IOException {
    if (leftAlone) {
      throw new NoAnswerException("interrupted");
    }
    var answer = new CompletableFuture<String>();
    try {
      return interrupts.during(
          new BreakingOff(answer),
          () -> {
            drain();
            question.run();
            Thread reader = new Thread(() -> read(answer), "exec-session keyboard");
            reader.setDaemon(true);
            reader.start();
            return answer.join();
          });
    } catch (CompletionException e) {
      leftAlone = true;
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e.getCause() instanceof RuntimeException told ? told : e;
    }
  }

  private void read(CompletableFuture<String> answer) {
    var line = new ByteArrayOutputStream();
    try {
      int b = in.read();
      while (b >= 0 && b != '\n') {
        line.write(b);
        b = in.read();
      }
      if (b >= 0) {
        answer.complete(line.toString(StandardCharsets.UTF_8).strip());
        return;
      }
      // After Ctrl-D the terminal still answers queries; a closed one does not.
      in.available();
      answer.completeExceptionally(new NoAnswerException("end of input"));
    } catch (IOException e) {
      pause();
      answer.completeExceptionally(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(HANGUP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Discards input that was typed before the prompt. */
  private void drain() throws IOException {
    for (int typed = in.available(); typed > 0; typed = in.available()) {
      // Not `skip`: that seeks, which a terminal does not support.
      if (in.readNBytes(typed).length == 0) {
        return;
      }
    }
  }

  /** Ctrl-C cancels the prompt; any other signal ends the run. */
  private record BreakingOff(CompletableFuture<String> answer) implements Interrupts.Handler {
    @Override
    public boolean takes(String signal) {
      return signal.equals("INT")
          && answer.completeExceptionally(new NoAnswerException("interrupted"));
    }

    @Override
    public void end(String signal) {
      answer.completeExceptionally(new EndingException());
    }
  }
}
