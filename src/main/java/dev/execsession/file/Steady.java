package dev.execsession.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads files that other programs replace and delete meanwhile, as git does with its own. */
public final class Steady {
  private static final int TRIES = 10;

  private Steady() {}

  /** Reads something that may disappear halfway. */
  public interface Attempt<T> {
    T run() throws IOException;
  }

  /** Writes something where a folder may disappear halfway. */
  public interface Step {
    void run() throws IOException;
  }

  /**
   * Returns the result of the first attempt that succeeds.
   *
   * @throws IOException when none of ten attempts does
   */
  public static <T> T read(Attempt<T> attempt) throws IOException {
    for (int i = 1; i < TRIES; i++) {
      try {
        return attempt.run();
      } catch (IOException e) {
        // Replaced or deleted since it was found; what is permanent is reported by the last one.
      }
    }
    return attempt.run();
  }

  /** Writes something, again when a folder on the way to it disappeared, ten times at most. */
  public static void write(Step step) throws IOException {
    for (int i = 1; i < TRIES; i++) {
      try {
        step.run();
        return;
      } catch (NoSuchFileException e) {
        // Git deletes its own empty folders.
      }
    }
    step.run();
  }

  /**
   * Returns what a folder holds in two readings in a row, git's lock files aside; nothing if there
   * is no such folder. A single reading can miss a name that is replaced meanwhile.
   *
   * @throws IOException when the folder keeps changing
   */
  public static List<Path> children(Path folder) throws IOException {
    List<Path> found = list(folder);
    for (int i = 1; i < TRIES; i++) {
      List<Path> again = list(folder);
      if (names(again).equals(names(found))) {
        return again;
      }
      found = again;
    }
    throw new IOException("`" + folder.getFileName() + "` changes while it is read");
  }

  private static Set<Path> names(List<Path> children) {
    Set<Path> names = new HashSet<>(children);
    names.removeIf(child -> child.toString().endsWith(".lock"));
    return names;
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(found::add);
      return found;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
