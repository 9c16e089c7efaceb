package dev.execsession.commit;

import dev.execsession.file.EntryType;
import dev.execsession.file.FileReader;
import dev.execsession.file.FileStat;
import dev.execsession.file.TreeNames;
import dev.execsession.file.WholeFile;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a written commit the tip of its branch, and has the index follow in the commit's paths, all
 * under git's own locks: the index's first, then the branch's, as git takes them.
 */
final class CommitPublisher {
  private static final int TRIES = 30;
  private static final long PAUSE_MILLIS = 100;

  private final GitObjects objects;
  private final TreeNames names;
  private final BranchTip tip;
  private final Path index;
  private final Path ownIndex;

  /**
   * @param scratch a folder of ours on the repository's file system
   */
  CommitPublisher(
      GitObjects objects, RepositoryFacts facts, TreeNames names, BranchTip tip, Path scratch) {
    this.objects = objects;
    this.names = names;
    this.tip = tip;
    this.index = facts.gitDir().resolve("index");
    this.ownIndex = scratch.resolve("index");
  }

  /** Publishes the commit, or what is left to be done of that; nothing when it cannot be done. */
  Publication publish(String commit, String parent) throws IOException {
    boolean onBranch = tip.is(commit);
    Map<TreePath, Difference> edits = objects.differences(parent, commit);
    List<TreePath> staged = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      byte[] old = indexBytes();
      IndexFile file = IndexFile.parse(old);
      if (old.length > 0) {
        file.distrust(Files.getLastModifiedTime(index).to(TimeUnit.SECONDS));
      }
      staged = follow(file, edits);
      if (!staged.isEmpty() && !onBranch) {
        return Publication.staged(staged);
      }
      try (OwnLock lock = OwnLock.take(index, ownIndex, file.encode()).orElse(null)) {
        if (lock != null && Arrays.equals(old, indexBytes())) {
          Publication moved = onBranch ? Publication.DONE : tip.move(parent, commit);
          if (moved.isDone()) {
            lock.replace(index);
          }
          return moved;
        }
      }
      pause();
    }
    return Publication.busy("index");
  }

  /** Removes what a run that died left of the index's lock. */
  static void release(RepositoryFacts facts, Path scratch) throws IOException {
    OwnLock.release(facts.gitDir().resolve("index"), scratch.resolve("index"));
  }

  private byte[] indexBytes() throws IOException {
    return Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)
        ? WholeFile.read(index, WholeFile.LARGE)
        : new byte[0];
  }

  /**
   * Returns the paths for which the index holds something that is neither committed nor on disk.
   */
  private List<TreePath> follow(IndexFile file, Map<TreePath, Difference> edits)
      throws IOException {
    List<TreePath> others = new ArrayList<>();
    List<TreePath> present = new ArrayList<>();
    for (Map.Entry<TreePath, Difference> edit : edits.entrySet()) {
      TreePath path = edit.getKey();
      if (!mayFollow(file, path, edit.getValue())) {
        others.add(path);
      } else if (edit.getValue().after() == null) {
        file.remove(path);
      } else {
        present.add(path);
      }
    }
    for (TreePath path : present) {
      if (file.clashesWith(path)) {
        others.add(path);
      } else {
        TreeItem item = Objects.requireNonNull(Objects.requireNonNull(edits.get(path)).after());
        file.put(path, item, stat(path, item));
      }
    }
    return others;
  }

  private boolean mayFollow(IndexFile file, TreePath path, Difference edit) throws IOException {
    if (file.isUnmerged(path)) {
      return false;
    }
    IndexFile.Staged staged = file.find(path);
    if (staged != null && staged.intentToAdd()) {
      return true;
    }
    TreeItem item = staged == null ? null : new TreeItem(staged.mode(), staged.id());
    return Objects.equals(item, edit.before())
        || Objects.equals(item, edit.after())
        || isOnDisk(path, item);
  }

  private boolean isOnDisk(TreePath path, @Nullable TreeItem item) throws IOException {
    return item == null
        ? !Files.exists(names.toPath(path), LinkOption.NOFOLLOW_LINKS)
        : stat(path, item) != null;
  }

  /** Returns the file's stat when it holds exactly what the item says; absent when it does not. */
  private @Nullable IndexStat stat(TreePath path, TreeItem item) throws IOException {
    Path file = names.toPath(path);
    try {
      FileStat seen = FileStat.of(file);
      boolean link = item.mode() == CommitDrafter.LINK;
      if (seen.type() != (link ? EntryType.SYMLINK : EntryType.FILE)) {
        return null;
      }
      IndexStat stat = IndexStat.of(file);
      String blob =
          link
              ? CommitDrafter.blobId(
                  TreeNames.rawPath(Files.readSymbolicLink(file))
                      .getBytes(StandardCharsets.ISO_8859_1))
              : new FileReader().read(file, seen, true).blob();
      boolean executable = (seen.mode() & 0100) != 0;
      return item.id().equals(blob)
              && (link || executable == (item.mode() == CommitDrafter.EXECUTABLE))
          ? stat
          : null;
    } catch (NoSuchFileException | FileReader.Moved e) {
      return null;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
