package dev.execsession.contract;

import dev.execsession.contract.PlanFolder.Entry;
import dev.execsession.text.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Suggests plans for a word that names none. */
record PlanHints(Path directory, PlanPlaces places) {
  private static final int MOST = 5;
  private static final int MOST_ALTERNATIVES = 3;

  /** Returns a hint with the nearest plans, or else the existing ones. */
  String instead(String word) {
    Path given = Path.of(word);
    UnaryOperator<String> sibling = name -> given.resolveSibling(name).toString();
    List<Path> folders = folders(given);
    for (Path folder : folders) {
      List<String> near = near(String.valueOf(given.getFileName()), list(folder));
      if (!near.isEmpty()) {
        return "did you mean " + Suggestion.alternatives(near.stream().map(sibling).toList()) + "?";
      }
    }
    // A bare name is not meant to be one of the Markdown files in the current directory.
    boolean bare = given.getNameCount() < 2 && !given.isAbsolute();
    for (Path folder : bare && !places.active().isEmpty() ? places.active() : folders) {
      List<Entry> plans = list(folder);
      if (!plans.isEmpty()) {
        return "plans in `" + shown(folder) + "`: " + names(plans, sibling);
      }
    }
    return whereToWrite();
  }

  /** Returns a hint about the location of plans. */
  String whereToWrite() {
    return places.active().isEmpty()
        ? "name a Markdown file, or go to the plan's repository with `-C DIR`"
        : "plans are `NAME.md` or `NAME/plan.md` in `" + shown(places.active().get(0)) + "/`";
  }

  /** Returns the first plans of a list as a sentence part. */
  static String names(List<Entry> plans, UnaryOperator<String> word) {
    String names =
        plans.stream()
            .limit(MOST)
            .map(plan -> "`" + word.apply(plan.name()) + "`")
            .collect(Collectors.joining(", "));
    return plans.size() > MOST ? names + " and " + (plans.size() - MOST) + " more" : names;
  }

  /** Returns a function that prefixes a name with a folder. */
  static UnaryOperator<String> in(String folder) {
    return name -> Path.of(folder).resolve(name).toString();
  }

  /** Returns the folders that the word may refer to, the active ones first. */
  private List<Path> folders(Path given) {
    List<Path> bases = new ArrayList<>(places.active());
    bases.add(directory);
    if (places.root() != null) {
      bases.add(places.root());
    }
    return bases.stream()
        .map(base -> base.resolve(given).normalize().getParent())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Returns the names with this prefix, else the most similar one, else those that contain it. */
  private static List<String> near(String name, List<Entry> plans) {
    String stem = PlanFolder.stem(name).toLowerCase(Locale.ROOT);
    List<String> found = matching(plans, other -> stem.length() > 1 && other.startsWith(stem));
    if (found.isEmpty()) {
      String nearest =
          Suggestion.nearest(stem, plans.stream().map(Entry::stem).toList()).orElse("");
      found = matching(plans, other -> other.equalsIgnoreCase(nearest));
    }
    if (found.isEmpty()) {
      found = matching(plans, other -> stem.length() > 1 && other.contains(stem));
    }
    return found.size() > MOST_ALTERNATIVES ? List.of() : found;
  }

  private static List<String> matching(List<Entry> plans, Predicate<String> stem) {
    return plans.stream()
        .filter(plan -> stem.test(plan.stem().toLowerCase(Locale.ROOT)))
        .map(Entry::name)
        .toList();
  }

  private static List<Entry> list(Path folder) {
    try {
      return Files.isDirectory(folder) ? PlanFolder.list(folder) : List.of();
    } catch (IOException e) {
      // No suggestion then.
      return List.of();
    }
  }

  private String shown(Path path) {
    return PlanFile.shown(path, directory);
  }
}
