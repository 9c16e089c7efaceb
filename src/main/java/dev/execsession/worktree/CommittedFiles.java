package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CurrentIndex;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares scanned files with what commits hold, as git would, without running a filter: bytes are
 * equal as they are, with {@code \r\n} line ends, by a pointer of git-lfs, or as git's index last
 * saw them.
 */
public final class CommittedFiles implements AutoCloseable {
  private static final int LINK = 0120000;
  private static final int MOST_POINTER = 1024;

  /** From here on, reading a commit's whole tree is cheaper than one path after the other. */
  private static final int FEW = 50;

  private final GitObjects objects;
  private final CurrentIndex index;
  private final Map<String, Integer> asked = new HashMap<>();
  private final Map<String, Map<TreePath, TreeItem>> trees = new HashMap<>();
  private final Map<String, List<String>> since = new HashMap<>();

  CommittedFiles(RepositoryFacts facts) {
    try {
      this.objects = GitObjects.open(facts.commonDir());
    } catch (IOException e) {
      throw unreadable(e);
    }
    this.index = new CurrentIndex(facts.gitDir());
  }

  /**
   * Returns whether a commit holds what a scan found at a path; null is nothing. A commit that is
   * not in the repository holds nothing.
   */
  public boolean holds(String commit, TreePath path, @Nullable ManifestEntry entry) {
    try {
      TreeItem item = item(commit, path);
      return item == null ? entry == null : entry != null && isSame(item, entry);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Returns whether a commit that {@code tip} has and {@code base} has not holds an entry. */
  public boolean holdsSince(String base, String tip, ManifestEntry entry) {
    if (base.equals(tip)) {
      return false;
    }
    try {
      List<String> commits = since.get(base + tip);
      if (commits == null) {
        commits = objects.since(base, tip);
        since.put(base + tip, commits);
      }
      return commits.stream().anyMatch(commit -> holds(commit, entry.path(), entry));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private @Nullable TreeItem item(String commit, TreePath path) throws IOException {
    int times = asked.merge(commit, 1, Integer::sum);
    if (times == 1 && !objects.holds(commit)) {
      trees.put(commit, Map.of());
    }
    Map<TreePath, TreeItem> tree = trees.get(commit);
    if (tree == null && times > FEW) {
      tree = objects.tree(commit);
      trees.put(commit, tree);
    }
    return tree == null ? objects.item(commit, path) : tree.get(path);
  }

  private boolean isSame(TreeItem item, ManifestEntry entry) throws IOException {
    return switch (entry.type()) {
      case DIRECTORY -> item.mode() == GitIndex.LINK_MODE;
      case SYMLINK -> item.mode() == LINK && holdsTarget(item, entry);
      case FILE ->
          item.mode() != LINK
              && item.mode() != GitIndex.LINK_MODE
              && entry.isExecutable() == ((item.mode() & 0100) != 0)
              && holdsBytes(item, entry);
      case OTHER -> false;
    };
  }

  private boolean holdsTarget(TreeItem item, ManifestEntry entry) throws IOException {
    byte[] target = objects.blob(item.id(), ContentStore.LARGEST).orElse(new byte[0]);
    return new String(target, StandardCharsets.ISO_8859_1).equals(entry.linkTarget());
  }

  private boolean holdsBytes(TreeItem item, ManifestEntry entry) throws IOException {
    if (item.id().equals(entry.blob())) {
      return true;
    }
    ContentId content = entry.content();
    // The worktree's form is never shorter, apart from a pointer's.
    long most = Math.min(Math.max(entry.size(), MOST_POINTER), ContentStore.LARGEST);
    byte[] blob = content == null ? null : objects.blob(item.id(), most).orElse(null);
    return (blob != null
            && (ContentId.of(blob).equals(content)
                || ContentId.of(withReturns(blob)).equals(content)
                || isPointer(blob, Objects.requireNonNull(content))))
        || isAsGitSawIt(item, entry);
  }

  private boolean isAsGitSawIt(TreeItem item, ManifestEntry entry) {
    GitIndex.Entry seen = index.get().find(entry.path());
    return seen != null
        && seen.blob().equals(item.id())
        && seen.mtimeNanos() == entry.mtimeNanos()
        && (int) seen.size() == (int) entry.size();
  }

  private static byte[] withReturns(byte[] blob) {
    return new String(blob, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\n")
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A pointer of git-lfs names the digest of the file that it stands for. */
  private static boolean isPointer(byte[] blob, ContentId content) {
    return blob.length <= MOST_POINTER
        && new String(blob, StandardCharsets.ISO_8859_1)
            .contains("\noid sha256:" + content.hex() + "\n");
  }

  private static RuntimeException unreadable(IOException e) {
    return Unverifiable.git("the commits of the repository", e);
  }

  @Override
  public void close() {
    objects.close();
  }
}
