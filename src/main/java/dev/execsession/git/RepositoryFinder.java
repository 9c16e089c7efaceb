package dev.execsession.git;

import dev.execsession.file.FileStat;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the worktree that contains a folder, without git or its environment variables. */
final class RepositoryFinder {
  /** The first repository found on the way up. */
  sealed interface Found {
    /** A worktree with its own and the shared part of its repository. */
    record Worktree(Path root, Path gitDir, Path commonDir) implements Found {}

    /** A folder that is itself a repository. */
    record Bare(Path folder) implements Found {}

    /** A {@code .git} file that does not point to a repository. */
    record Broken(Path file, String why) implements Found {}
  }

  private static final String POINTER = "gitdir:";

  private RepositoryFinder() {}

  /** Returns the repository; null if the search reached the root of the file system. */
  static @Nullable Found find(Path start) throws IOException {
    Path folder = start.toRealPath();
    if (!Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    for (; folder != null; folder = folder.getParent()) {
      Path entry = folder.resolve(".git");
      if (Files.isRegularFile(entry)) {
        return linked(folder, entry);
      }
      if (Files.isDirectory(entry)) {
        // Fails on a folder that may not be searched, rather than skipping it.
        FileStat.of(entry.resolve("."));
        if (isRepository(entry)) {
          Path gitDir = entry.toRealPath();
          return new Found.Worktree(folder, gitDir, commonDir(gitDir));
        }
      }
      if (isRepository(folder)) {
        return new Found.Bare(folder);
      }
    }
    return null;
  }

  private static Found linked(Path folder, Path entry) throws IOException {
    String text = new String(WholeFile.read(entry, WholeFile.SMALL), StandardCharsets.UTF_8);
    if (!text.startsWith(POINTER)) {
      return new Found.Broken(entry, "it does not start with `gitdir:`");
    }
    Path gitDir = folder.resolve(text.substring(POINTER.length()).strip()).normalize();
    if (!Files.isRegularFile(gitDir.resolve("HEAD"))) {
      return new Found.Broken(entry, "there is no repository at `" + gitDir + "`");
    }
    return new Found.Worktree(folder, gitDir, commonDir(gitDir));
  }

  private static Path commonDir(Path gitDir) throws IOException {
    Path pointer = gitDir.resolve("commondir");
    return Files.isRegularFile(pointer)
        ? gitDir
            .resolve(
                new String(WholeFile.read(pointer, WholeFile.SMALL), StandardCharsets.UTF_8)
                    .strip())
            .normalize()
        : gitDir;
  }

  private static boolean isRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))
        && Files.isDirectory(folder.resolve("refs"));
  }
}
