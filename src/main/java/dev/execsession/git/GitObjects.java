package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Reads commits, trees and blobs. Opens the repository as bare, so that no worktree is touched. */
public final class GitObjects implements AutoCloseable {
  private final Repository repository;

  private GitObjects(Repository repository) {
    this.repository = repository;
  }

  /** Starts to load JGit on another thread: its classes take longer than opening a repository. */
  public static void prepare() {
    Thread thread = new Thread(GitObjects::load, "jgit-start");
    thread.setDaemon(true);
    // A failure will occur again, and be reported, when a repository is opened.
    thread.setUncaughtExceptionHandler((unused, e) -> {});
    thread.start();
  }

  private static void load() {
    HermeticSystem.install();
    try {
      new FileRepositoryBuilder().setGitDir(new File("/dev/null")).setBare().build().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static GitObjects open(Path commonDir) throws IOException {
    RegularObjects.check(commonDir);
    HermeticSystem.install();
    return new GitObjects(
        new FileRepositoryBuilder()
            .setGitDir(commonDir.toFile())
            .setBare()
            .setMustExist(true)
            .build());
  }

  public RevWalk walk() {
    ObjectReader reader = reader();
    return new RevWalk(reader) {
      @Override
      public void close() {
        super.close();
        reader.close();
      }
    };
  }

  ObjectReader reader() {
    return new RegularObjects(
        repository.newObjectReader(), repository.getDirectory().toPath().resolve("objects"));
  }

  /** Returns a reader for thousands of trees. */
  ObjectReader treeReader() {
    return new RememberedTrees(
        reader(),
        repository.newObjectReader(),
        repository.getDirectory().toPath().resolve("objects"));
  }

  /** Returns a blob's bytes; empty when it is missing or larger than {@code most}. */
  public Optional<byte[]> blob(String id, long most) throws IOException {
    try (ObjectReader reader = reader()) {
      ObjectLoader loader = reader.open(ObjectId.fromString(id));
      return loader.getSize() > most
          ? Optional.empty()
          : Optional.of(loader.getCachedBytes((int) Math.min(most, Integer.MAX_VALUE)));
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /** A tree's entry that is not a folder. */
  public record TreeItem(int mode, String id) {}

  /** Receives the entries of a tree in git's order. */
  public interface Visitor {
    void visit(TreePath path, TreeItem item);
  }

  /** Passes everything in a commit's tree to the visitor. */
  public void visit(String commit, Visitor visitor) throws IOException {
    walk(
        commit,
        walk ->
            visitor.visit(
                TreePath.ofBytes(walk.getRawPath()),
                new TreeItem(walk.getRawMode(0), walk.getObjectId(0).name())));
  }

  public Map<TreePath, TreeItem> tree(String commit) throws IOException {
    Map<TreePath, TreeItem> items = new HashMap<>();
    visit(commit, items::put);
    return items;
  }

  private void walk(String commit, Consumer<TreeWalk> each) throws IOException {
    try (RevWalk commits = walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        each.accept(walk);
      }
    }
  }

  /** Returns the entry at a path of a commit's tree; null if there is none or it is a folder. */
  public @Nullable TreeItem item(String commit, TreePath path) throws IOException {
    try (RevWalk commits = walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
      while (walk.next()) {
        TreePath at = TreePath.ofBytes(walk.getRawPath());
        if (at.equals(path)) {
          return item(walk, 0);
        }
        if (walk.isSubtree() && path.isWithin(at)) {
          walk.enterSubtree();
        }
      }
      return null;
    }
  }

  /** Returns the files in a folder of a commit's tree and below, in git's order. */
  public List<TreePath> filesIn(String commit, TreePath folder) throws IOException {
    List<TreePath> files = new ArrayList<>();
    try (RevWalk commits = walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
      while (walk.next()) {
        TreePath at = TreePath.ofBytes(walk.getRawPath());
        if (walk.isSubtree() && (at.isWithin(folder) || folder.isWithin(at))) {
          walk.enterSubtree();
        } else if (!walk.isSubtree() && at.isWithin(folder)) {
          files.add(at);
        }
      }
    }
    return files;
  }

  /** Returns the id of what a commit holds at a path; null for nothing or a folder. */
  public @Nullable String blobAt(String commit, TreePath path) throws IOException {
    TreeItem item = item(commit, path);
    return item == null ? null : item.id();
  }

  /** Returns whether a commit holds an executable file at a path. */
  public boolean isExecutableAt(String commit, TreePath path) throws IOException {
    TreeItem item = item(commit, path);
    return item != null && (item.mode() & 0111) != 0;
  }

  /** Returns the commits that {@code tip} has and {@code base} has not, newest first. */
  public List<String> since(String base, String tip) throws IOException {
    List<String> commits = new ArrayList<>();
    try (RevWalk walk = walk()) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(tip)));
      walk.markUninteresting(walk.parseCommit(ObjectId.fromString(base)));
      walk.forEach(commit -> commits.add(commit.name()));
    }
    return commits;
  }

