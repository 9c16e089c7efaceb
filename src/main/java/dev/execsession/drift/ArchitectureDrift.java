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
 * Detects changes to the structure of the repository: to files configured as architecture, and new
 * top-level folders and modules. Paths that an include names literally, before its first wildcard,
 * are planned and not reported.
 */
public final class ArchitectureDrift {
  private final List<String> architecture;
  private final BiPredicate<String, TreePath> matcher;
  private final List<String> includes;
  private final List<String> literals;
  private final Predicate<TreePath> existed;

  /**
   * @param architecture patterns of the configuration
   * @param matcher whether a pattern matches a path
   * @param includes the block's include patterns
   * @param existed whether a file or folder existed at the baseline
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
   * @param changed all added, modified and deleted paths
   * @param added the added ones
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
    add(findings, folders, "a new top-level folder was added", "/**");
    add(findings, modules, "a new module was added", "/**");
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

  private boolean reaches(TreePath folder) {
    return literals.stream()
        .anyMatch(
            literal -> literal.equals(folder.raw()) || literal.startsWith(folder.raw() + "/"));
  }

  /** Returns whether an include that matches a path names part of the architecture literally. */
  private boolean isPlanned(String pattern, TreePath path) {
    String prefix = literal(pattern);
    for (int i = 0; i < includes.size(); i++) {
      String literal = literals.get(i);
      boolean into = !prefix.isEmpty() && literal.startsWith(prefix);
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
