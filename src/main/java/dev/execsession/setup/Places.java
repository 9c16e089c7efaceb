package dev.execsession.setup;

import dev.execsession.config.Config;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where plans and their template are, relative to the root.
 *
 * @param active the folder of new plans
 */
record Places(String active) {
  private static final String ACTIVE = "active";
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
  Optional<String> existingTemplate(RepositoryFiles files) {
    List<String> candidates = new ArrayList<>();
    String templates = beside("templates") + "/";
    for (String folder : List.of(templates, beside(""), active + "/")) {
      TEMPLATES.forEach(name -> candidates.add(folder + name));
    }
    candidates.addAll(
        1,
        files.all(
            name ->
                name.startsWith(templates)
                    && name.endsWith(".md")
                    && !name.endsWith("/README.md")
                    && !name.endsWith("/index.md")));
    return candidates.stream().filter(files::has).findFirst();
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
