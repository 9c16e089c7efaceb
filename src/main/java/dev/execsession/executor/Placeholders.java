package dev.execsession.executor;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the placeholders in an executor's arguments and environment, see {@code
 * docs/executors.md}. What replaces one is not searched for others.
 */
record Placeholders(Path brief, Path result) {
  /** Linux limits an argument to 128 KiB, with its terminator. */
  private static final int LONGEST_ARGUMENT = (128 << 10) - 1;

  private static final String PROMPT = "{prompt}";
  private static final Pattern PLACE =
      Pattern.compile("\\{(brief|prompt|results?|schema|schema-file)\\}");

  /** Returns the arguments, with the brief as the last one if it belongs there. */
  List<String> insert(List<String> words, PromptStyle style) {
    List<String> argv = new ArrayList<>();
    boolean inserted = false;
    for (String word : words) {
      inserted |= word.contains(PROMPT);
      argv.add(insert(word));
    }
    if (!inserted) {
      last(style).ifPresent(argv::add);
    }
    return argv;
  }

  /** Returns the additional argument with the brief. */
  Optional<String> last(PromptStyle style) {
    return style == PromptStyle.ARGUMENT ? Optional.of(insert(PROMPT)) : Optional.empty();
  }

  /** Returns a word or a variable's value without placeholders. */
  String insert(String word) {
    String whole = replaced(word, null);
    // A longer argument would prevent the start.
    return word.contains(PROMPT) && whole.getBytes(StandardCharsets.UTF_8).length > LONGEST_ARGUMENT
        ? replaced(word, "Do the work that is described in the file " + brief)
        : whole;
  }

  private String replaced(String word, @Nullable String prompt) {
    Matcher place = PLACE.matcher(word);
    return place.replaceAll(
        found -> {
          String name = found.group(1);
          String value = name.equals("prompt") && prompt != null ? prompt : value(name);
          return Matcher.quoteReplacement(value);
        });
  }

  private String value(String name) {
    return switch (name) {
      case "brief" -> brief.toString();
      case "prompt" -> text();
      case "result" -> result.toString();
      case "results" -> folder().toString();
      case "schema" -> ResultSchema.text();
      default -> schemaFile();
    };
  }

  private Path folder() {
    return Objects.requireNonNull(result.getParent());
  }

  private String schemaFile() {
    Path file = folder().resolve("result-schema.json");
    return PrivateFile.write(file, ResultSchema.text(), "the result's schema").toString();
  }

  private String text() {
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
