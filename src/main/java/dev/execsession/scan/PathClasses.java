package dev.execsession.scan;

import dev.execsession.contract.Contract;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.PathClass;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.GitAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Classifies paths outside the scope by their names and by what else changed. */
public final class PathClasses {
  private static final Set<String> TRACKING =
      Set.of("tech-debt-tracker.md", "todo.md", "roadmap.md", "changelog.md", "progress.md");
  private static final String TEST_START = "test_";
  private static final List<String> TEST_ENDS =
      List.of(
          "TestCase",
          "_test",
          "_spec",
          ".test",
          "-test",
          ".spec",
          "-spec",
          "Tests",
          "Test",
          "Spec",
          "IT");

  private final Collection<TreePath> included;
  private final Set<String> stems;
  private final List<PathPattern> generated;
  // Where plans are kept, and the folders next to those.
  private final List<TreePath> planFolders;
  private final Supplier<GitAttributes> attributes;
  private @Nullable GitAttributes known;

  /**
   * @param included the included paths that changed
   * @param generated patterns of the configuration
   * @param planFolders where plans are kept
   */
  public PathClasses(
      Collection<TreePath> included,
      List<String> generated,
      List<String> planFolders,
      Supplier<GitAttributes> attributes) {
    this.included = included;
    this.stems = included.stream().map(PathClasses::stem).collect(Collectors.toSet());
    this.generated = generated.stream().map(PathPattern::parse).toList();
    this.planFolders =
        planFolders.stream()
            .map(TreePath::of)
            .map(folder -> folder.parent().equals(TreePath.ROOT) ? folder : folder.parent())
            .toList();
    this.attributes = attributes;
  }

  public PathClass of(TreePath path, ChangeKind kind) {
    if (Contract.isLock(path)
        && included.stream().anyMatch(manifest -> Contract.explains(manifest, path))) {
      return PathClass.LOCK_FILE;
    }
    if (isConfiguredAsGenerated(path)
        || GitAttributes.isSet(attributes().of(path).get("linguist-generated"))) {
      return PathClass.GENERATED;
    }
    if (isWithPlans(path) || TRACKING.contains(path.name().toLowerCase(Locale.ROOT))) {
      return PathClass.TRACKING_DOCUMENT;
    }
    String tested = tested(stem(path));
    if (tested != null && stems.contains(tested)) {
      return PathClass.TEST;
    }
    return kind == ChangeKind.DELETED ? PathClass.DELETION : PathClass.OTHER;
  }

  /** Returns whether the path is where plans are kept: in their folder, or one next to it. */
  public boolean isWithPlans(TreePath path) {
    for (TreePath folder : planFolders) {
      if (path.isWithin(folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean isConfiguredAsGenerated(TreePath path) {
    for (PathPattern pattern : generated) {
      if (pattern.matches(path, false)) {
        return true;
      }
    }
    return false;
  }

  private GitAttributes attributes() {
    GitAttributes read = known;
    if (read == null) {
      read = attributes.get();
      known = read;
    }
    return read;
  }

  /** Returns what a test of that name is for; null if it is no test's. */
  private static @Nullable String tested(String stem) {
    if (stem.startsWith(TEST_START) && stem.length() > TEST_START.length()) {
      return stem.substring(TEST_START.length());
    }
    for (String end : TEST_ENDS) {
      if (stem.endsWith(end) && stem.length() > end.length()) {
        return stem.substring(0, stem.length() - end.length());
      }
    }
    return null;
  }

  /** Returns a name without its last ending. */
  private static String stem(TreePath path) {
    int dot = path.name().lastIndexOf('.');
    return dot <= 0 ? path.name() : path.name().substring(0, dot);
  }
}
