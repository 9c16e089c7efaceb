package dev.execsession.cli;

import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The subcommands of a command. Only the named one is created, because each costs a few
 * milliseconds of start time.
 *
 * @param names all names, in the order of the help
 * @param command creates a command, given its name and the words after it, if it is named
 */
record Subcommands(List<String> names, BiFunction<String, List<String>, Command> command) {
  Subcommands {
    names = List.copyOf(names);
  }

  /** Returns the message for a missing subcommand. */
  String question() {
    int last = names.size() - 1;
    return "missing command: "
        + String.join(", ", names.subList(0, last))
        + " or "
        + names.get(last);
  }

  /**
   * Adds the subcommand that the words name. If it is not obvious, adds all, so that picocli can
   * list them, suggest the nearest one, and judge unusual words.
   *
   * @param options options that may precede the name
   */
  void add(CommandSpec parent, CommandSpec options, List<String> words) {
    int place = 0;
    while (place < words.size() && !names.contains(words.get(place))) {
      int taken = taken(options, words, place);
      if (taken == 0) {
        List<String> rest = words.subList(place, words.size());
        names.forEach(name -> add(parent, name, after(name, rest)));
        return;
      }
      place += taken;
    }
    if (place < words.size()) {
      add(parent, words.get(place), words.subList(place + 1, words.size()));
    }
  }

  private void add(CommandSpec parent, String name, List<String> rest) {
    CommandSpec spec = command.apply(name, rest).words().spec();
    parent.addSubcommand(name, new CommandLine(spec, CommandSpecBuilder::made));
  }

  /**
   * Returns the number of words that an option takes, including its value; 0 if that is not
   * obvious.
   */
  private int taken(CommandSpec options, List<String> words, int place) {
    String word = words.get(place);
    int equals = word.indexOf('=');
    OptionSpec option = options.optionsMap().get(equals < 0 ? word : word.substring(0, equals));
    if (option == null || option.usageHelp()) {
      return 0;
    }
    if (equals >= 0 || option.arity().max() == 0) {
      return 1;
    }
    if (place + 1 == words.size()) {
      return 0;
    }
    String value = words.get(place + 1);
    return value.startsWith("-") || value.startsWith("@") || names.contains(value) ? 0 : 2;
  }

  /**
   * Returns the words from the name on, or from an {@code @FILE} on, which picocli replaces by the
   * words of a file.
   */
  private static List<String> after(String name, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(name) || words.get(i).startsWith("@")) {
        return words.subList(i, words.size());
      }
    }
    return List.of();
  }
}
