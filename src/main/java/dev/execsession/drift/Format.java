package dev.execsession.drift;

import java.util.Set;

/** The forms of manifests that can be read. */
enum Format {
  POM(Ecosystem.MAVEN, XmlManifests::pom),
  GRADLE(Ecosystem.MAVEN, GradleManifest::packages),
  PACKAGE_JSON(Ecosystem.NPM, JsonManifests::npm),
  COMPOSER(Ecosystem.COMPOSER, JsonManifests::composer),
  REQUIREMENTS(Ecosystem.PYPI, PythonManifests::requirements),
  PYPROJECT(Ecosystem.PYPI, PythonManifests::pyproject),
  GO_MOD(Ecosystem.GO, LineManifests::goMod),
  CARGO(Ecosystem.CARGO, CargoManifest::packages),
  GEMFILE(Ecosystem.GEM, LineManifests::gemfile),
  DOTNET(Ecosystem.NUGET, XmlManifests::dotnet),
  NONE(Ecosystem.NONE, text -> Set.of());

  private final Ecosystem ecosystem;
  private final Extractor extractor;

  Format(Ecosystem ecosystem, Extractor extractor) {
    this.ecosystem = ecosystem;
    this.extractor = extractor;
  }

  Ecosystem ecosystem() {
    return ecosystem;
  }

  /** Gives the names of the packages that a text asks for, in order. */
  Set<String> packages(String text) throws UnreadableManifest {
    return extractor.packages(text);
  }

  /** Reads one form. */
  @FunctionalInterface
  interface Extractor {
    Set<String> packages(String text) throws UnreadableManifest;
  }
}
