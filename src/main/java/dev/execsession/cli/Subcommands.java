package dev.execsession.cli;

import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands under a command, of which only the one that is named is made: each costs some
 * milliseconds, and a start uses one.
 *
 * @param names all there are, as the help lists them
 * @param command makes the command of a name; gets the words after that name, as far as they are
 *     known
 */
record Subcommands(List<String> names, BiFunction<String, List<String>, Command> command) {
  Subcommands {
    names = List.copyOf(names);
  }

  /**
   * Adds to a command what its words name; all there are when that is not plain, for the parser is
   * to judge it: help, suggestions, abbreviated or odd options.
   *
   * @param options the command that the options belong to which may stand before the name
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
    parent.addSubcommand(name, new CommandLine(spec, CommandWords::made));
  }

  /** Gives how many words the option takes that stands there; 0 when that takes a closer look. */
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

  /** A file of words, {@code @FILE}, may hold any name. */
  private static List<String> after(String name, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(name) || words.get(i).startsWith("@")) {
        return words.subList(i, words.size());
      }
    }
    return List.of();
  }
}
