package dev.execsession.drift;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses Python manifests. */
final class PythonManifests {
  private static final Pattern REQUIREMENT =
      Pattern.compile("^([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^]]*])?\\s*(@\\s*\\S+)?.*$");
  private static final Set<String> LISTS =
      Set.of("dependencies", "dev-dependencies", "requires", "extra-dependencies");
  private static final Set<String> GROUPS = Set.of("optional-dependencies", "dependency-groups");

  private PythonManifests() {}

  /**
   * Returns the packages of a requirements file. Option lines such as {@code -r other.txt} count
   * literally, because they can add packages.
   */
  static Set<String> requirements(String text) {
    Set<String> packages = new LinkedHashSet<>();
    String joined = text.replace("\r\n", "\n").replace("\\\n", " ");
    for (String line : joined.lines().toList()) {
      String plain =
          line.replaceFirst("(?:^|\\s)#.*$", "").replaceAll("\\s--hash=\\S+", "").strip();
      if (!plain.isEmpty()) {
        packages.add(plain.startsWith("-") ? plain.replaceAll("\\s+", " ") : name(plain));
      }
    }
    return packages;
  }

  /** Returns the packages of a {@code pyproject.toml} for all tools. */
  static Set<String> pyproject(String text) throws UnreadableManifest {
    Set<String> packages = new LinkedHashSet<>();
    for (TomlLines.Assignment assignment : TomlLines.read(text)) {
      List<String> key = assignment.key();
      String last = key.isEmpty() ? "" : key.get(key.size() - 1);
      int table = poetryTable(key);
      if (table >= 0 && table + 1 < key.size()) {
        String name = key.get(table + 1);
        if (!name.equals("python")) {
          packages.add(name);
        }
      } else if (LISTS.contains(last) || key.stream().anyMatch(GROUPS::contains) || isPdm(key)) {
        TomlLines.strings(assignment.value()).forEach(one -> packages.add(name(one.strip())));
      }
    }
    packages.remove("");
    return packages;
  }

  private static boolean isPdm(List<String> key) {
    return key.size() > 3 && key.get(1).equals("pdm") && key.get(2).equals("dev-dependencies");
  }

  /** Returns the index of Poetry's dependency table in a key, or -1. */
  private static int poetryTable(List<String> key) {
    if (key.size() > 2 && key.get(0).equals("tool") && key.get(1).equals("poetry")) {
      for (int i = 2; i < key.size(); i++) {
        if (key.get(i).equals("dependencies") || key.get(i).equals("dev-dependencies")) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String name(String requirement) {
    Matcher matcher = REQUIREMENT.matcher(requirement);
    if (!matcher.matches() || (requirement.contains("://") && matcher.group(2) == null)) {
      return requirement;
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    return matcher.group(2) == null ? name : name + matcher.group(2).replaceAll("\\s", "");
  }
}
