package dev.execsession.cli;

import dev.execsession.text.Suggestion;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints usage errors. */
final class UsageErrors {
  private static final int LEAST_OF_A_NAME = 3;

  private UsageErrors() {}

  /** Prints the error, the nearest valid word, and the command that lists all. */
  static void print(Console console, ParameterException e) {
    CommandLine command = e.getCommandLine();
    String wrong = unmatched(e);
    console.important("error: " + TextSanitizer.oneLine(message(e, wrong)));
    near(command, wrong).ifPresent(word -> console.important("hint: did you mean `" + word + "`?"));
    boolean group = !command.getSubcommands().isEmpty();
    console.important(
        "hint: `"
            + command.getCommandSpec().qualifiedName()
            + " --help` lists "
            + (group ? "commands and options" : "arguments and options"));
  }

  /** Returns the first unmatched word; empty if the error is another one. */
  private static String unmatched(ParameterException e) {
    return e instanceof UnmatchedArgumentException all && !all.getUnmatched().isEmpty()
        ? all.getUnmatched().get(0)
        : "";
  }

  private static String message(ParameterException e, String wrong) {
    if (wrong.startsWith("-")) {
      return "unknown option `" + name(wrong) + "`";
    }
    if (!wrong.isEmpty()) {
      boolean group = !e.getCommandLine().getSubcommands().isEmpty();
      return (group ? "unknown command `" : "unexpected argument `") + wrong + "`";
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec first = missing.getMissing().get(0);
      if (!(first instanceof OptionSpec option)) {
        return "missing argument `" + first.paramLabel() + "`";
      }
      if (option.required()) {
        return "missing option `" + option.longestName() + " " + option.paramLabel() + "`";
      }
    }
    return String.valueOf(e.getMessage());
  }

  private static Optional<String> near(CommandLine command, String wrong) {
    if (wrong.startsWith("--")) {
      List<String> options = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      options.addAll(command.getCommandSpec().negatedOptionsMap().keySet());
      options.removeIf(name -> !name.startsWith("--"));
      return nearest(name(wrong), options);
    }
    if (wrong.startsWith("-")) {
      return command.getCommandSpec().optionsMap().keySet().stream()
          .filter(name -> name.equalsIgnoreCase(wrong) || name.equals("-" + wrong))
          .findFirst();
    }
    return wrong.isEmpty() ? Optional.empty() : nearest(wrong, command.getSubcommands().keySet());
  }

  /** Returns an option without its value. */
  private static String name(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals);
  }

  private static Optional<String> nearest(String wrong, Collection<String> names) {
    return Suggestion.nearest(wrong, names)
        .or(
            () ->
                names.stream()
                    .filter(name -> wrong.length() >= LEAST_OF_A_NAME && name.startsWith(wrong))
                    .findFirst());
  }
}
