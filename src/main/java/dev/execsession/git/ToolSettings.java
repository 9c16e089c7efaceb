package dev.execsession.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What steers other tools outside of the worktree, watched with what controls git: whether a place
 * is there, since a sandbox keeps only what exists.
 */
final class ToolSettings {
  private static final String MARK = "tool ";
  private static final String ABSENT = MARK + "absent";
  private static final String THERE = MARK + "there";

  private ToolSettings() {}

  /** Returns the digest of a place; an empty folder counts as absent. */
  static String digest(Path place) {
    try {
      if (Files.isSymbolicLink(place)) {
        return MARK + "-> " + Files.readSymbolicLink(place);
      }
      if (Files.isDirectory(place)) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
          return children.iterator().hasNext() ? THERE : ABSENT;
        }
      }
    } catch (IOException e) {
      return THERE;
    }
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? THERE : ABSENT;
  }

  /** Returns whether a change is one of a tool's setting. */
  static boolean isOne(@Nullable String before) {
    return before != null && before.startsWith(MARK);
  }

  static boolean isAbsent(@Nullable String digest) {
    return ABSENT.equals(digest);
  }
}
