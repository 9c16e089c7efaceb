package dev.execsession.guard;

import java.util.List;
import java.util.Map;

/** A piece of an installation. */
sealed interface SettingsPiece {
  /** Returns the file, relative to the worktree's root. */
  String file();

  /**
   * Items at the end of a list in a JSON settings file.
   *
   * @param fresh the initial content of a new file
   */
  record Items(String file, Map<String, ?> fresh, List<String> path, List<?> items)
      implements SettingsPiece {
    public Items {
      path = List.copyOf(path);
      items = List.copyOf(items);
    }
  }

  /** A file of our own. */
  record Whole(String file, String text) implements SettingsPiece {}
}
