package dev.execsession.journal;

import java.util.Set;

/**
 * The work that an undo removed.
 *
 * @param before file of the scan before it
 * @param after file of the scan afterwards
 * @param paths restored or removed, as displayed
 */
public record UndoneWork(String before, String after, Set<String> paths) {
  public UndoneWork {
    paths = Set.copyOf(paths);
  }
}
