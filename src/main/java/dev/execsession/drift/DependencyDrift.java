package dev.execsession.drift;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects packages that a block was not allowed to add, and lock files that changed without a
 * manifest. Another version of a package and a removed package are no drift.
 */
public final class DependencyDrift {
  private final Predicate<TreePath> alsoManifest;
  private final Predicate<TreePath> ignored;
  private final Predicate<TreePath> named;
  private final Supplier<Set<String>> siblings;

  /**
   * @param alsoManifest files with unusual names that the configuration calls manifests
   * @param ignored manifests and lock files that nobody looks at
   * @param named lock files that an include names literally: they may change alone
   * @param siblings the packages that the workspace itself holds, see {@link Siblings#of}
   */
  public DependencyDrift(
      Predicate<TreePath> alsoManifest,
      Predicate<TreePath> ignored,
      Predicate<TreePath> named,
      Supplier<Set<String>> siblings) {
    this.alsoManifest = alsoManifest;
    this.ignored = ignored;
    this.named = named;
    this.siblings = siblings;
  }

  /** Returns whether a changed file's texts are needed by {@link #inspect}. */
  public boolean isManifest(TreePath path) {
    return !ignored.test(path) && format(path) != Format.NONE;
  }

  /**
   * Returns one finding per manifest that gained packages or cannot be read, then one per lock file
   * that changed alone, each kind ordered by path.
   *
   * @param manifests the changed files for which {@link #isManifest} is true
   * @param changed every changed path
   * @param allowed the block's field {@code New Dependencies}: {@code group:artifact}, {@code
   *     npm:name} or {@code name}; {@code none} allows nothing
   */
  public List<DriftFinding> inspect(
      Collection<ManifestChange> manifests,
      Collection<TreePath> changed,
      Collection<String> allowed) {
    List<ManifestChange> relevant =
        manifests.stream()
            .filter(change -> isManifest(change.path()))
            .sorted((a, b) -> a.path().compareTo(b.path()))
            .toList();
    List<DriftFinding> findings = new ArrayList<>();
    Set<String> moved = new HashSet<>();
    for (ManifestChange change : relevant) {
      if (change.before() != null && change.after() == null) {
        try {
          Format format = format(change.path());
          format.packages(change.before()).forEach(name -> moved.add(format.ecosystem() + name));
        } catch (UnreadableManifest e) {
          findings.add(unreadable(change.path(), "before the block", e));
        }
      }
    }
    for (ManifestChange change : relevant) {
      if (change.after() != null) {
        inspect(change.path(), change.before(), change.after(), moved, allowed, findings);
      }
    }
    for (TreePath lock : new TreeSet<>(changed)) {
      if (Manifests.isLock(lock)
          && !ignored.test(lock)
          && !named.test(lock)
          && isAlone(lock, changed)) {
        findings.add(
            new DriftFinding(
                Reason.DEPENDENCY,
                "the lock file `" + lock.display() + "` changed alone, without its manifest",
                List.of(lock.display()),
                List.of(),
                List.of(
                    "restore `" + lock.display() + "`",
                    "or plan a block that changes the manifest too")));
      }
    }
    return List.copyOf(findings);
  }

  private void inspect(
      TreePath path,
      @Nullable String before,
      String after,
      Set<String> moved,
      Collection<String> allowed,
      List<DriftFinding> findings) {
    Format format = format(path);
    String old = before == null ? "" : before;
    Set<String> added;
    try {
      if (!old.isEmpty()) {
        format.packages(old);
      }
    } catch (UnreadableManifest e) {
      findings.add(unreadable(path, "before the block", e));
      return;
    }
    try {
      added = format.gained(old, after);
      added.removeIf(name -> moved.contains(format.ecosystem() + name));
      boolean asked = added.removeIf(name -> isAllowed(format, name, allowed));
      added.removeIf(name -> siblings.get().contains(Siblings.key(format.ecosystem(), name)));
      if (format == Format.GO_MOD && asked) {
        added.removeAll(LineManifests.goIndirect(after));
      }
    } catch (UnreadableManifest e) {
      findings.add(unreadable(path, "any more", e));
      return;
    }
    if (!added.isEmpty()) {
      findings.add(
          new DriftFinding(
              Reason.DEPENDENCY,
              "`"
                  + path.display()
                  + "` gained `"
                  + String.join("`, `", added)
                  + "`, which New Dependencies does not name",
              List.of(path.display()),
              added.stream().map(name -> "+ " + name).toList(),
              added.stream()
                  .map(name -> "add `" + name + "` to the block's New Dependencies")
                  .toList()));
    }
  }

  private static boolean isAllowed(Format format, String name, Collection<String> allowed) {
    return allowed.stream().anyMatch(entry -> format.ecosystem().names(entry, name));
  }

  private static DriftFinding unreadable(TreePath path, String when, UnreadableManifest e) {
    return new DriftFinding(
        Reason.DEPENDENCY,
        "the manifest `" + path.display() + "` cannot be read " + when + ": " + e.getMessage(),
        List.of(path.display()),
        List.of(),
        List.of("mend `" + path.display() + "` so that its packages can be compared"));
  }

  private boolean isAlone(TreePath lock, Collection<TreePath> changed) {
    return changed.stream().noneMatch(path -> Manifests.explains(path, format(path), lock));
  }

  private Format format(TreePath path) {
    Format known = Manifests.format(path);
    return known == Format.NONE && alsoManifest.test(path) ? Manifests.configured(path) : known;
  }
}
