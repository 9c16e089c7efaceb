package dev.execsession.drift;

import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Recognizes manifests and lock files by name. */
final class Manifests {
  /** Lock files with their ecosystem. */
  private static final Map<String, Ecosystem> LOCKS =
      Map.ofEntries(
          Map.entry("package-lock.json", Ecosystem.NPM),
          Map.entry("npm-shrinkwrap.json", Ecosystem.NPM),
          Map.entry("yarn.lock", Ecosystem.NPM),
          Map.entry("pnpm-lock.yaml", Ecosystem.NPM),
          Map.entry("bun.lock", Ecosystem.NPM),
          Map.entry("bun.lockb", Ecosystem.NPM),
          Map.entry("Cargo.lock", Ecosystem.CARGO),
          Map.entry("go.sum", Ecosystem.GO),
          Map.entry("Gemfile.lock", Ecosystem.GEM),
          Map.entry("gems.locked", Ecosystem.GEM),
          Map.entry("composer.lock", Ecosystem.COMPOSER),
          Map.entry("poetry.lock", Ecosystem.PYPI),
          Map.entry("uv.lock", Ecosystem.PYPI),
          Map.entry("pdm.lock", Ecosystem.PYPI),
          Map.entry("pylock.toml", Ecosystem.PYPI),
          Map.entry("Pipfile.lock", Ecosystem.PYPI),
          Map.entry("gradle.lockfile", Ecosystem.MAVEN),
          Map.entry("buildscript-gradle.lockfile", Ecosystem.MAVEN),
          Map.entry("packages.lock.json", Ecosystem.NUGET));

  private static final Set<String> OTHER_MODULES =
      Set.of("setup.py", "setup.cfg", "settings.gradle", "settings.gradle.kts", "CMakeLists.txt");

  private static final List<String> DOTNET =
      List.of(".csproj", ".fsproj", ".vbproj", "packages.props");

  private Manifests() {}

  /** Returns the format of a manifest by its name; {@code NONE} for other files. */
  static Format format(TreePath path) {
    String name = path.name();
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "pom.xml" -> Format.POM;
      case "package.json" -> Format.PACKAGE_JSON;
      case "composer.json" -> Format.COMPOSER;
      case "pyproject.toml" -> Format.PYPROJECT;
      case "go.mod" -> Format.GO_MOD;
      case "cargo.toml" -> Format.CARGO;
      case "gemfile", "gems.rb" -> Format.GEMFILE;
      default -> {
        if (lower.startsWith("build.gradle") || lower.endsWith(".versions.toml")) {
          yield Format.GRADLE;
        }
        if (lower.startsWith("requirements") && lower.endsWith(".txt")) {
          yield Format.REQUIREMENTS;
        }
        yield isDotnet(lower) ? Format.DOTNET : Format.NONE;
      }
    };
  }

  private static boolean isDotnet(String name) {
    for (String ending : DOTNET) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the format of a file configured as a manifest. */
  static Format configured(TreePath path) {
    String lower = path.name().toLowerCase(Locale.ROOT);
    Format known = format(path);
    if (known != Format.NONE) {
      return known;
    }
    if (lower.endsWith(".xml")) {
      return Format.POM;
    }
    if (lower.endsWith(".gradle") || lower.endsWith(".kts") || lower.endsWith(".groovy")) {
      return Format.GRADLE;
    }
    if (lower.endsWith(".json")) {
      return Format.PACKAGE_JSON;
    }
    return lower.endsWith(".toml") ? Format.PYPROJECT : Format.REQUIREMENTS;
  }

  static boolean isLock(TreePath path) {
    return LOCKS.containsKey(path.name());
  }

  /** Returns whether a changed manifest accounts for a changed lock file. */
  static boolean explains(TreePath manifest, Format format, TreePath lock) {
    return format.ecosystem() == LOCKS.get(lock.name())
        && (manifest.isWithin(lock.parent()) || lock.isWithin(manifest.parent()));
  }

  /** Returns whether a folder with this file is a module. */
  static boolean isModule(TreePath path) {
    Format format = format(path);
    return OTHER_MODULES.contains(path.name())
        || (format != Format.NONE && format != Format.REQUIREMENTS);
  }
}
