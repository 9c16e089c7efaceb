package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of Gemini CLI for a scope. It reads hooks only from settings that are installed, or
 * that root owns in a folder that only root can write, so its rules take their place. They only
 * deny: what an administrator allows would overrule what the user denies. A pattern may have 2048
 * letters.
 */
final class GeminiScope {
  private static final int LONGEST = 2000;

  /** So many excluded patterns fit into one rule, unless they are long. */
  private static final int PATTERNS = 10;

  private static final int MOST_SHOWN = 5;
  private static final String PATH = "\"file_path\":\"";
  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");

  private final String root;
  private final StringBuilder out = new StringBuilder();

  private GeminiScope(Path root) {
    // The model may name a path either way.
    this.root = "(?:" + literal(root + "/") + "|\\./|)";
  }

  /**
   * Returns a policy file.
   *
   * @param result the folder outside of the worktree that may be written
   */
  static String of(ScopeDefinition scope, Path root, Path result) {
    Map<String, String> rules = OpencodePermissions.edits(scope, "");
    GeminiScope policy = new GeminiScope(root);
    policy.deny(
        PATH
            + "(?!"
            + policy.anyOf(globs(rules, true))
            + "\"|"
            + literal(result + "/")
            + "[^\"]*\")",
        "this block may edit only " + shown(scope));
    policy.deny(PATH + "(?:[^\"]*/|)\\.\\./", "name a path without `..`");
    List<String> denied = globs(rules, false);
    for (int i = 0; i < denied.size(); i += PATTERNS) {
      List<String> some = denied.subList(i, Math.min(i + PATTERNS, denied.size()));
      policy.deny(PATH + policy.anyOf(some) + "\"", "this path is excluded or protected");
    }
    return policy.out.toString();
  }

  private static List<String> globs(Map<String, String> rules, boolean allowed) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().equals("allow") == allowed)
        .map(Map.Entry::getKey)
        .filter(glob -> !glob.isEmpty() && (allowed || !glob.equals("*")))
        .toList();
  }

  private static String shown(ScopeDefinition scope) {
    List<Entry> include = scope.blockInclude().isEmpty() ? scope.include() : scope.blockInclude();
    List<String> names = new ArrayList<>();
    include.stream().limit(MOST_SHOWN).forEach(entry -> names.add("`" + entry.pattern() + "`"));
    return String.join(", ", names) + (include.size() > MOST_SHOWN ? " and more" : "");
  }

  private String anyOf(List<String> globs) {
    return root
        + globs.stream().map(GeminiScope::expression).collect(Collectors.joining("|", "(?:", ")"));
  }

  /** Converts a pattern in which {@code *} and {@code ?} match slashes too. */
  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    for (String part : glob.split("(?<=[*?])|(?=[*?])", -1)) {
      expression.append(part.equals("*") ? "[^\"]*" : part.equals("?") ? "[^\"]" : literal(part));
    }
    return expression.toString();
  }

  /** Returns an expression for a text in the JSON of a tool's arguments. */
  private static String literal(String text) {
    String json = Json.compact(text);
    return SPECIAL.matcher(json.substring(1, json.length() - 1)).replaceAll("\\\\$0");
  }

  private void deny(String pattern, String why) {
    if (pattern.length() > LONGEST) {
      return; // It would be rejected; the scan after the block finds the change.
    }
    out.append("[[rule]]\ntoolName = [\"write_file\", \"replace\"]\nargsPattern = ")
        .append(Json.compact(pattern))
        .append("\ndecision = \"deny\"\npriority = 600\ndenyMessage = ")
        .append(Json.compact("exec-session: " + why + HookGuard.REMEDY))
        .append("\n\n");
  }
}
