package dev.execsession.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which files of a folder are plans. */
public final class PlanFolder {
  static final String ENDING = ".md";

  /** The file that makes a folder a plan. */
  static final String PLAN = "plan.md";

  private static final Set<String> OTHER_FILES =
      Set.of("README.md", "index.md", "TEMPLATE.md", "template.md", "tech-debt-tracker.md");

  private PlanFolder() {}

  /** Returns whether a file or folder of this name can be a plan. */
  public static boolean mayBePlan(String name) {
    return !OTHER_FILES.contains(name) && !name.startsWith("_");
  }

  /** Returns the {@code plan.md} of a folder; empty when it has none. */
  static Optional<Path> planOf(Path folder) {
    Path plan = folder.resolve(PLAN);
    return Files.isRegularFile(plan) ? Optional.of(plan) : Optional.empty();
  }

  /**
   * Returns the plans directly in a folder, sorted by name: Markdown files and folders with a
   * {@code plan.md}. Hidden files are left out.
   *
   * @throws IOException when the folder cannot be listed
   */
  static List<Entry> list(Path folder) throws IOException {
    List<Entry> plans = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(entry -> entry(entry).ifPresent(plans::add));
    }
    plans.sort(Comparator.comparing(Entry::name));
    return plans;
  }

  private static Optional<Entry> entry(Path path) {
    String name = path.getFileName().toString();
    if (!mayBePlan(name) || name.startsWith(".")) {
      return Optional.empty();
    }
    if (Files.isDirectory(path)) {
      return planOf(path).map(plan -> new Entry(name, plan));
    }
    return name.endsWith(ENDING) && Files.isRegularFile(path)
        ? Optional.of(new Entry(name, path))
        : Optional.empty();
  }

  /**
   * A plan of a folder.
   *
   * @param name of the file, or of the folder with a {@code plan.md}
   * @param file the Markdown file
   */
  record Entry(String name, Path file) {
    String stem() {
      return PlanFolder.stem(name);
    }
  }

  /** Returns a name without {@code .md}. */
  static String stem(String name) {
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
