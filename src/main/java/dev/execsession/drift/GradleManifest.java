package dev.execsession.drift;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses Gradle scripts and version catalogs. They are programs, so any text that looks like
 * coordinates counts.
 */
final class GradleManifest {
  private static final String NAME = "[\\w.${}-]{1,200}";
  private static final Pattern COORDINATES =
      Pattern.compile(
          "(\\b(?:dependsOn|finalizedBy|mustRunAfter|shouldRunAfter|project|named)\\b\\s*+\\(?\\s*+)?"
              + "([\"'])("
              + NAME
              + ":"
              + NAME
              + ")(?:[:@][^\"'\\n]*)?\\2");
  private static final Pattern PARTS =
      Pattern.compile(
          "\\bgroup\\s*[:=]\\s*[\"']("
              + NAME
              + ")[\"']\\s*,\\s*"
              + "(?:name|module)\\s*[:=]\\s*[\"']("
              + NAME
              + ")[\"']");
  private static final Pattern PLUGIN =
      Pattern.compile("\\bid\\s*[(=]?\\s*[\"'](" + NAME + ")[\"']");
  private static final Pattern CATALOG =
      Pattern.compile("\\b(libs\\.(?!versions\\.)[A-Za-z][\\w.]{0,200})");

  private GradleManifest() {}

  /** Returns {@code group:artifact}, plugin ids, and catalog names such as {@code libs.guava}. */
  static Set<String> packages(String text) {
    return mentions(SourceComments.slashes(text));
  }

  /** Like {@link #packages}, but includes comments. */
  static Set<String> mentions(String plain) {
    Set<String> packages = new LinkedHashSet<>();
    Matcher coordinates = COORDINATES.matcher(plain);
    while (coordinates.find()) {
      if (coordinates.group(1) == null) {
        packages.add(coordinates.group(3));
      }
    }
    Matcher parts = PARTS.matcher(plain);
    while (parts.find()) {
      packages.add(parts.group(1) + ":" + parts.group(2));
    }
    for (Pattern pattern : new Pattern[] {PLUGIN, CATALOG}) {
      Matcher matcher = pattern.matcher(plain);
      while (matcher.find()) {
        packages.add(matcher.group(1));
      }
    }
    return packages;
  }
}
