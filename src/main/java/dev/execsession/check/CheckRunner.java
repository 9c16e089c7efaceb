package dev.execsession.check;

import dev.execsession.check.CheckResult.Status;
import dev.execsession.process.Command;
import dev.execsession.process.PrivateFile;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.ProcessWords;
import dev.execsession.process.Programs;
import dev.execsession.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks. A script is run by {@code sh -eu}, or by the shell that its fence names, and exits
 * at the first command that fails. The last command of a pipeline counts, so {@code false | true}
 * passes, unless the check sets {@code pipefail}.
 */
public final class CheckRunner {
  private final ProcessRunner processes;

  public CheckRunner(ProcessRunner processes) {
    this.processes = processes;
  }

  /**
   * Runs a check.
   *
   * @throws dev.execsession.problem.StopException unverifiable, when script or log cannot be
   *     written
   */
  public CheckResult run(CheckSpec spec, CheckContext context, ProcessListener listener) {
    Path directory = directory(spec, context);
    @Nullable String obstacle = obstacle(directory, spec, context);
    if (obstacle != null) {
      return new CheckResult(
          spec.command(),
          Status.NOT_RUN,
          null,
          null,
          0,
          0,
          context.logFile(),
          "",
          spec.by(),
          obstacle,
          List.of());
    }
    Path script = context.logFile().resolveSibling(context.logFile().getFileName() + ".sh");
    List<String> argv = new ArrayList<>(shell(spec, context));
    argv.add(PrivateFile.write(script.toAbsolutePath(), spec.command(), "the script").toString());
    ProcessResult result =
        processes.run(
            new Command(
                argv,
                directory,
                context.environment(),
                null,
                context.logFile(),
                spec.timeout(),
                spec.idle(),
                context.keepBytes(),
                context.cookie(),
                context.mask(),
                Duration.ZERO,
                false,
                context.enclosure()),
            listener);
    Status status = status(spec, result);
    return new CheckResult(
        spec.command(),
        status,
        result.exit(),
        result.signal(),
        result.durationMs(),
        result.outputBytes(),
        result.log(),
        result.tail(),
        spec.by(),
        explanation(spec, status, result, context),
        result.survivors());
  }

  /**
   * Returns the shell with its options. Bash, if installed, runs a {@code pipefail} script, because
   * {@code sh} often does not support it.
   */
  private static List<String> shell(CheckSpec spec, CheckContext context) {
    List<String> shell = new ArrayList<>(context.shell());
    if (spec.shell() != null) {
      shell = new ArrayList<>(List.of(spec.shell(), "-eu"));
    } else if (spec.pipefail() && shell.get(0).equals("sh")) {
      boolean found =
          Programs.find("bash", context.environment(), context.root()).kind()
              == Programs.Kind.EXECUTABLE;
      shell.set(0, found ? "bash" : "sh");
    }
    if (spec.pipefail() && !shell.get(0).equals("sh")) {
      shell.addAll(List.of("-o", "pipefail"));
    }
    return shell;
  }

  private static Path directory(CheckSpec spec, CheckContext context) {
    return spec.directory() == null ? context.root() : context.root().resolve(spec.directory());
  }

  private static @Nullable String obstacle(Path directory, CheckSpec spec, CheckContext context) {
    if (!Files.isDirectory(directory)) {
      return "the directory `" + spec.directory() + "` does not exist";
    }
    try {
      // A link in the worktree may lead out of it.
      if (!directory.toRealPath().startsWith(context.root().toRealPath())) {
        return "the directory `" + spec.directory() + "` is outside the worktree";
      }
    } catch (IOException e) {
      return "the directory `" + spec.directory() + "` cannot be read";
    }
    return null;
  }

  private static Status status(CheckSpec spec, ProcessResult result) {
    return switch (result.ending()) {
      case EXITED ->
          result.exit() != null && result.exit() == spec.expectExit()
              ? Status.PASSED
              : Status.FAILED;
      case SIGNALLED -> isExpected(spec, result.signal()) ? Status.PASSED : Status.SIGNAL;
      case TIMED_OUT, IDLE, LINGERED, OVER_BUDGET -> Status.TIMEOUT;
      case INTERRUPTED, NOT_STARTED -> Status.NOT_RUN;
    };
  }

  private static boolean isExpected(CheckSpec spec, @Nullable String signal) {
    return signal != null && Signals.statusOf(signal).orElse(-1) == spec.expectExit();
  }

  private static @Nullable String explanation(
      CheckSpec spec, Status status, ProcessResult result, CheckContext context) {
    if (status == Status.PASSED) {
      return ProcessWords.leftovers(result).orElse(null);
    }
    String end = end(spec, result);
    return ProcessWords.confinedHint(result, context.enclosure(), context.environment())
        .map(hint -> end + "; " + hint)
        .orElse(end);
  }

  private static String end(CheckSpec spec, ProcessResult result) {
    return switch (result.ending()) {
      case EXITED -> ofExit(spec, result.exit());
      case SIGNALLED -> "ended by signal " + Signals.withStatus(result.signal());
      case TIMED_OUT -> "ran longer than " + ProcessWords.limit(spec.timeout()) + " and was ended";
      case IDLE -> "printed nothing for " + ProcessWords.limit(spec.idle()) + " and was ended";
      case LINGERED, OVER_BUDGET, INTERRUPTED -> "was stopped before it ended";
      case NOT_STARTED -> "could not be started: " + result.startError();
    };
  }

  private static String ofExit(CheckSpec spec, @Nullable Integer exit) {
    String text = "exit " + exit + (spec.expectExit() == 0 ? "" : ", not " + spec.expectExit());
    if (exit != null && exit == 127) {
      return text + ": a command was not found";
    }
    if (exit != null && exit == 126) {
      return text + ": a command is not executable";
    }
    return text;
  }
}
