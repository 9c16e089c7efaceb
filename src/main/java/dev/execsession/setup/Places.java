package dev.execsession.setup;

import dev.execsession.config.Config;
import dev.execsession.text.WordList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where plans and their template are, relative to the root.
 *
 * @param active the folder of new plans
 */
record Places(String active) {
  private static final String ACTIVE = "active";
  private static final Set<String> OTHER = Set.of("README.md", "index.md");
  private static final List<String> TEMPLATES =
      WordList.inOrder("template.md TEMPLATE.md _template.md _TEMPLATE.md");

  static Places of(Config config) {
    return new Places(config.plans().active().get(0));
  }

  String completed() {
    return beside("completed");
  }

  String template() {
    return beside("templates") + "/template.md";
  }

  /** Returns the existing template; the preferred one if there are several. */
  Optional<String> existingTemplate(Path root) {
    String templates = beside("templates") + "/";
    List<String> candidates = new ArrayList<>(List.of(template()));
    candidates.addAll(documents(root, templates));
    for (String folder : List.of(beside(""), active + "/")) {
      TEMPLATES.forEach(name -> candidates.add(folder + name));
    }
    return candidates.stream()
        .filter(name -> Files.isRegularFile(root.resolve(name), LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  private static List<String> documents(Path root, String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !OTHER.contains(name))
          .sorted()
          .map(name -> folder + name)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Returns a sibling of a folder called {@code active}, and a folder in any other. */
  private String beside(String name) {
    String parent =
        active.equals(ACTIVE) || active.endsWith("/" + ACTIVE)
            ? active.substring(0, active.length() - ACTIVE.length())
            : active + "/";
    return parent + name;
  }
}
