package dev.execsession.guard;

import java.util.List;
import java.util.Map;

/** One thing that an installation puts into a project. */
sealed interface SettingsPiece {
  /** Returns the file, relative to the worktree's root. */
  String file();

  /**
   * Items at the end of a list in a JSON file of the agent's settings.
   *
   * @param fresh what the file begins as when there is none
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
