package dev.execsession.drift;

import dev.execsession.text.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Detects that the shape of the repository moved: a file that the team calls architecture changed,
 * or a top-level folder or a module appeared. What an include reaches by its literal part, before
 * its first wildcard, was planned and is no drift.
 */
public final class ArchitectureDrift {
  private final List<String> architecture;
  private final BiPredicate<String, TreePath> matcher;
  private final List<String> includes;
  private final List<String> literals;
  private final Predicate<TreePath> existed;

  /**
   * @param architecture patterns of the configuration
   * @param matcher whether a pattern covers a path
   * @param includes the include patterns that hold for the block
   * @param existed whether a path was there at the baseline, as a file or folder
   */
  public ArchitectureDrift(
      List<String> architecture,
      BiPredicate<String, TreePath> matcher,
      List<String> includes,
      Predicate<TreePath> existed) {
    this.architecture = List.copyOf(architecture);
    this.matcher = matcher;
    this.includes = List.copyOf(includes);
    this.literals = includes.stream().map(ArchitectureDrift::literal).toList();
    this.existed = existed;
  }

  /**
   * Returns at most one finding of each kind.
   *
   * @param changed every path that was added, modified or deleted
   * @param added those of them that were not there before
   */
  public List<DriftFinding> inspect(Collection<TreePath> changed, Collection<TreePath> added) {
    List<DriftFinding> findings = new ArrayList<>();
    TreeSet<TreePath> moved = new TreeSet<>();
    for (TreePath path : changed) {
      if (architecture.stream()
          .anyMatch(pattern -> matcher.test(pattern, path) && !isPlanned(pattern, path))) {
        moved.add(path);
      }
    }
    TreeSet<TreePath> folders = new TreeSet<>();
    TreeSet<TreePath> modules = new TreeSet<>();
    for (TreePath path : added) {
      TreePath top = new TreePath(path.raw().replaceFirst("(?s)/.*", ""));
      if (!top.equals(path) && !existed.test(top) && !reaches(top)) {
        folders.add(top);
      }
      TreePath folder = path.parent();
      if (Manifests.isModule(path) && !existed.test(folder) && !reaches(folder)) {
        modules.add(folder);
      }
    }
    modules.removeAll(folders);
    add(findings, moved, "an architecture path changed", "");
    add(findings, folders, "a new top-level folder appeared", "/**");
    add(findings, modules, "a new module appeared", "/**");
    return List.copyOf(findings);
  }

  private static void add(
      List<DriftFinding> findings, Set<TreePath> paths, String sentence, String below) {
    if (!paths.isEmpty()) {
      List<String> shown = paths.stream().map(TreePath::display).toList();
      findings.add(
          new DriftFinding(
              Reason.ARCHITECTURE,
              sentence + ": `" + String.join("`, `", shown) + "`",
              shown,
              List.of(),
              shown.stream().map(path -> "add `" + path + below + "` to Include").toList()));
    }
  }

  /** Returns whether an include reaches below a folder by its literal part. */
  private boolean reaches(TreePath folder) {
    return literals.stream()
        .anyMatch(
            literal -> literal.equals(folder.raw()) || literal.startsWith(folder.raw() + "/"));
  }

  /** Returns whether an include that covers a path reaches into the architecture's pattern. */
  private boolean isPlanned(String pattern, TreePath path) {
    String place = literal(pattern);
    for (int i = 0; i < includes.size(); i++) {
      String literal = literals.get(i);
      boolean into = !place.isEmpty() && literal.startsWith(place);
      if (literal.equals(path.raw()) || (into && matcher.test(includes.get(i), path))) {
        return true;
      }
    }
    return false;
  }

  private static String literal(String pattern) {
    String bytes =
        new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String rooted = bytes.replaceFirst("^/+", "");
    int wildcard = 0;
    while (wildcard < rooted.length() && "*?[".indexOf(rooted.charAt(wildcard)) < 0) {
      wildcard++;
    }
    return rooted.substring(0, wildcard);
  }
}
