package dev.execsession.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds living processes by a variable in the environment that they were started with. */
public final class Survivors {
  private Survivors() {}

  /** Returns the command lines of living processes that carry {@code variable=value}. */
  public static List<String> of(String variable, String value) {
    List<String> found = new ArrayList<>();
    for (Path process : processes()) {
      if (carries(process, variable + "=" + value) && isAliveStill(process)) {
        found.add(process.getFileName() + ": " + text(process.resolve("cmdline")));
      }
    }
    return found;
  }

  /** Kills the living processes that carry {@code variable=value}, and waits for their end. */
  public static void end(String variable, String value) {
    for (Path process : processes()) {
      if (carries(process, variable + "=" + value)) {
        ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    assertThat(of(variable, value)).isEmpty();
  }

  private static List<Path> processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries.filter(entry -> String.valueOf(entry.getFileName()).matches("\\d+")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean carries(Path process, String pair) {
    return ("\0" + text(process.resolve("environ")) + "\0").contains("\0" + pair + "\0");
  }

  /** A process that was just killed is still listed for a moment: its end is awaited. */
  private static boolean isAliveStill(Path process) {
    Optional<ProcessHandle> handle =
        ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())));
    try {
      if (handle.isPresent()) {
        handle.get().onExit().get(2, TimeUnit.SECONDS);
      }
      return false;
    } catch (TimeoutException e) {
      String status = text(process.resolve("status"));
      return !status.isEmpty() && !status.contains("State:\tZ");
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a file's text, empty when the process is gone or somebody else's. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
