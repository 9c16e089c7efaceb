package dev.execsession.worktree;

import dev.execsession.file.RacyWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier session's last scan read. It saves reading a file again whose status, with both
 * times, is still the one of that scan, since before its racy window.
 */
final class EarlierContents {
  /** Fewer files are read sooner than such a scan. */
  private static final int WORTHWHILE = 500;

  static final EarlierContents NONE = new EarlierContents(null, Long.MIN_VALUE);

  private final @Nullable Manifest manifest;
  private final long trusted;

  private EarlierContents(@Nullable Manifest manifest, long trusted) {
    this.manifest = manifest;
    this.trusted = trusted;
  }

  /** Returns the contents of a scan; none without it. */
  static EarlierContents of(Supplier<@Nullable Observation> scan, Path root) {
    Observation found = scan.get();
    if (found == null) {
      return NONE;
    }
    try {
      long trusted = RacyWindow.trusted(root, found.manifest().startedNanos());
      return new EarlierContents(found.manifest(), trusted);
    } catch (IOException e) {
      return NONE;
    }
  }

  /** Returns the supplied contents if there are enough files to read. */
  static EarlierContents forMany(
      Collection<FolderDraft> unread, Supplier<EarlierContents> supplied) {
    int files = unread.stream().mapToInt(draft -> draft.watched.size()).sum();
    return files < WORTHWHILE ? NONE : supplied.get();
  }

  /** Sets the ids of a file's content if they are known, and returns whether they are. */
  boolean fill(FolderDraft draft, int place) {
    Listing listing = manifest == null ? null : manifest.folder(draft.folder);
    if (listing == null) {
      return false;
    }
    int at = listing.find(draft.builder().name(place));
    if (at < 0
        || listing.newest(at) >= trusted
        || !listing.hasStat(at, draft.builder().stat(place))) {
      return false;
    }
    ManifestEntry known = listing.get(at);
    if (known.content() == null || known.blob() == null) {
      return false;
    }
    draft.builder().setContent(place, known.content());
    draft.builder().setBlob(place, known.blob());
    return true;
  }
}
