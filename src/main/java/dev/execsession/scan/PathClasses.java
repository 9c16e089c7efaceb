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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Classifies paths outside the scope by their names and by what else changed. */
public final class PathClasses {
  private static final Set<String> TRACKING =
      Set.of("tech-debt-tracker.md", "todo.md", "roadmap.md", "changelog.md", "progress.md");
  private static final Pattern TEST =
      Pattern.compile(
          "(?:test_(?<a>.+)|(?<b>.+?)(?:_test|_spec|[.-](?:test|spec)|Tests?|TestCase|IT|Spec))");

  private final Collection<TreePath> included;
  private final Set<String> stems;
  private final List<PathPattern> generated;
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
    this.planFolders = planFolders.stream().map(TreePath::of).toList();
    this.attributes = attributes;
  }

  public PathClass of(TreePath path, ChangeKind kind) {
    if (Contract.isLock(path)
        && included.stream().anyMatch(manifest -> Contract.explains(manifest, path))) {
      return PathClass.LOCK_FILE;
    }
    if (generated.stream().anyMatch(pattern -> pattern.matches(path, false))
        || GitAttributes.isSet(attributes().of(path).get("linguist-generated"))) {
      return PathClass.GENERATED;
    }
    if (isWithPlans(path) || TRACKING.contains(path.name().toLowerCase(Locale.ROOT))) {
      return PathClass.TRACKING_DOCUMENT;
    }
    Matcher test = TEST.matcher(stem(path));
    if (test.matches()
        && stems.contains(test.group("a") == null ? test.group("b") : test.group("a"))) {
      return PathClass.TEST;
    }
    return kind == ChangeKind.DELETED ? PathClass.DELETION : PathClass.OTHER;
  }

  /** Returns whether the path is where plans are kept: in their folder, or one next to it. */
  public boolean isWithPlans(TreePath path) {
    return planFolders.stream()
        .map(folder -> folder.parent().equals(TreePath.ROOT) ? folder : folder.parent())
        .anyMatch(path::isWithin);
  }

  private GitAttributes attributes() {
    GitAttributes read = known;
    if (read == null) {
      read = attributes.get();
      known = read;
    }
    return read;
  }

  /** Returns a name without its last ending. */
  private static String stem(TreePath path) {
    int dot = path.name().lastIndexOf('.');
    return dot <= 0 ? path.name() : path.name().substring(0, dot);
  }
}
