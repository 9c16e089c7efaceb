package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares three scans path by path: what is as the block left it is restored, what is as before
 * needs nothing, everything else is a conflict.
 */
final class RestorationPlanner {
  private final Manifest before;
  private final Manifest after;
  private final Manifest now;
  private final IgnoreRules ignore;
  private final Predicate<ManifestEntry> recoverable;
  private final Supplier<Set<TreePath>> unkeptBefore;
  private final ContentPolicy policy;
  private final boolean interrupted;
  private @Nullable Set<TreePath> notKept;
  private final TreeMap<TreePath, Restoration.Step> steps = new TreeMap<>();
  private final List<TreePath> conflicts = new ArrayList<>();
  private final List<TreePath> lost = new ArrayList<>();
  private final List<TreePath> left = new ArrayList<>();
  private final List<FileChange> unkept = new ArrayList<>();

  /**
   * @param recoverable returns whether an entry's content is available
   * @param unkeptBefore returns the files whose content was not kept for its size
   */
  RestorationPlanner(
      Manifest before,
      Manifest after,
      Manifest now,
      IgnoreRules ignore,
      Predicate<ManifestEntry> recoverable,
      Supplier<Set<TreePath>> unkeptBefore,
      ContentPolicy policy,
      boolean interrupted) {
    this.before = before;
    this.after = after;
    this.now = now;
    this.ignore = ignore;
    this.recoverable = recoverable;
    this.unkeptBefore = unkeptBefore;
    this.policy = policy;
    this.interrupted = interrupted;
  }

  Restoration plan(Function<FileChange, Restoration.Handling> handling) {
    List<FileChange> changes = FileDelta.every(before, after, ignore);
    Set<TreePath> foldersOfWork = new HashSet<>();
    for (FileChange change : changes) {
      if (!change.isDirectory() && handling.apply(change) == Restoration.Handling.RESTORE) {
        addFolders(change.path(), foldersOfWork);
      }
    }
    for (FileChange change : changes) {
      switch (handling.apply(change)) {
        case RESTORE -> judge(change, false);
        case EDITED -> judge(change, true);
        case LEAVE -> left.add(change.path());
        case SKIP -> {
          if (change.isDirectory() && foldersOfWork.contains(change.path())) {
            judge(change, false);
          }
        }
      }
    }
    keepFoldersInUse();
    leaveEmptied();
    List.copyOf(steps.values()).forEach(this::makeWay);
    return new Restoration(List.copyOf(steps.values()), conflicts, lost, left, unkept);
  }

  private static void addFolders(TreePath path, Set<TreePath> folders) {
    TreePath folder = path.parent();
    while (!folder.raw().isEmpty() && folders.add(folder)) {
      folder = folder.parent();
    }
  }

  private void judge(FileChange change, boolean edited) {
    ManifestEntry old = change.before();
    ManifestEntry made = change.after();
    ManifestEntry found = now.find(change.path()).orElse(null);
    boolean unread = isUnread(change);
    // The modes of folders are set last: an interrupted undo left others.
    boolean half = interrupted && isFolder(old) && isFolder(found);
    if (same(old, found)
        || (!half && isFolder(old) && isFolder(found) && !isFolder(made))
        || (unread && isFolder(old) && found == null)) {
      return;
    }
    boolean nobodyElse =
        !edited
            && (half
                || same(made, found)
                || (old == null && isFolder(made) && isFolder(found))
                || (found == null && (interrupted || isFolder(old))));
    boolean recoverable = old == null || isRecoverable(old, found);
    if (!recoverable && (unread || wasNotKept(change.path()))) {
      unkept.add(change);
    } else if (!nobodyElse) {
      if (unread) {
        unkept.add(change);
      } else {
        conflicts.add(change.path());
      }
    } else if (!recoverable) {
      lost.add(change.path());
    } else {
      steps.put(change.path(), new Restoration.Step(change.path(), old, found));
    }
  }

  private boolean wasNotKept(TreePath path) {
    Set<TreePath> known = notKept;
    if (known == null) {
      known = unkeptBefore.get();
      notKept = known;
    }
    return known.contains(path);
  }

  /** Returns whether only size and timestamps are known, as for generated files. */
  private boolean isUnread(FileChange change) {
    return change.isIgnored()
        && (policy.isGenerated(change.path()) || !change.isDirectory())
        && !isKnown(change.before())
        && !isKnown(change.after())
        && (policy.isGenerated(change.path()) || isFile(change.before()) || isFile(change.after()));
  }

  /** Removes the steps of folders that would be restored only to be empty. */
  private void leaveEmptied() {
    Set<TreePath> emptied = new HashSet<>();
    unkept.forEach(change -> addFolders(change.path(), emptied));
    Set<TreePath> filled = new HashSet<>();
    for (Restoration.Step step : steps.values()) {
      if (!step.removes() && !emptied.contains(step.path())) {
        addFolders(step.path(), filled);
      }
    }
    steps
        .values()
        .removeIf(
            step ->
                step.wants(EntryType.DIRECTORY)
                    && step.found() == null
                    && emptied.contains(step.path())
                    && !filled.contains(step.path()));
  }

  private boolean isRecoverable(ManifestEntry old, @Nullable ManifestEntry found) {
    boolean onlyMode =
        found != null && old.type() == EntryType.FILE && old.isKnown() && old.sameContent(found);
    return onlyMode || recoverable.test(old);
  }

  /** Keeps a folder that the block made if it contains anything else. */
  private void keepFoldersInUse() {
    Set<TreePath> inUse = new HashSet<>();
    for (ManifestEntry entry : now.entriesUpwards()) {
      TreePath path = entry.path();
      Restoration.Step step = steps.get(path);
      if (step == null || !(step.removes() || step.replacesFolder())) {
        inUse.add(path.parent());
      } else if (inUse.contains(path)) {
        inUse.add(path.parent());
        steps.remove(path);
        if (step.replacesFolder()) {
          conflicts.add(path);
        }
      }
    }
  }

  /** Adds the steps that a restored path needs: its folders, and no link or file in their place. */
  private void makeWay(Restoration.Step step) {
    if (step.removes()) {
      return;
    }
    TreePath folder = step.path().parent();
    while (!folder.raw().isEmpty()) {
      Restoration.Step own = steps.get(folder);
      ManifestEntry found = now.find(folder).orElse(null);
      if (own != null && own.wants(EntryType.DIRECTORY)) {
        folder = folder.parent();
        continue;
      }
      ManifestEntry old = before.find(folder).orElse(null);
      if (own != null || !(found == null ? isFolder(old) : isFolder(found))) {
        conflicts.add(step.path());
        return;
      }
      if (found != null) {
        return;
      }
      steps.put(folder, new Restoration.Step(folder, old, null));
      folder = folder.parent();
    }
  }

  private static boolean same(@Nullable ManifestEntry one, @Nullable ManifestEntry other) {
    return one == null ? other == null : other != null && one.sameAs(other);
  }

  private static boolean isKnown(@Nullable ManifestEntry entry) {
    return entry != null && entry.isKnown();
  }

  private static boolean isFile(@Nullable ManifestEntry entry) {
    return entry != null && entry.type() == EntryType.FILE;
  }

  private static boolean isFolder(@Nullable ManifestEntry entry) {
    return entry != null && entry.type() == EntryType.DIRECTORY;
  }
}
