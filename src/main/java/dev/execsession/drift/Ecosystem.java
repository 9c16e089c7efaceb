package dev.execsession.drift;

import java.util.Locale;

/** A package ecosystem; its name in lower case is the prefix in a plan. */
enum Ecosystem {
  MAVEN,
  NPM,
  PYPI,
  GO,
  CARGO,
  GEM,
  COMPOSER,
  NUGET,
  NONE;

  /** Returns whether an entry of {@code New Dependencies} names a package. */
  boolean names(String entry, String name) {
    String plain = entry.strip();
    String prefix = name().toLowerCase(Locale.ROOT) + ":";
    if (plain.toLowerCase(Locale.ROOT).startsWith(prefix)) {
      plain = plain.substring(prefix.length());
    }
    return normal(plain).equals(normal(name)) || normal(unversioned(plain)).equals(normal(name));
  }

  /** Returns an entry without its version, if any. */
  private String unversioned(String entry) {
    if (this == MAVEN) {
      return entry.replaceFirst("^([^:]+:[^:]+):.*$", "$1").replaceFirst("\\s.*$", "");
    }
    return entry.replaceFirst("(?<=.)(?:\\s|[<>=~!^@(\\[]).*$", "");
  }

  private String normal(String name) {
    return switch (this) {
      case PYPI -> name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
      case NUGET, COMPOSER -> name.toLowerCase(Locale.ROOT);
      case CARGO -> name.replace('_', '-');
      case MAVEN, NPM, GO, GEM, NONE -> name;
    };
  }
}
