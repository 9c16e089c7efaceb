package dev.execsession.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Renders each command as a page in roff, with the macros of man(7). */
final class ManPages {
  private static final String DATE = "2026-11-22";

  private final Map<String, String> pages = new TreeMap<>();

  private ManPages() {}

  /** Returns the text of each page by its file name, {@code exec-session-run.1}. */
  static Map<String, String> render(CommandLine tool) {
    ManPages man = new ManPages();
    man.add(tool.getCommandSpec());
    return man.pages;
  }

  private void add(CommandSpec spec) {
    pages.put(name(spec) + ".1", page(spec));
    spec.subcommands().values().forEach(line -> add(line.getCommandSpec()));
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private static String page(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    String name = name(spec);
    String what = String.join(" ", spec.usageMessage().description());
    lines.add(
        ".TH " + name.toUpperCase(Locale.ROOT) + " 1 " + DATE + " exec-session \"exec-session\"");
    lines.add(".SH NAME");
    lines.add(text(name) + " \\- " + text(what.replaceFirst("\\.$", "")));
    lines.add(".SH SYNOPSIS");
    lines.add(".B " + text(spec.qualifiedName()));
    lines.add(text(synopsis(spec)));
    lines.add(".SH DESCRIPTION");
    lines.add(text(what));
    String more = String.join("\n", spec.usageMessage().footer()).strip();
    if (!more.isEmpty()) {
      lines.add(".PP");
      lines.add(".nf");
      more.lines().map(ManPages::text).forEach(lines::add);
      lines.add(".fi");
    }
    items(lines, "COMMANDS", spec.subcommands().values().stream().map(ManPages::command).toList());
    items(
        lines,
        "OPTIONS",
        Stream.<ArgSpec>concat(
                spec.positionalParameters().stream(),
                spec.options().stream().filter(option -> !option.inherited()))
            .map(ManPages::argument)
            .toList());
    lines.add(".SH \"SEE ALSO\"");
    lines.add(seeAlso(spec));
    return String.join("\n", lines) + "\n";
  }

  private static String synopsis(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    words.add("[OPTIONS]");
    spec.positionalParameters().stream().map(CliReference::name).forEach(words::add);
    if (!spec.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    return String.join(" ", words);
  }

  private static List<String> command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    return List.of(line.getCommandName(), String.join(" ", spec.usageMessage().description()));
  }

  private static List<String> argument(ArgSpec argument) {
    return List.of(CliReference.name(argument), String.join(" ", argument.description()));
  }

  private static void items(List<String> lines, String heading, List<List<String>> items) {
    if (items.isEmpty()) {
      return;
    }
    lines.add(".SH " + heading);
    for (List<String> item : items) {
      lines.add(".TP");
      lines.add(".B " + text(item.get(0)));
      lines.add(text(item.get(1)));
    }
  }

  private static String seeAlso(CommandSpec spec) {
    Stream<String> near =
        spec.parent() == null
            ? spec.subcommands().values().stream().map(line -> name(line.getCommandSpec()))
            : Stream.concat(
                Stream.of(name(spec.parent())),
                spec.subcommands().values().stream().map(line -> name(line.getCommandSpec())));
    return near.map(name -> ".BR " + text(name) + " (1)").collect(Collectors.joining("\n"));
  }

  /** Escapes what roff would read as a request, an escape or a hyphen. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
