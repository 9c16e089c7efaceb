package dev.execsession.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** The age of repositories. */
public final class Repositories {
  private Repositories() {}

  /**
   * Returns whether a repository was created after a moment; false if that is unknown.
   *
   * @param folder git's common directory
   */
  public static boolean isCreatedSince(Instant moment, Path folder) {
    try {
      BasicFileAttributes found = Files.readAttributes(folder, BasicFileAttributes.class);
      // Where the file system records no birth, Java returns the time of the last change, which
      // anything can move.
      return !found.creationTime().equals(found.lastModifiedTime())
          && found.creationTime().toInstant().isAfter(moment);
    } catch (IOException e) {
      return false;
    }
  }
}
