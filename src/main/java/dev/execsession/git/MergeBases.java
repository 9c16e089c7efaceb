package dev.execsession.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** Finds where lines of commits parted. */
final class MergeBases {
  private MergeBases() {}

  /** Returns the bases of a merge of two; none for a merge of more. */
  static List<RevCommit> of(ObjectReader reader, RevCommit merge) throws IOException {
    return merge.getParentCount() == 2
        ? of(reader, merge.getParent(0), merge.getParent(1))
        : List.of();
  }

  /** Returns the best common ancestors of two commits. */
  static List<RevCommit> of(ObjectReader reader, RevCommit one, RevCommit other)
      throws IOException {
    List<RevCommit> bases = new ArrayList<>();
    try (RevWalk walk = new RevWalk(reader)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(one));
      walk.markStart(walk.parseCommit(other));
      for (RevCommit base : walk) {
        walk.parseHeaders(base);
        bases.add(base);
      }
    }
    return bases;
  }
}
