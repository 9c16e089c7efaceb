package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Returns the folders that were not scanned. */
  public List<TreePath> unwatched() {
    return folders.values().stream()
        .flatMap(listing -> StreamSupport.stream(listing.spliterator(), false))
        .filter(entry -> entry.type() == EntryType.DIRECTORY && folder(entry.path()) == null)
        .map(ManifestEntry::path)
        .sorted()
        .toList();
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
