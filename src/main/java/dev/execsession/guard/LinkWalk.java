package dev.execsession.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Resolves the targets of a path, parts of which may not exist. A program may resolve {@code ..}
 * before or after following links, and may follow or replace a link at the end: every possible
 * target counts.
 */
final class LinkWalk {
  private static final int MOST_LINKS = 40;

  private LinkWalk() {}

  /**
   * Returns every path that writing to the given one may change, absolute and without links in
   * their folders.
   *
   * @param path absolute, as given
   */
  static Set<Path> places(Path path) throws IOException {
    Set<Path> places = new LinkedHashSet<>();
    for (Path reading : new LinkedHashSet<>(List.of(path.normalize(), path))) {
      Path entry = walk(reading, false);
      places.add(entry);
      places.add(walk(entry, true));
    }
    return places;
  }

  private static Path walk(Path path, boolean followLast) throws IOException {
    Path root = path.getRoot();
    Deque<Path> ahead = new ArrayDeque<>();
    for (Path name : path) {
      ahead.addLast(name);
    }
    Path place = root;
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().isEmpty() || name.toString().equals(".")) {
        continue;
      }
      if (name.toString().equals("..")) {
        place = place.getParent() == null ? place : place.getParent();
        continue;
      }
      Path next = place.resolve(name);
      if (!isLink(next) || (ahead.isEmpty() && !followLast)) {
        place = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new IOException("too many links");
      }
      Path target = Files.readSymbolicLink(next);
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        ahead.addFirst(target.getName(i));
      }
      place = target.isAbsolute() ? root : place;
    }
    return place;
  }

  private static boolean isLink(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isSymbolicLink();
    } catch (NoSuchFileException e) {
      return false;
    } catch (java.nio.file.FileSystemException e) {
      // A file in place of a folder: nothing can be written there.
      if ("Not a directory".equals(e.getReason())) {
        return false;
      }
      throw e;
    }
  }
}
