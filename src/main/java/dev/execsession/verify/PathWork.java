package dev.execsession.verify;

import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RangeCommit;
import dev.execsession.scope.ChangeKind;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commits of a range did at a path, one after the other. */
final class PathWork {
  private static final int TYPE = 0170000;
  private static final int SUBMODULE = 0160000;
  private static final int LINK = 0120000;

  private final TreePath path;
  private final @Nullable TreeItem before;
  private final List<RangeCommit> commits = new ArrayList<>();
  private final Set<List<Owner>> owners = new LinkedHashSet<>();
  private @Nullable TreeItem after;

  PathWork(TreePath path, Difference first) {
    this.path = path;
    this.before = first.before();
  }

  void add(RangeCommit commit, Difference change, List<Owner> madeFor) {
    commits.add(commit);
    owners.add(madeFor);
    after = change.after();
  }

  TreePath path() {
    return path;
  }

  /** Returns what was there before the first commit. */
  @Nullable TreeItem before() {
    return before;
  }

  /** Returns what the last commit left. */
  @Nullable TreeItem after() {
    return after;
  }

  List<RangeCommit> commits() {
    return commits;
  }

  /** Returns what each commit may have been made for. */
  Set<List<Owner>> owners() {
    return owners;
  }

  boolean isSubmodule() {
    return is(before, SUBMODULE) || is(after, SUBMODULE);
  }

  boolean isLink() {
    return is(after, LINK);
  }

  private static boolean is(@Nullable TreeItem item, int type) {
    return item != null && (item.mode() & TYPE) == type;
  }

  /** Returns whether the last commit left other content than there was. */
  boolean hasNewText() {
    return after != null && (before == null || !before.id().equals(after.id()));
  }

  ChangeKind kind() {
    TreeItem old = before;
    TreeItem now = after;
    if (now == null) {
      return ChangeKind.DELETED;
    }
    if (old == null) {
      return ChangeKind.ADDED;
    }
    if ((old.mode() & TYPE) != (now.mode() & TYPE)) {
      return ChangeKind.TYPE;
    }
    return old.mode() != now.mode() && Objects.equals(old.id(), now.id())
        ? ChangeKind.MODE
        : ChangeKind.MODIFIED;
  }
}
