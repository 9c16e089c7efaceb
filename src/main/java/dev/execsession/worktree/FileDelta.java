package dev.execsession.worktree;

import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two manifests by content. A folder that was created or removed is no change, because git
 * tracks none; it is listed only if its content is not known.
 */
final class FileDelta {
  private final IgnoredPlaces before;
  private final IgnoredPlaces after;
  private final List<FileChange> changes = new ArrayList<>();

  private FileDelta(Manifest before, Manifest after, IgnoreRules ignore) {
    this.before = new IgnoredPlaces(ignore, before);
    this.after = new IgnoredPlaces(ignore, after);
    merge(before, after);
  }

  static List<FileChange> between(Manifest before, Manifest after, IgnoreRules ignore) {
    return withSources(
        every(before, after, ignore).stream()
            .filter(change -> !isFolderAlone(change, before, after))
            .toList());
  }

  /** Returns every path that differs, folders included, and no sources. */
  static List<FileChange> every(Manifest before, Manifest after, IgnoreRules ignore) {
    return List.copyOf(new FileDelta(before, after, ignore).changes);
  }

  private static boolean isFolderAlone(FileChange change, Manifest before, Manifest after) {
    return change.isDirectory()
        && switch (change.kind()) {
          case ADDED -> after.folder(change.path()) != null;
          case DELETED -> before.folder(change.path()) != null;
          case MODIFIED, TYPE, MODE, OWNER -> false;
        };
  }

  private void merge(Manifest before, Manifest after) {
    for (Listing old : before.folders()) {
      merge(old, after.folder(old.folder()));
    }
    for (Listing now : after.folders()) {
      if (before.folder(now.folder()) == null) {
        merge(null, now);
      }
    }
    changes.sort(Comparator.comparing(FileChange::path));
  }

  /** Compares one folder. Unchanged folders are the same object in both manifests. */
  @SuppressWarnings("ReferenceEquality") // the same object: unchanged
  private void merge(@Nullable Listing before, @Nullable Listing after) {
    if (before == after) {
      return;
    }
    int i = 0;
    int j = 0;
    int olds = before == null ? 0 : before.size();
    int nows = after == null ? 0 : after.size();
    while (i < olds || j < nows) {
      int order =
          before == null || i == olds
              ? 1
              : after == null || j == nows ? -1 : before.compareName(i, after.name(j));
      ManifestEntry old = order <= 0 && before != null ? before.get(i++) : null;
      ManifestEntry now = order >= 0 && after != null ? after.get(j++) : null;
      compare(old, now);
    }
  }

  private void compare(@Nullable ManifestEntry old, @Nullable ManifestEntry now) {
    if (old == null && now != null) {
      add(now, ChangeKind.ADDED, null, now);
    } else if (old != null && now == null) {
      add(old, ChangeKind.DELETED, old, null);
    } else if (old != null && now != null && !old.sameAs(now)) {
      ChangeKind kind =
          old.type() != now.type()
              ? ChangeKind.TYPE
              : !old.sameContent(now)
                  ? ChangeKind.MODIFIED
                  : old.mode() == now.mode() ? ChangeKind.OWNER : ChangeKind.MODE;
      add(now, kind, old, now);
    }
  }

  private void add(
      ManifestEntry entry,
      ChangeKind kind,
      @Nullable ManifestEntry old,
      @Nullable ManifestEntry now) {
    Ignored ignored = old != null ? before.of(old) : after.of(entry);
    changes.add(new FileChange(entry.path(), kind, null, ignored, old, now));
  }

  private static List<FileChange> withSources(List<FileChange> kept) {
    Map<Object, Deque<ManifestEntry>> gone = new HashMap<>();
    for (FileChange change : kept) {
      ManifestEntry old = change.before();
      if (change.kind() == ChangeKind.DELETED && old != null) {
        ids(old).forEach(id -> gone.computeIfAbsent(id, key -> new ArrayDeque<>()).add(old));
      }
    }
    Set<TreePath> used = new HashSet<>();
    return kept.stream().map(change -> withSource(change, gone, used)).toList();
  }

  private static Stream<Object> ids(ManifestEntry entry) {
    return Stream.of(Optional.ofNullable(entry.content()), Optional.ofNullable(entry.blob()))
        .flatMap(Optional::stream);
  }

  private static FileChange withSource(
      FileChange change, Map<Object, Deque<ManifestEntry>> gone, Set<TreePath> used) {
    ManifestEntry now = change.after();
    if (change.kind() != ChangeKind.ADDED || now == null || now.size() == 0) {
      return change;
    }
    for (Object id : ids(now).toList()) {
      Deque<ManifestEntry> sources = gone.getOrDefault(id, new ArrayDeque<>());
      while (!sources.isEmpty()) {
        ManifestEntry from = sources.remove();
        if (used.add(from.path())) {
          return new FileChange(
              change.path(), change.kind(), from.path(), change.ignored(), null, now);
        }
      }
    }
    return change;
  }
}
