package dev.execsession.cli;

import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands under a command, of which only the one that is named is made: each costs a few
 * milliseconds, and a start needs one.
 *
 * @param names all there are, in the order of the help
 * @param command makes the command of a name; gets the words after the name, none when it is not
 *     named
 */
record Subcommands(List<String> names, BiFunction<String, List<String>, Command> command) {
  Subcommands {
    names = List.copyOf(names);
  }

  /** Returns the message for a line that names none. */
  String question() {
    int last = names.size() - 1;
    return "a command is missing: "
        + String.join(", ", names.subList(0, last))
        + " or "
        + names.get(last);
  }

  /**
   * Adds to a command the one that the words after it name. When they name none in a plain way, all
   * are added: help lists them, a suggestion is the nearest of them, and odd words are for the
   * parser to judge.
   *
   * @param options whose options may stand before the name
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

  /** Returns how many words the option there takes, with its value; 0 when that is not plain. */
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

  /** The parser puts the words of a file in place of {@code @FILE}: any name may be among them. */
  private static List<String> after(String name, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(name) || words.get(i).startsWith("@")) {
        return words.subList(i, words.size());
      }
    }
    return List.of();
  }
}
