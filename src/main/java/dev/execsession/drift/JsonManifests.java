package dev.execsession.drift;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.text.WordList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses JSON manifests. */
final class JsonManifests {
  private static final List<String> NPM =
      WordList.inOrder(
          "dependencies devDependencies peerDependencies optionalDependencies overrides "
              + "resolutions");

  private JsonManifests() {}

  /**
   * Returns the names of npm packages: for an alias its target; for a version that is a URL {@code
   * name@url}, because another URL is another package.
   */
  static Set<String> npm(String text) throws UnreadableManifest {
    Map<String, @Nullable Object> top = parse(text);
    Set<String> packages = new LinkedHashSet<>();
    for (String key : NPM) {
      addNpm(map(top, key), packages);
    }
    if (top.get("pnpm") instanceof Map<?, ?> pnpm) {
      if (pnpm.get("overrides") instanceof Map<?, ?> overrides) {
        addNpm(overrides, packages);
      }
    }
    return packages;
  }

  private static void addNpm(Map<?, ?> entries, Set<String> packages) {
    entries.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (value instanceof Map<?, ?> nested) {
            addNpm(nested, packages);
          } else if (!name.equals(".")) {
            packages.add(identity(name, String.valueOf(value)));
          }
        });
  }

  private static String identity(String name, String version) {
    if (version.startsWith("npm:")) {
      return version.substring(4).replaceFirst("(?<=.)@.*$", "");
    }
    boolean address =
        version.contains("://")
            || version.matches("(?:git|github|gitlab|bitbucket|file|link|portal):.*")
            || version.matches("[\\w.-]+/[\\w.-]+(?:#.*)?");
    return address ? name + "@" + version.replaceFirst("#.*$", "") : name;
  }

  /** Returns the names of Composer packages, without platform packages. */
  static Set<String> composer(String text) throws UnreadableManifest {
    Map<String, @Nullable Object> top = parse(text);
    Set<String> packages = new LinkedHashSet<>();
    for (String key : List.of("require", "require-dev")) {
      map(top, key).keySet().stream()
          .map(String::valueOf)
          .filter(name -> name.contains("/"))
          .forEach(packages::add);
    }
    return packages;
  }

  private static Map<String, @Nullable Object> parse(String text) throws UnreadableManifest {
    try {
      return Json.parseObjectLastWins(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (JsonException e) {
      throw new UnreadableManifest("it is not a JSON object", e);
    }
  }

  private static Map<?, ?> map(Map<String, @Nullable Object> top, String key)
      throws UnreadableManifest {
    @Nullable Object value = top.get(key);
    if (value == null || (value instanceof List<?> list && list.isEmpty())) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new UnreadableManifest("its `" + key + "` is not an object");
  }
}
