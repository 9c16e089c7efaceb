package dev.execsession.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a list of checks: each a command, or a map with {@code run} and its limits. */
final class ChecksReader {
  private static final String HINT = "write one `- COMMAND` per line below `checks:`";

  private ChecksReader() {}

  /** Returns the valid checks of the key {@code checks}. */
  static List<CheckConfig> read(Section section) {
    List<CheckConfig> checks = new ArrayList<>();
    Optional<YamlNode> node = section.node("checks");
    if (node.isPresent() && node.get() instanceof YamlNode.Listing list) {
      for (YamlNode item : list.items()) {
        read(section, item).ifPresent(checks::add);
      }
    } else if (node.isPresent()) {
      section.wrongType("checks", node.get(), "a list", HINT);
    }
    return List.copyOf(checks);
  }

  private static Optional<CheckConfig> read(Section section, YamlNode item) {
    if (item instanceof YamlNode.Mapping) {
      return section
          .asSection("checks", item, ConfigKeys.CHECK)
          .flatMap(check -> readMap(check, item));
    }
    return section
        .asItem("checks", item)
        .map(run -> new CheckConfig(run.value(), null, null, 0, false, run.where()));
  }

  private static Optional<CheckConfig> readMap(Section check, YamlNode item) {
    var directory = check.path("directory").orElse(null);
    var timeout = check.duration("timeout").orElse(null);
    int exit =
        check
            .parsed(
                "expect-exit", ChecksReader::exit, "an exit code", "write a number from 0 to 255")
            .orElse(0);
    boolean atCompletion =
        check.choice("at", List.of("block", "completion")).equals(Optional.of("completion"));
    if (check.where("run") == null) {
      check.faultyKey(
          item.where(),
          "a check has no `run`",
          "add `run: COMMAND`, or write the check as `- COMMAND`");
    }
    return check
        .text("run")
        .map(
            run ->
                new CheckConfig(run.value(), directory, timeout, exit, atCompletion, run.where()));
  }

  private static Optional<Integer> exit(String text) {
    return text.matches("\\d{1,3}")
        ? Optional.of(Integer.parseInt(text)).filter(exit -> exit <= 255)
        : Optional.empty();
  }
}
