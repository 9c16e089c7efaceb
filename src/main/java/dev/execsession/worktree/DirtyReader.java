package dev.execsession.worktree;

import dev.execsession.file.Digests;
import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.git.CommittedTree;
import dev.execsession.git.GitIndex;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds uncommitted files without running a filter: compares raw bytes with the index; if they
 * differ, compares size and time as git last recorded them, or the bytes with {@code \n} line ends.
 */
final class DirtyReader {
  /** Longer than any text that is edited by hand. */
  private static final long MOST_TEXT = 16 << 20;

  private final GitIndex index;
  private final Manifest manifest;
  private final TreeNames names;

  private DirtyReader(GitIndex index, Manifest manifest, TreeNames names) {
    this.index = index;
    this.manifest = manifest;
    this.names = names;
  }

  static DirtyState read(CommittedTree head, Observation observation, TreeNames names)
      throws IOException {
    DirtyReader reader = new DirtyReader(head.index(), observation.manifest(), names);
    return new DirtyState(head.differing(), reader.unstaged(), reader.untracked());
  }

  private List<TreePath> unstaged() throws IOException {
    List<TreePath> paths = new ArrayList<>();
    BitSet clean = trusted();
    for (int i = clean.nextClearBit(0); i < index.size(); i = clean.nextClearBit(i + 1)) {
      GitIndex.Entry entry = index.get(i);
      if (index.isFollowedByStage(i)) {
        continue;
      }
      ManifestEntry found = manifest.find(entry.path()).orElse(null);
      boolean skipped = found == null && entry.skipsWorktree();
      if (!skipped && entry.mode() != GitIndex.FOLDER_MODE && !isClean(entry, found)) {
        paths.add(entry.path());
      }
    }
    return paths;
  }

  /** Returns the positions of the files that were not read, because the index has their blobs. */
  private BitSet trusted() {
    BitSet found = new BitSet(index.size());
    for (Listing listing : manifest.folders()) {
      int last = -1;
      for (int i = 0; i < listing.size(); i++) {
        if (listing.isTrusted(i)) {
          int position = index.position(listing.folder().child(listing.name(i)), last);
          if (position >= 0 && listing.hasBlob(i, index, position)) {
            found.set(position);
            last = position;
          }
        }
      }
    }
    return found;
  }

  private boolean isClean(GitIndex.Entry entry, @Nullable ManifestEntry found) throws IOException {
    if (found == null) {
      return false;
    }
    if (entry.mode() == GitIndex.LINK_MODE) {
      return found.type() == EntryType.DIRECTORY;
    }
    boolean isLink = entry.mode() == 0120000;
    if (found.type() != (isLink ? EntryType.SYMLINK : EntryType.FILE)) {
      return false;
    }
    if (isLink) {
      String target = found.linkTarget() == null ? "" : found.linkTarget();
      return Digests.blobId(target.getBytes(StandardCharsets.ISO_8859_1)).equals(entry.blob());
    }
    if (((found.mode() & 0100) != 0) != ((entry.mode() & 0100) != 0)) {
      return false;
    }
    if (entry.blob().equals(found.blob())) {
      return true;
    }
    boolean asGitSawIt =
        found.mtimeNanos() == entry.mtimeNanos() && (int) found.size() == (int) entry.size();
    return asGitSawIt || (found.size() <= MOST_TEXT && equalWithLineFeeds(entry));
  }

  /** A file checked out with {@code \r\n} is committed with {@code \n}. */
  private boolean equalWithLineFeeds(GitIndex.Entry entry) throws IOException {
    return Digests.isBlobWithLineFeeds(
        WholeFile.read(names.toPath(entry.path()), WholeFile.SMALL), entry.blob());
  }

  private List<TreePath> untracked() {
    List<TreePath> paths = new ArrayList<>();
    for (Listing listing : manifest.folders()) {
      for (int i = 0; i < listing.size(); i++) {
        if (listing.type(i) != EntryType.DIRECTORY
            && !listing.tracked(i)
            && !listing.ignored(i)
            && !isInner(listing.get(i).path())) {
          paths.add(listing.get(i).path());
        }
      }
    }
    Collections.sort(paths);
    return paths;
  }

  /**
   * Returns whether a path belongs to a submodule, or to the {@code .git} of a nested repository.
   */
  private boolean isInner(TreePath path) {
    if (path.raw().contains("/.git/")) {
      return true;
    }
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      GitIndex.Entry entry = index.find(folder);
      if (entry != null && entry.mode() == GitIndex.LINK_MODE) {
        return true;
      }
    }
    return false;
  }
}
