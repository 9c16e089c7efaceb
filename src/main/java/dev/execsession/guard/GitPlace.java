package dev.execsession.guard;

import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A worktree with its own and the shared part of its repository.
 *
 * @param root absolute, without links
 */
record GitPlace(Path root, Path gitDir, Path commonDir) {
  private static final String POINTER = "gitdir:";

  /**
   * Returns the worktrees that contain a folder, the innermost first: an agent may run in a
   * submodule of the session's worktree.
   */
  static List<GitPlace> around(Path start) throws IOException {
    List<GitPlace> places = new ArrayList<>();
    for (Path folder = existing(start); folder != null; folder = folder.getParent()) {
      Path entry = folder.resolve(".git");
      if (Files.isDirectory(entry)) {
        places.add(of(folder, entry.toRealPath()));
      } else if (Files.isRegularFile(entry)) {
        String text = text(entry);
        if (text.startsWith(POINTER)) {
          places.add(
              of(folder, folder.resolve(text.substring(POINTER.length()).strip()).normalize()));
        }
      }
    }
    return places;
  }

  private static Path existing(Path start) throws IOException {
    Path folder = start.toAbsolutePath().normalize();
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder.toRealPath();
  }

  /**
   * Returns a file's text. Decoding a name that is not UTF-8 would lead elsewhere, where no block
   * is active.
   */
  private static String text(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(WholeFile.read(file, WholeFile.SMALL));
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  private static GitPlace of(Path root, Path gitDir) throws IOException {
    Path pointer = gitDir.resolve("commondir");
    return new GitPlace(
        root,
        gitDir,
        Files.isRegularFile(pointer) ? gitDir.resolve(text(pointer).strip()).normalize() : gitDir);
  }
}
