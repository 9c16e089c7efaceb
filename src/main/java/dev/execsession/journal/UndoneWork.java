package dev.execsession.journal;

import java.util.Set;

/**
 * What an undo took away.
 *
 * @param before file of the look at the tree before it
 * @param after file of the look afterwards
 * @param paths what it brought back or removed, as it is displayed
 */
public record UndoneWork(String before, String after, Set<String> paths) {
  public UndoneWork {
    paths = Set.copyOf(paths);
  }
}
