package dev.execsession.git;

import java.util.Collections;
import java.util.HashSet;
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
    refs = Collections.unmodifiableMap(new TreeMap<>(refs));
  }

  /** Returns whether a later state is the same, apart from refs that this tool added. */
  public boolean sameAs(RefsState other) {
    return headTarget.equals(other.headTarget)
        && Objects.equals(headCommit, other.headCommit)
        && headLogSize == other.headLogSize
        && others().equals(other.others())
        && refs.entrySet().stream()
            .filter(ref -> ref.getKey().startsWith(RefsReader.OWN))
            .allMatch(ref -> ref.getValue().equals(other.refs.get(ref.getKey())));
  }

  /** Returns the same with more refs. */
  public RefsState plus(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(refs);
    all.putAll(more);
    return new RefsState(headTarget, headCommit, all, headLogSize);
  }

  private Map<String, String> others() {
    Map<String, String> others = new TreeMap<>(refs);
    others.keySet().removeIf(name -> name.startsWith(RefsReader.OWN));
    return others;
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
