package dev.execsession.git;

import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Passes the entries of a merge that its parents do not explain: where only one side changed an
 * entry since the two parted, a clean merge holds that side's. The trees are those of the bases,
 * then of the parents, then of the merge.
 */
final class MergedByHand extends TreeFilter {
  private final int bases;

  /**
   * @param bases how many of the trees are bases
   */
  MergedByHand(int bases) {
    this.bases = bases;
  }

  @Override
  public boolean include(TreeWalk walk) {
    int merge = walk.getTreeCount() - 1;
    int parents = merge - bases;
    boolean isAll = true;
    boolean isAny = false;
    for (int i = bases; i < merge; i++) {
      boolean same = isSame(walk, i, merge);
      isAll &= same;
      isAny |= same;
    }
    if (isAll || !isAny || parents > 2) {
      return !isAny;
    }
    // It is one parent's: right where the other had not changed it.
    int taken = isSame(walk, bases, merge) ? bases : bases + 1;
    int other = taken == bases ? bases + 1 : bases;
    if (bases == 0) {
      return walk.getRawMode(other) != 0;
    }
    for (int base = 0; base < bases; base++) {
      if (isSame(walk, base, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(TreeWalk walk, int one, int other) {
    return walk.getRawMode(one) == walk.getRawMode(other) && walk.idEqual(one, other);
  }

  @Override
  public boolean shouldBeRecursive() {
    return false;
  }

  @Override
  public TreeFilter clone() {
    return this;
  }
}
