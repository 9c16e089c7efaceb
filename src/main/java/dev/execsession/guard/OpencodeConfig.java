package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that opencode reads from a variable. What the user has there stays, but for the
 * permissions that the guard needs.
 */
final class OpencodeConfig {
  static final String VARIABLE = "OPENCODE_CONFIG_CONTENT";

  private static final String PLUGIN = "plugin";
  private static final String PERMISSION = "permission";

  /** Why a configuration of the user cannot be completed. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }

    Problem problem() {
      return Problem.error(
          ProblemCode.GUARD_CONTENT,
          "`" + VARIABLE + "` is not " + getMessage() + ", so the guard cannot be added to it",
          "make it plain JSON (comments are not supported), move it to a file and set"
              + " `OPENCODE_CONFIG`, or unset it");
    }
  }

  private final Map<String, @Nullable Object> content;

  private OpencodeConfig(Map<String, @Nullable Object> content) {
    this.content = content;
  }

  /** Reads what the user has in the variable, if it is set. */
  static OpencodeConfig of(Map<String, String> environment) throws Unusable {
    String text = environment.getOrDefault(VARIABLE, "");
    try {
      Map<String, @Nullable Object> content =
          new LinkedHashMap<>(text.isBlank() ? Map.of() : Json.parseObject(text));
      if (!(content.getOrDefault(PLUGIN, List.of()) instanceof List<?>)) {
        throw new Unusable("of a known form (`plugin` is no list)");
      }
      Object permission = content.getOrDefault(PERMISSION, Map.of());
      if (!(permission instanceof Map<?, ?> || permission instanceof String)) {
        throw new Unusable("of a known form (`permission` is no object)");
      }
      return new OpencodeConfig(content);
    } catch (JsonException e) {
      throw new Unusable("a JSON object (" + e.getMessage() + ")");
    }
  }

  /**
   * Returns the text with our plugin as the last one, and with our rules in place of the user's for
   * the same permissions. What the user denies by a pattern stays denied, after ours: the last one
   * that matches counts.
   */
  String with(String plugin, Map<String, Map<String, String>> permissions) {
    List<@Nullable Object> plugins = new ArrayList<>();
    if (content.get(PLUGIN) instanceof List<?> users) {
      plugins.addAll(users);
    }
    plugins.add(plugin);
    Map<String, @Nullable Object> all = new LinkedHashMap<>(content);
    all.put(PLUGIN, plugins);
    all.put(PERMISSION, completed(content.get(PERMISSION), permissions));
    return Json.compact(all);
  }

  private static Map<String, @Nullable Object> completed(
      @Nullable Object users, Map<String, Map<String, String>> permissions) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (users instanceof String action) {
      all.put("*", action);
    } else if (users instanceof Map<?, ?> map) {
      map.forEach((name, value) -> all.put(String.valueOf(name), value));
    }
    permissions.forEach(
        (name, rules) -> {
          Map<String, @Nullable Object> merged = new LinkedHashMap<>(rules);
          // At the end, because a wildcard before it may mean the same permission.
          if (all.remove(name) instanceof Map<?, ?> own) {
            own.forEach((pattern, action) -> addDenial(merged, pattern, action));
          }
          all.put(name, merged);
        });
    return all;
  }

  private static void addDenial(
      Map<String, @Nullable Object> rules, Object pattern, @Nullable Object action) {
    if ("deny".equals(action) && !pattern.equals("*")) {
      rules.remove(pattern);
      rules.put(String.valueOf(pattern), action);
    }
  }
}
