package dev.execsession.worktree;

import dev.execsession.file.Digests;
import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is not committed without running a filter: raw bytes against the index, and where they
 * differ, size and time as git last saw them, or the bytes with {@code \n} line ends.
 */
final class DirtyReader {
  /** No text that anybody edits by hand is longer. */
  private static final long MOST_TEXT = 16 << 20;

  private final GitIndex index;
  private final Manifest manifest;
  private final TreeNames names;

  private DirtyReader(GitIndex index, Manifest manifest, TreeNames names) {
    this.index = index;
    this.manifest = manifest;
    this.names = names;
  }

  static DirtyState read(
      GitObjects objects, GitIndex index, Observation observation, TreeNames names)
      throws IOException {
    DirtyReader reader = new DirtyReader(index, observation.manifest(), names);
    String head = observation.refs().headCommit();
    Map<TreePath, GitObjects.TreeItem> tree = head == null ? new HashMap<>() : objects.tree(head);
    return new DirtyState(reader.staged(tree), reader.unstaged(), reader.untracked());
  }

  private List<TreePath> staged(Map<TreePath, GitObjects.TreeItem> tree) {
    TreeSet<TreePath> paths = new TreeSet<>();
    for (GitIndex.Entry entry : index.entries()) {
      if (entry.mode() == GitIndex.FOLDER_MODE) {
        tree.keySet().removeIf(path -> path.isWithin(entry.path()));
        continue;
      }
      GitObjects.TreeItem committed = tree.remove(entry.path());
      if (committed == null
          || committed.mode() != entry.mode()
          || !committed.id().equals(entry.blob())
          || entry.stage() != 0) {
        paths.add(entry.path());
      }
    }
    paths.addAll(tree.keySet());
    return List.copyOf(paths);
  }

  private List<TreePath> unstaged() throws IOException {
    List<TreePath> paths = new ArrayList<>();
    for (GitIndex.Entry entry : index.entries()) {
      ManifestEntry found = manifest.find(entry.path()).orElse(null);
      boolean skipped = found == null && entry.skipsWorktree();
      if (!skipped && entry.mode() != GitIndex.FOLDER_MODE && !isClean(entry, found)) {
        paths.add(entry.path());
      }
    }
    return paths;
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
      return blobId(target.getBytes(StandardCharsets.ISO_8859_1)).equals(entry.blob());
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
    String text =
        new String(WholeFile.read(names.toPath(entry.path()), WholeFile.SMALL), StandardCharsets.ISO_8859_1);
    return text.contains("\r\n")
        && blobId(text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1))
            .equals(entry.blob());
  }

  private static String blobId(byte[] bytes) {
    MessageDigest digest = Digests.gitBlob(bytes.length);
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  private List<TreePath> untracked() {
    List<TreePath> paths = new ArrayList<>();
    for (ManifestEntry entry : manifest.entries()) {
      if (entry.type() != EntryType.DIRECTORY
          && !entry.tracked()
          && !entry.ignored()
          && !isInner(entry.path())) {
        paths.add(entry.path());
      }
    }
    Collections.sort(paths);
    return paths;
  }

  /** Tells whether a path belongs to a submodule, or to git inside a nested repository. */
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
