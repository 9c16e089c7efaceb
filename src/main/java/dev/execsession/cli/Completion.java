package dev.execsession.cli;

import dev.execsession.closeout.Outcome;
import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.Agent;
import dev.execsession.journal.BlockState;
import dev.execsession.plan.Block;
import dev.execsession.plan.PlanParser;
import dev.execsession.problem.StopException;
import dev.execsession.report.ReportFormat;
import dev.execsession.store.SessionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completes the last of some words for the scripts of {@code completion}: each candidate on a line,
 * a tab and its description after it, or {@code :files} where the shell completes file names.
 */
final class Completion {
  static final String COMMAND = "__complete";

  private static final List<Candidate> FILES = List.of(new Candidate(":files", ""));

  private record Candidate(String word, String description) {
    @Override
    public String toString() {
      return description.isEmpty() ? word : word + "\t" + description;
    }
  }

  private final ExecSession root;
  private final List<String> given = new ArrayList<>();
  private CommandSpec command;
  private @Nullable OptionSpec open;
  private boolean isWordsOnly;

  private Completion(ExecSession root) {
    this.root = root;
    // A file of words may name any command, so the parser makes all of them.
    this.command = root.parser(List.of("@FILE")).getCommandSpec();
  }

  /**
   * Prints the candidates.
   *
   * @param words the words after the tool's name, the last one as far as it is typed
   */
  static int print(ExecSession root, List<String> words) {
    Completion completion = new Completion(root);
    int last = Math.max(0, words.size() - 1);
    words.subList(0, last).forEach(completion::read);
    String typed = words.isEmpty() ? "" : words.get(last);
    List<Candidate> found;
    try {
      found = completion.candidates(typed);
    } catch (StopException e) {
      // The command itself reports what is wrong.
      found = List.of();
    }
    List<String> lines =
        found.stream()
            .filter(one -> one.word().startsWith(typed) || one.word().startsWith(":"))
            .map(Candidate::toString)
            .filter(line -> line.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t'))
            .toList();
    if (!lines.isEmpty()) {
      root.console().result(String.join("\n", lines));
    }
    return ExitCode.DONE;
  }

  private void read(String word) {
    int equals = word.indexOf('=');
    if (open != null) {
      keep(open, word);
      open = null;
    } else if (!isWordsOnly && word.equals("--")) {
      isWordsOnly = true;
    } else if (!isWordsOnly && word.startsWith("-")) {
      OptionSpec option = command.findOption(equals < 0 ? word : word.substring(0, equals));
      if (option != null && option.arity().max() > 0) {
        if (equals < 0) {
          open = option;
        } else {
          keep(option, word.substring(equals + 1));
        }
      }
    } else if (given.isEmpty() && command.subcommands().containsKey(word)) {
      command = command.subcommands().get(word).getCommandSpec();
    } else {
      given.add(word);
    }
  }

  /** Candidates depend on the directory alone. */
  private static void keep(OptionSpec option, String value) {
    if (Arrays.asList(option.names()).contains("-C")) {
      option.setValue(Path.of(value));
    }
  }

  private List<Candidate> candidates(String typed) {
    int equals = typed.indexOf('=');
    if (open != null) {
      return values(open);
    }
    if (!isWordsOnly && typed.startsWith("-")) {
      OptionSpec option = equals < 0 ? null : command.findOption(typed.substring(0, equals));
      return option == null ? options() : after(option);
    }
    if (!command.subcommands().isEmpty() && given.isEmpty()) {
      return commands(command);
    }
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(given.size()))
        .findFirst()
        .map(this::values)
        .orElse(List.of());
  }

  private List<Candidate> after(OptionSpec option) {
    List<Candidate> values = values(option);
    return values.equals(FILES)
        ? FILES
        : values.stream()
            .map(one -> new Candidate(option.longestName() + "=" + one.word(), one.description()))
            .toList();
  }

