package dev.execsession.setup;

import dev.execsession.contract.PlanFolder;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a new plan, which is also its file's name.
 *
 * @param value without {@code .md}
 */
record PlanName(String value) {
  private static final String ENDING = ".md";
  private static final int LONGEST = 80;
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

  /** Parses a word of the command line; refuses what is no plan's name, with the reason. */
  static PlanName parse(String word) {
    String value =
        word.endsWith(ENDING) ? word.substring(0, word.length() - ENDING.length()) : word;
    fault(value)
        .ifPresent(
            fault -> {
              throw new StopException(
                  Stop.REFUSED,
                  ProblemCode.SETUP_NAME,
                  "`" + word + "` cannot be the name of a plan: " + fault,
                  "exec-session new " + ShellWord.quote(instead(value)));
            });
    return new PlanName(value);
  }

  private static Optional<String> fault(String value) {
    if (value.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (value.contains("/") || value.contains("\\")) {
      return Optional.of("a plan lies directly in the active folder, so its name has no `/`");
    }
    if (!PlanFolder.mayBePlan(value + ENDING) || value.equalsIgnoreCase("readme")) {
      return Optional.of(
          value.startsWith("_")
              ? "names that begin with `_` are not plans"
              : "this name is reserved for other files");
    }
    if (value.length() > LONGEST) {
      return Optional.of("it has more than " + LONGEST + " characters");
    }
    if (!FORM.matcher(value).matches()) {
      return Optional.of(
          "it must be letters, digits, `.`, `_` and `-`, and begin with a letter or digit");
    }
    return value.endsWith(".") ? Optional.of("it ends with a dot") : Optional.empty();
  }

  /** Returns the nearest name that is valid. */
  private static String instead(String value) {
    String last = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
    String name =
        Normalizer.normalize(last, Normalizer.Form.NFC)
            .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
            .replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "")
            .toLowerCase(Locale.ROOT);
    String shorter = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return fault(shorter).isEmpty() ? shorter : "my-plan";
  }

  String file() {
    return value + ENDING;
  }

  /** Returns a title: {@code Rate limit} for {@code rate-limit}. */
  String title() {
    String words = value.replaceAll("[-_]+", " ").strip();
    return words.isEmpty()
        ? value
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
