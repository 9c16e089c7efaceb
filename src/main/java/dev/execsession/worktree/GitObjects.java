package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads commits, trees and blobs. Opened as a bare repository, so that no worktree is touched. */
final class GitObjects implements AutoCloseable {
  private final Repository repository;

  private GitObjects(Repository repository) {
    this.repository = repository;
  }

  static GitObjects open(Path commonDir) throws IOException {
    // A pipe in its place would never end.
    if (!Files.isRegularFile(commonDir.resolve("config"))) {
      throw new IOException("git's `config` is not a regular file");
    }
    HermeticSystem.install();
    return new GitObjects(
        new FileRepositoryBuilder()
            .setGitDir(commonDir.toFile())
            .setBare()
            .setMustExist(true)
            .build());
  }

  RevWalk walk() {
    return new RevWalk(repository);
  }

  ObjectReader reader() {
    return repository.newObjectReader();
  }

  /** Gives a blob's bytes; empty when it is missing or larger than {@code most}. */
  Optional<byte[]> blob(String id, long most) throws IOException {
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
  record TreeItem(int mode, String id) {}

  /** Gives everything in a commit's tree. */
  Map<TreePath, TreeItem> tree(String commit) throws IOException {
    Map<TreePath, TreeItem> items = new HashMap<>();
    try (RevWalk commits = walk();
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        items.put(
            TreePath.ofBytes(walk.getRawPath()),
            new TreeItem(walk.getRawMode(0), walk.getObjectId(0).name()));
      }
    }
    return items;
  }

  @Override
  public void close() {
    repository.close();
  }
}
