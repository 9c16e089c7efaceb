package dev.execsession.guard;

import dev.execsession.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The permission, in an agent's own rules, to run the block's checks without a person. */
final class CheckPermission {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");

  private CheckPermission() {}

  /**
   * Returns claude's {@code permissions}. They also cover a check that is part of a longer command,
   * such as one with a pipe. A command with {@code *}, which is a wildcard there and cannot be
   * escaped, is left out: the hook permits it, word for word.
   */
  static Map<String, ?> claude(List<String> commands) {
    return Map.of(
        "allow",
        commands.stream()
            .filter(command -> command.indexOf('*') < 0)
            .map(command -> "Bash(" + command.strip() + ")")
            .toList());
  }

  /**
   * Returns a policy file of Gemini CLI. It judges each command of a chain as well, so each has a
   * rule.
   */
  static String gemini(List<String> commands) {
    Set<String> all = new LinkedHashSet<>();
    for (String command : commands) {
      all.add(command.strip());
      for (ShellWords.Simple simple : ShellWords.split(command)) {
        all.add(
            simple.words().stream().map(ShellWords.Word::text).collect(Collectors.joining(" ")));
      }
    }
    StringBuilder out = new StringBuilder();
    for (String command : all) {
      // The pattern is matched against the JSON of the tool's arguments.
      String exactly = SPECIAL.matcher(Json.compact(command)).replaceAll("\\\\$0");
      out.append("[[rule]]\ntoolName = \"run_shell_command\"\nargsPattern = ")
          .append(Json.compact("\"command\":" + exactly))
          .append("\ndecision = \"allow\"\npriority = 500\nallowRedirection = true\n\n");
    }
    return out.toString();
  }
}