  private List<Candidate> options() {
    List<Candidate> found = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      String description = String.join(" ", option.description());
      found.add(new Candidate(option.longestName(), description));
      if (option.negatable()) {
        found.add(new Candidate(option.longestName().replaceFirst("^--", "--no-"), description));
      }
    }
    return found;
  }

  private List<Candidate> values(ArgSpec argument) {
    String option = argument instanceof OptionSpec named ? named.longestName() : "";
    return switch (argument.paramLabel()) {
      case "PLAN" -> option.equals("--output") ? FILES : plans();
      case "BLOCK", "ID" -> blocks();
      case "SESSION" -> sessions();
      case "COMMAND" -> commands(command.root());
      case "NAME" -> option.equals("--executor") ? executors() : List.of();
      case "AGENT" -> words(Stream.of(Agent.values()).map(agent -> lower(agent)));
      case "FORMAT" -> words(Stream.of(ReportFormat.values()).map(ReportFormat::jsonName));
      case "MODE" -> words(Stream.of("stepwise", "autonomous"));
      case "OUTCOME" -> words(Stream.of(Outcome.values()).map(Enum::name));
      case "HOW" -> words(Stream.of("full"));
      case "WHEN" ->
          words(
              option.equals("--color")
                  ? Stream.of("auto", "always", "never")
                  : Stream.of("auto", "on", "off"));
      case "SHELL" -> words(CompletionCommand.SHELLS.stream());
      case "FILE", "PATH", "DIR", "PATTERN" -> FILES;
      default -> List.of();
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<Candidate> words(Stream<String> words) {
    return words.map(word -> new Candidate(word, "")).toList();
  }

  private static List<Candidate> commands(CommandSpec parent) {
    return parent.subcommands().values().stream()
        .map(
            line ->
                new Candidate(
                    line.getCommandName(),
                    String.join(" ", line.getCommandSpec().usageMessage().description())))
        .toList();
  }

  /** Returns the active plans: by name, or by path where a plan is a folder. */
  private List<Candidate> plans() {
    List<Candidate> found = new ArrayList<>();
    for (Path plan : new PlanLookup(root).active()) {
      String name = String.valueOf(plan.getFileName());
      String folder = String.valueOf(plan.resolveSibling("").getFileName());
      found.add(
          new Candidate(
              name.equalsIgnoreCase("plan.md") ? folder : name.replaceFirst("\\.md$", ""), ""));
    }
    return found;
  }

  /** Returns the blocks of the plan that is named, else of the newest session. */
  private List<Candidate> blocks() {
    Optional<Integer> place =
        command.positionalParameters().stream()
            .filter(parameter -> parameter.paramLabel().equals("PLAN"))
            .map(Completion::index)
            .filter(index -> index < given.size())
            .findFirst();
    if (place.isPresent()) {
      return blocks(new PlanLookup(root).find(given.get(place.get())));
    }
    return new SessionLookup(root)
        .any()
        .map(
            stored ->
                stored.state().blocks().stream()
                    .map(BlockState::id)
                    .map(id -> new Candidate(id, ""))
                    .toList())
        .orElse(List.of());
  }

  private static int index(PositionalParamSpec parameter) {
    return parameter.index().min();
  }

  private List<Candidate> blocks(PlanFile file) {
    List<Block> blocks =
        PlanParser.parse(file.bytes(), file.shown(), Preflight.rules(config(), true))
            .plan()
            .blocks();
    return blocks.stream()
        .map(block -> new Candidate(block.id().toString(), block.title()))
        .toList();
  }

  private List<Candidate> sessions() {
    RepositoryFacts facts = new SessionLookup(root).repository();
    return new SessionStore(facts.commonDir())
        .all().stream()
            .filter(session -> session.state() != null)
            .map(session -> new Candidate(session.id(), session.state().locked().plan()))
            .toList();
  }

  private List<Candidate> executors() {
    return words(
        Stream.concat(Stream.of("manual", "commands"), config().executors().keySet().stream()));
  }

  private Config config() {
    return ConfigLoader.load(
            new SessionLookup(root).repository().root(), root.surroundings().environment())
        .config();
  }
}
