package dev.execsession.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Renders the commands with their options as a page in Markdown. */
final class CliReference {
  private final List<String> parts = new ArrayList<>();

  private CliReference() {}

  static String render(CommandLine tool) {
    CliReference page = new CliReference();
    page.tool(tool.getCommandSpec());
    return String.join("\n\n", page.parts) + "\n";
  }

  private void tool(CommandSpec tool) {
    parts.add("# Command line");
    parts.add(
        "Generated from the commands by `CliReferenceTest`; `-Dcases.rewrite=true` writes it.");
    usage(tool);
    parts.add("Every command also takes these options, before or after its name:");
    table(tool.options().stream().filter(option -> !option.versionHelp()).toList());
    parts.add(
        "`exec-session --version` prints the version. [Exit codes](exit-codes.md) lists what each"
            + " code means.");
    commands(tool);
  }

  private void commands(CommandSpec parent) {
    for (CommandLine command : parent.subcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      parts.add("## " + spec.qualifiedName().replaceFirst("^\\S+ ", ""));
      usage(spec);
      table(
          Stream.<ArgSpec>concat(
                  spec.positionalParameters().stream(),
                  spec.options().stream().filter(option -> !option.inherited()))
              .toList());
      String footer = String.join("\n", spec.usageMessage().footer()).strip();
      if (!footer.isEmpty()) {
        parts.add(footer);
      }
      commands(spec);
    }
  }

  private void usage(CommandSpec spec) {
    List<String> words = new ArrayList<>(List.of(spec.qualifiedName()));
    spec.options().stream()
        .filter(OptionSpec::required)
        .map(CliReference::name)
        .forEach(words::add);
    words.add("[OPTIONS]");
    spec.positionalParameters().stream().map(CliReference::name).forEach(words::add);
    if (!spec.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    parts.add(String.join(" ", spec.usageMessage().description()));
    parts.add("```text\n" + String.join(" ", words) + "\n```");
  }

  private void table(List<? extends ArgSpec> arguments) {
    if (!arguments.isEmpty()) {
      parts.add(
          arguments.stream()
              .map(CliReference::row)
              .collect(Collectors.joining("\n", "| | |\n|---|---|\n", "")));
    }
  }

  private static String row(ArgSpec argument) {
    String description = String.join(" ", argument.description()).replace("|", "\\|");
    return "| `" + name(argument) + "` | " + description + " |";
  }

  static String name(ArgSpec argument) {
    if (argument instanceof PositionalParamSpec word) {
      String label = word.paramLabel() + (word.arity().max() > 1 ? "..." : "");
      return word.required() ? label : "[" + label + "]";
    }
    OptionSpec option = (OptionSpec) argument;
    String names = String.join(", ", option.names());
    if (option.negatable()) {
      names = names.replaceFirst("^--", "--[no-]");
    }
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }
}
