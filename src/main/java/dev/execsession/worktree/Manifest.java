package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Every name in the worktree at one moment, including ignored ones, without the top {@code .git}.
 * Unchanged folders are shared with the previous manifest.
 */
public final class Manifest {
  private final long startedNanos;
  private final Map<TreePath, Listing> folders;

  /**
   * @param startedNanos when the scan began, in nanoseconds since 1970; later changes may not show
   *     in timestamps
   */
  Manifest(long startedNanos, Collection<Listing> listings) {
    this.startedNanos = startedNanos;
    this.folders = new HashMap<>(listings.size() * 2);
    listings.forEach(listing -> folders.put(listing.folder(), listing));
  }

  long startedNanos() {
    return startedNanos;
  }

  /** Returns the folders, in no order. */
  Collection<Listing> folders() {
    return Collections.unmodifiableCollection(folders.values());
  }

  /** Returns the entries of a folder; null if it is not a folder. */
  @Nullable Listing folder(TreePath path) {
    return folders.get(path);
  }

  /** Returns all entries, a folder before its content. */
  public Iterable<ManifestEntry> entries() {
    return all(Comparator.comparing(Listing::folder));
  }

  /** Returns all entries, a folder after its content. */
  Iterable<ManifestEntry> entriesUpwards() {
    return all(Comparator.comparing(Listing::folder).reversed());
  }

  private Iterable<ManifestEntry> all(Comparator<Listing> order) {
    List<Listing> sorted = folders.values().stream().sorted(order).toList();
    return () ->
        sorted.stream()
            .flatMap(listing -> StreamSupport.stream(listing.spliterator(), false))
            .iterator();
  }

  public Optional<ManifestEntry> find(TreePath path) {
    Listing listing = folders.get(path.parent());
    return listing == null || path.raw().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(listing.entry(path.name()));
  }

  /**
   * Returns the manifest with other entries at some paths, and without those that have none.
   * Folders appear with their first entry and disappear with their last one.
   */
  Manifest with(Map<TreePath, Optional<ManifestEntry>> others) {
    Map<TreePath, Listing> all = new HashMap<>(folders);
    TreeMap<TreePath, NavigableMap<String, ManifestEntry>> drafts = new TreeMap<>();
    others.forEach(
        (path, entry) -> {
          Map<String, ManifestEntry> draft = draft(path.parent(), drafts);
          entry.ifPresentOrElse(
              known -> draft.put(path.name(), known), () -> draft.remove(path.name()));
        });
    while (!drafts.isEmpty()) {
      // Children sort after their folder, so the last draft has none left.
      Map.Entry<TreePath, NavigableMap<String, ManifestEntry>> last = drafts.pollLastEntry();
      TreePath folder = last.getKey();
      NavigableMap<String, ManifestEntry> entries = last.getValue();
      all.remove(folder);
      if (!entries.isEmpty()) {
        all.put(folder, listing(folder, entries));
      }
      if (!folder.raw().isEmpty()) {
        Map<String, ManifestEntry> parent = draft(folder.parent(), drafts);
        ManifestEntry own = parent.get(folder.name());
        boolean isFolder = own != null && own.type() == EntryType.DIRECTORY;
        if (entries.isEmpty() && isFolder) {
          parent.remove(folder.name());
        } else if (!entries.isEmpty() && !isFolder) {
          parent.put(folder.name(), ManifestEntry.folder(folder));
        }
      }
    }
    return new Manifest(startedNanos, all.values());
  }

  private NavigableMap<String, ManifestEntry> draft(
      TreePath folder, Map<TreePath, NavigableMap<String, ManifestEntry>> drafts) {
    return drafts.computeIfAbsent(
        folder,
        path -> {
          NavigableMap<String, ManifestEntry> entries = new TreeMap<>();
          Listing known = folders.get(path);
          if (known != null) {
            known.forEach(entry -> entries.put(entry.path().name(), entry));
          }
          return entries;
        });
  }

  private Listing listing(TreePath folder, NavigableMap<String, ManifestEntry> entries) {
    Listing.Builder builder = new Listing.Builder(folder, List.copyOf(entries.keySet()));
    entries.values().forEach(builder::add);
    return builder.build(folders.get(folder));
  }

  /** Returns the folders that were not scanned. */
  public List<TreePath> unwatched() {
    return directories().stream()
        .map(ManifestEntry::path)
        .filter(path -> folder(path) == null)
        .toList();
  }

  /** Returns the files that were not read, because git's index says that they are HEAD's. */
  List<ManifestEntry> trusted() {
    return those(Listing::isTrusted);
  }

  /** Returns the symbolic links, and the files with more than one name. */
  List<ManifestEntry> linked() {
    return those(Listing::isLinked);
  }

  /** Returns the folders' own entries, a folder before its content. */
  public List<ManifestEntry> directories() {
    return those((listing, i) -> listing.type(i) == EntryType.DIRECTORY);
  }

  private interface Filter {
    boolean takes(Listing listing, int index);
  }

  private List<ManifestEntry> those(Filter filter) {
    List<ManifestEntry> found = new ArrayList<>();
    for (Listing listing : folders.values()) {
      for (int i = 0; i < listing.size(); i++) {
        if (filter.takes(listing, i)) {
          found.add(listing.get(i));
        }
      }
    }
    found.sort(Comparator.comparing(ManifestEntry::path));
    return found;
  }

  /** Returns whether another scan found the same, regardless of when it was taken. */
  boolean showsSameAs(Manifest other) {
    return folders.equals(other.folders);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Manifest that && startedNanos == that.startedNanos && showsSameAs(that);
  }

  @Override
  public int hashCode() {
    return folders.hashCode();
  }

  @Override
  public String toString() {
    return folders.size() + " folders";
  }
}
