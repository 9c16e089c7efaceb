package dev.execsession.git;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commits that two states of the refs differ in, by where they are. */
public final class NewWork {
  private final RepositoryFacts facts;
  private final GitObjects objects;
  private final RefsState before;
  private final RefsState after;
  private final Set<String> old;
  private final Set<String> branch = new HashSet<>();

  /**
   * @param moves of HEAD in between
   */
  public NewWork(
      RepositoryFacts facts,
      GitObjects objects,
      RefsState before,
      RefsState after,
      List<HeadLog.Move> moves) {
    this.facts = facts;
    this.objects = objects;
    this.before = before;
    this.after = after;
    this.old = RefDelta.tips(before, Set.of(), List.of());
    moves.forEach(move -> branch.add(move.to()));
    if (after.headCommit() != null) {
      branch.add(after.headCommit());
    }
    branch.removeIf(id -> !id.matches("[0-9a-f]{40}") || HeadLog.isNone(id));
  }

  /**
   * Returns what merges into the branch brought.
   *
   * @param known refs of the time before the session
   */
  public MergedSides merged(RefsState known) throws IOException {
    String from = before.headCommit();
    String to = after.headCommit();
    return from == null || to == null || from.equals(to) || !objects.buildsOn(to, from)
        ? MergedSides.NONE
        : MergedSides.find(objects, from, to, RefDelta.tips(known, Set.of(), List.of()));
  }

  /** Returns the commits that HEAD got, if only for a while. */
  public List<CommitFact> commits(MergedSides merged) throws IOException {
    return NewCommits.between(objects, old, branch, merged);
  }

  /**
   * Returns the commits that only other branches and tags lead to. What a fetch brought and what
   * other worktrees have checked out is somebody else's.
   */
  public List<CommitFact> elsewhere() throws IOException {
    Set<String> others = new HashSet<>(before.elsewhere());
    others.addAll(after.elsewhere());
    Set<String> claimed = Fetched.claimed(facts, before, after);
    Set<String> known = new HashSet<>(old);
    known.addAll(branch);
    known.addAll(Fetched.ids(facts, after));
    Set<String> tips = new HashSet<>();
    for (Map.Entry<String, String> ref : after.refs().entrySet()) {
      String name = ref.getKey();
      boolean isOther = others.contains(name) || !ref.getValue().matches("[0-9a-f]{40}");
      if (isOther) {
        continue;
      }
      if (name.startsWith("refs/heads/")
          || name.startsWith("refs/tags/")
          || claimed.contains(name)) {
        tips.add(ref.getValue());
      }
    }
    return NewCommits.between(objects, known, tips, MergedSides.NONE);
  }
}
