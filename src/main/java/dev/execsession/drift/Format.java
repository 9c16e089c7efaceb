package dev.execsession.drift;

import java.util.LinkedHashSet;
import java.util.Set;

/** The supported manifest formats. */
enum Format {
  POM(Ecosystem.MAVEN),
  GRADLE(Ecosystem.MAVEN),
  PACKAGE_JSON(Ecosystem.NPM),
  COMPOSER(Ecosystem.COMPOSER),
  REQUIREMENTS(Ecosystem.PYPI),
  PYPROJECT(Ecosystem.PYPI),
  GO_MOD(Ecosystem.GO),
  CARGO(Ecosystem.CARGO),
  GEMFILE(Ecosystem.GEM),
  DOTNET(Ecosystem.NUGET),
  NONE(Ecosystem.NONE);

  private final Ecosystem ecosystem;

  Format(Ecosystem ecosystem) {
    this.ecosystem = ecosystem;
  }

  Ecosystem ecosystem() {
    return ecosystem;
  }

  /** Returns the declared packages in order. */
  Set<String> packages(String text) throws UnreadableManifest {
    return switch (this) {
      case POM -> XmlManifests.pom(text);
      case GRADLE -> GradleManifest.packages(text);
      case PACKAGE_JSON -> JsonManifests.npm(text);
      case COMPOSER -> JsonManifests.composer(text);
      case REQUIREMENTS -> PythonManifests.requirements(text);
      case PYPROJECT -> PythonManifests.pyproject(text);
      case GO_MOD -> LineManifests.goMod(text);
      case CARGO -> CargoManifest.packages(text);
      case GEMFILE -> LineManifests.gemfile(text);
      case DOTNET -> XmlManifests.dotnet(text);
      case NONE -> Set.of();
    };
  }

  /**
   * Returns the packages that a text adds to an earlier one. In scripts, new comments count too,
   * because only the language's grammar decides where a comment starts.
   */
  Set<String> gained(String before, String after) throws UnreadableManifest {
    Set<String> gained = new LinkedHashSet<>(packages(after));
    gained.removeAll(before.isEmpty() ? Set.of() : packages(before));
    Set<String> mentioned = new LinkedHashSet<>(mentions(after));
    mentioned.removeAll(mentions(before));
    gained.addAll(mentioned);
    return gained;
  }

  private Set<String> mentions(String text) {
    return this == GRADLE
        ? GradleManifest.mentions(text)
        : this == GEMFILE ? LineManifests.gemMentions(text) : Set.of();
  }
}
