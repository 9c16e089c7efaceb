package dev.execsession.git;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.text.TreePath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A commit of a range, with what it changed by itself.
 *
 * @param id 40 hexadecimal digits
 * @param parents 40 hexadecimal digits each
 * @param blocks ids in its trailers {@code Exec-Block}
 * @param planDigests values of its trailers {@code Exec-Plan-Digest}
 * @param changes from its first parent, by path; of a merge only those that no clean merge makes
 */
public record RangeCommit(
    String id,
    String subject,
    String author,
    List<String> parents,
    List<String> blocks,
    List<String> planDigests,
    Map<TreePath, Difference> changes) {
  public RangeCommit {
    parents = List.copyOf(parents);
    blocks = List.copyOf(blocks);
    planDigests = List.copyOf(planDigests);
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }

  /** Returns whether it has several parents. */
  public boolean isMerge() {
    return parents.size() > 1;
  }

  RangeCommit with(Map<TreePath, Difference> others) {
    return new RangeCommit(id, subject, author, parents, blocks, planDigests, others);
  }
}
