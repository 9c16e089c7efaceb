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

/** Checks before a session starts that an executor exists. */
public final class ExecutorProbe {
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./+-]+");
  private static final int MAX_FIRST_LINE = 256;

  /** Words other than programs that can start a shell command. */
  private static final Set<String> SHELL_WORDS =
      WordList.of(
          ". : alias bg break case cd command continue eval exec exit export fg for "
              + "getopts hash if jobs read readonly return set shift times trap type ulimit "
              + "umask unalias unset until wait while");

  private ExecutorProbe() {}

  /**
   * Returns why the executor cannot be started in the worktree. For a shell command, only a plain
   * first word is checked.
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
                  "name a program in it"));
      case EXECUTABLE -> interpreter(spec, name, found.file());
    };
  }

  private static String notFoundHint(External spec, String name) {
    if (name.indexOf('/') >= 0) {
      return "paths are relative to the worktree's root; correct it or use an absolute path";
    }
    String otherwise =
        spec.name().equals(ExecutorSpec.External.COMMAND_LINE)
            ? "correct `--executor-command`"
            : "set " + variable(spec.name()) + " to the command to use";
    return "install it, add its folder to PATH, or " + otherwise;
  }

  private static String variable(String name) {
    return "EXEC_SESSION_EXECUTOR_"
        + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
        + "_COMMAND";
  }

  /** Checks that the interpreter of a script exists. */
  private static Optional<Problem> interpreter(External spec, String name, Path file) {
    String line;
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(MAX_FIRST_LINE), StandardCharsets.UTF_8);
      line = start.split("\n", 2)[0];
    } catch (IOException e) {
      // An executable file need not be readable.
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
                ? "save the script with LF line endings"
                : "correct the script's first line"));
  }
}
