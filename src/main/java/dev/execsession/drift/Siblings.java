package dev.execsession.drift;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a manifest calls its own package, which the rest of a workspace may depend on. */
public final class Siblings {
  private static final Pattern NESTED =
      Pattern.compile(
          "(?s)<(parent|dependencies|dependencyManagement|build|profiles|properties|reporting)>"
              + ".*?</\\1>");

  private Siblings() {}

  /** Returns whether a file may name a package of the workspace. */
  public static boolean isManifest(TreePath path) {
    return switch (Manifests.format(path)) {
      case PACKAGE_JSON, CARGO, PYPROJECT, POM -> true;
      default -> false;
    };
  }

  /** Returns the package that a manifest describes, as {@link DependencyDrift} compares them. */
  public static Optional<String> of(TreePath path, String text) {
    Format format = Manifests.format(path);
    Optional<String> name =
        switch (format) {
          case PACKAGE_JSON -> npm(text);
          case CARGO -> toml(text, "package");
          case PYPROJECT -> toml(text, "project");
          case POM -> maven(text);
          default -> Optional.empty();
        };
    return name.map(own -> key(format.ecosystem(), own));
  }

  static String key(Ecosystem ecosystem, String name) {
    return ecosystem + " " + name;
  }

  private static Optional<String> npm(String text) {
    try {
      return Json.parseObjectLastWins(text).get("name") instanceof String name
          ? Optional.of(name)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> toml(String text, String table) {
    try {
      return TomlLines.read(text).stream()
          .filter(assignment -> assignment.key().equals(List.of(table, "name")))
          .map(assignment -> assignment.value().strip().replaceAll("^[\"']|[\"']$", ""))
          .findFirst();
    } catch (UnreadableManifest e) {
      return Optional.empty();
    }
  }

  private static Optional<String> maven(String text) {
    String own = NESTED.matcher(text).replaceAll("");
    Optional<String> artifact = element(own, "artifactId");
    Optional<String> group = element(own, "groupId").or(() -> element(text, "groupId"));
    return artifact.isPresent() && group.isPresent()
        ? Optional.of(group.get() + ":" + artifact.get())
        : Optional.empty();
  }

  private static Optional<String> element(String text, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">\\s*([^<]+?)\\s*</").matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
