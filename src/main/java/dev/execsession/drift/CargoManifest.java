package dev.execsession.drift;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses {@code Cargo.toml}. */
final class CargoManifest {
  private static final Set<String> TABLES =
      Set.of("dependencies", "dev-dependencies", "build-dependencies");
  private static final Pattern SETTING =
      Pattern.compile("\\b(package|git|registry)\\s*=\\s*[\"']([^\"']*)[\"']");

  private CargoManifest() {}

  /** Returns the crates; one from another repository or registry as {@code name@source}. */
  static Set<String> packages(String text) throws UnreadableManifest {
    Map<String, Crate> crates = new LinkedHashMap<>();
    for (TomlLines.Assignment assignment : TomlLines.read(text)) {
      int at = nameIndex(assignment.key());
      if (at >= assignment.key().size()) {
        continue;
      }
      String alias = assignment.key().get(at);
      Crate crate =
          crates.computeIfAbsent(
              String.join(".", assignment.key().subList(0, at + 1)), key -> new Crate(alias));
      String setting =
          at + 1 < assignment.key().size()
              ? assignment.key().get(at + 1) + " = " + assignment.value()
              : assignment.value();
      Matcher matcher = SETTING.matcher(setting);
      while (matcher.find()) {
        if (matcher.group(1).equals("package")) {
          crate.name = matcher.group(2);
        } else {
          crate.source = matcher.group(2);
        }
      }
    }
    Set<String> packages = new LinkedHashSet<>();
    crates
        .values()
        .forEach(
            crate ->
                packages.add(crate.source == null ? crate.name : crate.name + "@" + crate.source));
    return packages;
  }

  /** Returns the index of the crate's name in a key, or the key's size without one. */
  private static int nameIndex(List<String> key) {
    if (!key.isEmpty() && key.get(0).equals("patch")) {
      return 2;
    }
    for (int i = 0; i < key.size(); i++) {
      boolean table = i == 0 || key.get(0).equals("target") || key.get(0).equals("workspace");
      if (table && TABLES.contains(key.get(i))) {
        return i + 1;
      }
    }
    return key.size();
  }

  private static final class Crate {
    private String name;
    private @Nullable String source;

    Crate(String name) {
      this.name = name;
    }
  }
}
