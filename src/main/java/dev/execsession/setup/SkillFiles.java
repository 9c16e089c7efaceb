package dev.execsession.setup;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.setup.SkillChange.Step;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and changes the files of the skill, never outside the worktree. */
record SkillFiles(Path root, Path gitDir) {
  private static final long LARGEST = 1 << 20;

  /**
   * What is at a path.
   *
   * @param text null if it is not a readable text file
   */
  record Found(boolean exists, @Nullable String text) {}

  Found find(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Found(false, null);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Found(true, null);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(WholeFile.read(file, LARGEST));
      return new Found(true, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IOException e) {
      return new Found(true, null);
    }
  }

  /** Changes one file, unless it is no longer what it was. */
  void make(Step step) {
    NewFiles target = new NewFiles(root, gitDir);
    String after = step.after();
    if (step.before() == null) {
      target.create(step.path(), Objects.requireNonNull(after));
      return;
    }
    if (!step.before().equals(find(step.path()).text())) {
      return;
    }
    target.check(List.of(step.path()));
    Path file = root.resolve(step.path());
    try {
      if (after == null) {
        remove(file);
      } else {
        DurableFiles.replaceOpenly(
            file, after.getBytes(StandardCharsets.UTF_8), Files.getPosixFilePermissions(file));
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.SETUP_WRITE,
          "cannot "
              + (after == null ? "remove" : "update")
              + " `"
              + step.path()
              + "`: "
              + IoReason.of(e),
          "free disk space or fix the permissions, then run the same command again",
          e);
    }
  }

  /** Removes a file and the folders that become empty, up to the root or a link. */
  private void remove(Path file) throws IOException {
    Files.delete(file);
    for (Path folder = file.getParent();
        folder != null
            && !folder.equals(root)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && isEmpty(folder);
        folder = folder.getParent()) {
      Files.delete(folder);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }
}
