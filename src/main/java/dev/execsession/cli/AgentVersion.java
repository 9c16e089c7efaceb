package dev.execsession.cli;

import dev.execsession.process.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks programs for their versions. */
final class AgentVersion {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+[A-Za-z0-9.+-]*(?<=\\w)");

  private AgentVersion() {}

  /** Starts to ask; the answer is null if the program does not say within the limit. */
  static CompletableFuture<@Nullable String> start(Path program, Map<String, String> environment) {
    CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
    Thread asking =
        new Thread(() -> answer.complete(ask(program, environment)), "version of " + program);
    asking.setDaemon(true);
    asking.start();
    return answer;
  }

  private static @Nullable String ask(Path program, Map<String, String> environment) {
    try {
      Exchange answer =
          Exchange.with(
              // Not in the worktree: an agent could read its settings there.
              List.of(program.toString(), "--version"), Path.of("/"), environment, "", LIMIT);
      return answer.exit() == null ? null : number(answer.out());
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Returns the first version number in a text: {@code 1.0.102}. */
  static @Nullable String number(String text) {
    Matcher found = NUMBER.matcher(text);
    return found.find() ? found.group() : null;
  }
}
