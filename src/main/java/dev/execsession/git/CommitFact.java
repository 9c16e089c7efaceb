package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.util.List;

/**
 * A commit that was not there before.
 *
 * @param id 40 hexadecimal digits
 * @param subject its message's first line
 * @param author the author's name
 * @param paths every path in which it differs from any of its parents, sorted
 */
public record CommitFact(String id, String subject, String author, List<TreePath> paths) {
  public CommitFact {
    paths = List.copyOf(paths);
  }
}
