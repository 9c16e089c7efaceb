package dev.execsession.git;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets of HEAD and all refs.
 *
 * @param headTarget the ref that HEAD names, {@code refs/heads/main}, or a commit when detached
 * @param headCommit the commit that is checked out; null on an unborn branch
 * @param refs full name to object id, or to {@code ref: <name>} for a symbolic ref; other
 *     worktrees' HEADs are {@code worktrees/<id>/HEAD} and {@code main-worktree/HEAD}
 * @param headLogSize the size of HEAD's reflog in bytes
 */
public record RefsState(
    String headTarget, @Nullable String headCommit, Map<String, String> refs, long headLogSize) {
  /** The name of the main worktree's HEAD, as a linked worktree sees it. */
  static final String MAIN_HEAD = "main-worktree/HEAD";

  public RefsState {
    // Still sorted for those who copy it, which is faster by far.
    refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
  }

  /** Returns whether a later state is the same, apart from refs that this tool added. */
  public boolean sameAs(RefsState other) {
    return hasSameHead(other) && isSame(other, true);
  }

  /** Returns whether a later state is the same in everything. */
  public boolean equalTo(RefsState other) {
    return hasSameHead(other) && isSame(other, false);
  }

  private boolean hasSameHead(RefsState other) {
    return headTarget.equals(other.headTarget)
        && Objects.equals(headCommit, other.headCommit)
        && headLogSize == other.headLogSize;
  }

  /** Compares refs in order: there may be many, and a search for each takes long. */
  private boolean isSame(RefsState other, boolean mayAdd) {
    Iterator<Map.Entry<String, String>> later = other.refs.entrySet().iterator();
    for (Map.Entry<String, String> ref : refs.entrySet()) {
      Map.Entry<String, String> now = later.hasNext() ? later.next() : null;
      while (now != null && mayAdd && isAdded(now.getKey(), ref.getKey())) {
        now = later.hasNext() ? later.next() : null;
      }
      if (now == null || !now.equals(ref)) {
        return false;
      }
    }
    while (later.hasNext()) {
      if (!mayAdd || !RefsReader.isOfSession(later.next().getKey())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAdded(String name, String next) {
    return !name.equals(next) && RefsReader.isOfSession(name);
  }

  /** Returns the same with more refs. */
  public RefsState plus(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(refs);
    all.putAll(more);
    return new RefsState(headTarget, headCommit, all, headLogSize);
  }

  /** Returns the short name of the current branch; null when HEAD is detached. */
  public @Nullable String branch() {
    return headTarget.startsWith("refs/heads/")
        ? headTarget.substring("refs/heads/".length())
        : null;
  }

  /** Returns the HEADs of other worktrees and the branches they have checked out. */
  public Set<String> elsewhere() {
    Set<String> names = new HashSet<>();
    refs.forEach(
        (name, target) -> {
          if (!name.startsWith("refs/") && name.endsWith("/HEAD")) {
            names.add(name);
            names.add(target.startsWith("ref:") ? target.substring("ref:".length()).strip() : name);
          }
        });
    names.remove(headTarget);
    return names;
  }
}
