package dev.execsession.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deletes folders; links are deleted, not followed. */
public final class FileTree {
  private FileTree() {}

  /** Deletes a folder with everything in it. */
  public static void delete(Path folder) throws IOException {
    delete(folder, path -> true);
  }

  /** Deletes the matching paths of a folder, itself included. */
  public static void delete(Path folder, Predicate<Path> unwanted) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(unwanted).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
