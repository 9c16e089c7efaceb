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

/** Puts the brief, or where it is, into a command's arguments. */
final class Prompts {
  private static final String BRIEF = "{brief}";
  private static final String PROMPT = "{prompt}";

  /** Linux takes 128 KiB in one argument, its end included. */
  private static final int LONGEST_ARGUMENT = (128 << 10) - 1;

  private Prompts() {}

  static List<String> insert(List<String> words, PromptStyle style, Path brief) {
    List<String> argv = new ArrayList<>();
    boolean given = false;
    for (String word : words) {
      given |= word.contains(PROMPT);
      argv.add(replaced(word, brief));
    }
    if (!given) {
      last(style, brief).ifPresent(argv::add);
    }
    return argv;
  }

  /** Returns the argument that brings the brief when nothing else does. */
  static Optional<String> last(PromptStyle style, Path brief) {
    return style == PromptStyle.ARGUMENT ? Optional.of(prompt(PROMPT, brief)) : Optional.empty();
  }

  private static String replaced(String word, Path brief) {
    String placed = word.replace(BRIEF, brief.toString());
    return placed.contains(PROMPT) ? prompt(placed, brief) : placed;
  }

  private static String prompt(String frame, Path brief) {
    String whole = frame.replace(PROMPT, text(brief));
    // A prompt that is too long would keep the program from starting; agents can read files.
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