  /** Returns whether an object of any kind is there. */
  public boolean has(String id) throws IOException {
    try (ObjectReader reader = reader()) {
      return reader.has(ObjectId.fromString(id));
    }
  }

  /** Returns the ids that are commits. */
  List<String> commitsAmong(Collection<String> ids) throws IOException {
    List<String> commits = new ArrayList<>();
    try (ObjectReader reader = reader()) {
      for (String id : ids) {
        if (reader.open(ObjectId.fromString(id)).getType() == Constants.OBJ_COMMIT) {
          commits.add(id);
        }
      }
    }
    return commits;
  }

  public boolean holds(String commit) throws IOException {
    try (ObjectReader reader = reader()) {
      return reader.has(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
    }
  }

  /** Returns whether {@code commit} is {@code base} or a descendant of it. */
  public boolean buildsOn(String commit, String base) throws IOException {
    try (RevWalk walk = walk()) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(base)),
          walk.parseCommit(ObjectId.fromString(commit)));
    } catch (MissingObjectException e) {
      return false;
    }
  }

  /** A path that differs; a null item means that the path does not exist. */
  public record Difference(@Nullable TreeItem before, @Nullable TreeItem after) {
    /** A file that became a folder, or the reverse, may be reported twice. */
    Difference or(Difference other) {
      return new Difference(
          before == null ? other.before : before, after == null ? other.after : after);
    }
  }

  /** Returns every path in which the trees of two commits differ. */
  public Map<TreePath, Difference> differences(String before, String after) throws IOException {
    Map<TreePath, Difference> found = new TreeMap<>();
    try (RevWalk commits = walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(before)).getTree());
      walk.addTree(commits.parseCommit(ObjectId.fromString(after)).getTree());
      walk.setFilter(TreeFilter.ANY_DIFF);
      walk.setRecursive(true);
      while (walk.next()) {
        found.merge(
            TreePath.ofBytes(walk.getRawPath()),
            new Difference(item(walk, 0), item(walk, 1)),
            Difference::or);
      }
    }
    return found;
  }

  static @Nullable TreeItem item(TreeWalk walk, int side) {
    int mode = walk.getRawMode(side);
    return mode == 0 || mode == GitIndex.FOLDER_MODE
        ? null
        : new TreeItem(mode, walk.getObjectId(side).name());
  }

  @Nullable ObjectId resolve(String revision) throws IOException {
    return repository.resolve(revision);
  }

  /** Returns the commits whose parents were not fetched. */
  Set<String> shallow() throws IOException {
    Set<String> ids = new HashSet<>();
    repository.getObjectDatabase().getShallowCommits().forEach(id -> ids.add(id.name()));
    return ids;
  }

  /** Returns whether a part of the history was not fetched. */
  public boolean isShallow() {
    try {
      return !shallow().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
