package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.util.List;

/**
 * A new commit.
 *
 * @param id 40 hexadecimal digits
 * @param paths every path that differs from at least one of its parents, sorted
 */
public record CommitFact(
    String id, String subject, String author, List<TreePath> paths, boolean bearsOurTrailers) {
  public CommitFact {
    paths = List.copyOf(paths);
  }

  /** Returns the first ten digits of a commit's id. */
  public static String abbreviated(String id) {
    return id.length() > 10 ? id.substring(0, 10) : id;
  }
}
