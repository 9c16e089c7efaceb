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

  /** Returns the start of a commit's id that people tell commits apart by. */
  public static String abbreviated(String id) {
    return id.length() > 10 ? id.substring(0, 10) : id;
  }
}
