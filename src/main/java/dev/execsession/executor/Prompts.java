package dev.execsession.executor;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inserts the brief, or its path, into a command's arguments. */
final class Prompts {
  private static final String BRIEF = "{brief}";
  private static final String PROMPT = "{prompt}";

  /** Linux limits an argument to 128 KiB, with its terminator. */
  private static final int LONGEST_ARGUMENT = (128 << 10) - 1;

  private Prompts() {}

  static List<String> insert(List<String> words, PromptStyle style, Path brief) {
    List<String> argv = new ArrayList<>();
    boolean inserted = false;
    for (String word : words) {
      inserted |= word.contains(PROMPT);
      argv.add(replaced(word, brief));
    }
    if (!inserted) {
      last(style, brief).ifPresent(argv::add);
    }
    return argv;
  }

  /** Returns the additional argument with the brief. */
  static Optional<String> last(PromptStyle style, Path brief) {
    return style == PromptStyle.ARGUMENT ? Optional.of(prompt(PROMPT, brief)) : Optional.empty();
  }

  private static String replaced(String word, Path brief) {
    String placed = word.replace(BRIEF, brief.toString());
    return placed.contains(PROMPT) ? prompt(placed, brief) : placed;
  }

  private static String prompt(String frame, Path brief) {
    String whole = frame.replace(PROMPT, text(brief));
    // A longer argument would prevent the start.
    return whole.getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT
        ? frame.replace(PROMPT, "Do the work that is described in the file " + brief)
        : whole;
  }

  private static String text(Path brief) {
    try {
      return Files.readString(brief);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.EXEC_START,
          "cannot read the brief `" + brief + "`",
          "run the same command again",
          e);
    }
  }
}
