package dev.execsession.executor;

import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.Programs;
import dev.execsession.text.ShellWord;
import dev.execsession.text.WordList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells before a session starts whether an executor is there at all. */
public final class ExecutorProbe {
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./+-]+");
  private static final int MOST_OF_FIRST_LINE = 256;

  /** What a shell line may start with that is no program. */
  private static final Set<String> SHELL_WORDS =
      WordList.of(
          ". : alias bg break case cd command continue eval exec exit export fg for "
              + "getopts hash if jobs read readonly return set shift times trap type ulimit "
              + "umask unalias unset until wait while");

  private ExecutorProbe() {}

  /**
   * Returns what keeps the executor from being started in the worktree; of a shell line only its
   * first word can be judged, and only when it is a plain one.
   */
  public static List<Problem> check(ExecutorSpec spec, Map<String, String> environment, Path root) {
    return spec instanceof External external
        ? program(external).flatMap(name -> judge(external, name, environment, root)).stream()
            .toList()
        : List.of();
  }

  private static Optional<String> program(External spec) {
    if (spec.invocation() instanceof Argv argv) {
      return Optional.of(argv.words().get(0));
    }
    String first = spec.display().strip().split("\\s+", 2)[0];
    boolean judged = PLAIN_WORD.matcher(first).matches() && !SHELL_WORDS.contains(first);
    return judged ? Optional.of(first) : Optional.empty();
  }

  private static Optional<Problem> judge(
      External spec, String name, Map<String, String> environment, Path root) {
    Programs.Lookup found = Programs.find(name, environment, root);
    return switch (found.kind()) {
      case NOT_FOUND ->
          Optional.of(
              Problem.error(
                  ProblemCode.EXEC_NOT_FOUND,
                  "executor `" + spec.name() + "` starts `" + name + "`, which was not found",
                  notFoundHint(spec, name)));
      case NOT_EXECUTABLE ->
          Optional.of(
              Problem.error(
                  ProblemCode.EXEC_NOT_EXECUTABLE,
                  "executor `" + spec.name() + "` starts `" + name + "`, which is not executable",
                  "run `chmod +x " + ShellWord.quote(found.file().toString()) + "`"));
      case FOLDER ->
          Optional.of(
              Problem.error(
                  ProblemCode.EXEC_NOT_EXECUTABLE,
                  "executor `" + spec.name() + "` starts `" + name + "`, which is a folder",
                  "name the program in it"));
      case EXECUTABLE -> interpreter(spec, name, found.file());
    };
  }

  private static String notFoundHint(External spec, String name) {
    if (name.indexOf('/') >= 0) {
      return "a path is looked up from the worktree's root; correct it there or write it absolute";
    }
    String otherwise =
        spec.name().equals(ExecutorSpec.External.COMMAND_LINE)
            ? "correct `--executor-command`"
            : "set " + variable(spec.name()) + " to the command to use";
    return "install it, put its folder on PATH, or " + otherwise;
  }

  private static String variable(String name) {
    return "EXEC_SESSION_EXECUTOR_"
        + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
        + "_COMMAND";
  }

  /** A script whose interpreter is missing fails at the start as if it were missing itself. */
  private static Optional<Problem> interpreter(External spec, String name, Path file) {
    String line;
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(MOST_OF_FIRST_LINE), StandardCharsets.UTF_8);
      line = start.split("\n", 2)[0];
    } catch (IOException e) {
      // What may be executed need not be readable.
      return Optional.empty();
    }
    if (!line.startsWith("#!/")) {
      return Optional.empty();
    }
    String path = line.substring(2).split("[ \t]", 2)[0];
    if (Files.isExecutable(Path.of(path))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.error(
            ProblemCode.EXEC_NOT_EXECUTABLE,
            "executor `"
                + spec.name()
                + "` starts `"
                + name
                + "`, whose first line names `"
                + path.replace("\r", "\\r")
                + "`, which was not found",
            path.endsWith("\r")
                ? "save the script with plain line feeds"
                : "correct the script's first line"));
  }
}
