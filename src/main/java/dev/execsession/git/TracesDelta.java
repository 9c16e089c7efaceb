package dev.execsession.git;

import dev.execsession.file.Steady;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two {@link GitTraces}.
 *
 * @param index changes of the index
 * @param lost commits that were made and are no longer reachable, oldest first
 * @param sentences what was taken out of logs
 * @param notes what maintenance did
 */
public record TracesDelta(
    List<IndexChange> index, List<CommitFact> lost, List<String> sentences, List<String> notes) {
  public static final TracesDelta NONE =
      new TracesDelta(List.of(), List.of(), List.of(), List.of());

  public TracesDelta {
    index = List.copyOf(index);
    lost = List.copyOf(lost);
    sentences = List.copyOf(sentences);
    notes = List.copyOf(notes);
  }

  /** Returns the same with other lost commits; those without a path are left out. */
  public TracesDelta withLost(List<CommitFact> commits) {
    return new TracesDelta(
        index,
        commits.stream().filter(commit -> !commit.paths().isEmpty()).toList(),
        sentences,
        notes);
  }

  /** The refs and traces at one moment. */
  public record Moment(RefsState refs, GitTraces traces) {}

  /**
   * Compares two moments.
   *
   * @param objects null when they must not be read; then lost commits are not searched for
   * @param known commits that are already reported
   */
  public static TracesDelta between(
      RepositoryFacts facts,
      @Nullable GitObjects objects,
      Moment before,
      Moment after,
      Collection<String> known)
      throws IOException {
    List<String> sentences = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> elsewhere = new HashSet<>(before.refs().elsewhere());
    elsewhere.addAll(after.refs().elsewhere());
    Map<String, Boolean> rewritten = before.traces().logs().rewritten(after.traces().logs(), facts);
    for (Map.Entry<String, Boolean> log : rewritten.entrySet()) {
      String name = log.getKey();
      boolean refGone = !name.equals("HEAD") && !after.refs().refs().containsKey(name);
      if (refGone || elsewhere.contains(name)) {
        continue;
      }
      if (log.getValue() && wasMadeAnew(objects, name, before.refs(), after.refs())) {
        notes.add("ref `" + TextSanitizer.oneLine(name) + "` was deleted and made again");
      } else {
        sentences.add("git's log `.git/logs/" + TextSanitizer.oneLine(name) + "` was rewritten");
      }
    }
    if (before.traces().objects().wasRepacked(after.traces().objects())) {
      notes.add(
          "git's objects were repacked or pruned: commits that were made and discarded can no"
              + " longer be detected");
    }
    List<CommitFact> lost = List.of();
    if (objects != null) {
      if (before.traces().objects().guarded() && !objects.has(Canary.ID)) {
        sentences.add(
            "git's young objects were pruned: commits that were made and discarded cannot be seen");
      }
      Set<String> candidates =
          new HashSet<>(before.traces().objects().commitsSince(facts.commonDir(), objects));
      candidates.removeAll(known);
      if (!candidates.isEmpty()) {
        Set<String> tips = new HashSet<>(RefDelta.tips(before.refs(), Set.of(), List.of()));
        tips.addAll(
            RefDelta.tips(
                after.refs(), Fetched.claimed(facts, before.refs(), after.refs()), List.of()));
        tips.addAll(fetched(facts, objects, before, after));
        tips.addAll(otherWorktrees(facts, elsewhere));
        lost = NewCommits.lost(objects, candidates, tips);
      }
    }
    return new TracesDelta(
        IndexDelta.between(
            objects,
            before.refs().headCommit(),
            after.refs().headCommit(),
            before.traces().index(),
            after.traces().index()),
        lost,
        sentences,
        notes);
  }

  /**
   * Returns whether a ref whose log begins anew may have been deleted and made again: it is not
   * what is checked out, and its old commit is not lost.
   */
  private static boolean wasMadeAnew(
      @Nullable GitObjects objects, String name, RefsState before, RefsState after)
      throws IOException {
    if (name.equals("HEAD") || name.equals(before.headTarget())) {
      return false;
    }
    String old = before.refs().get(name);
    return name.startsWith(Fetched.REMOTES)
        || (objects != null
            && (old == null
                || NewCommits.isReachable(
                    objects, old, RefDelta.tips(after, Set.of(), List.of()))));
  }

  /** Returns what fetches brought, unless it was built on what is checked out here. */
  private static Set<String> fetched(
      RepositoryFacts facts, GitObjects objects, Moment before, Moment after) throws IOException {
    Set<String> ids = new HashSet<>();
    String head = before.refs().headCommit();
    for (String id : Fetched.ids(facts, after.refs())) {
      if (head == null || !objects.buildsOn(id, head)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Returns the commits in the logs of other worktrees, which are not this session's concern. */
  private static Set<String> otherWorktrees(RepositoryFacts facts, Set<String> elsewhere)
      throws IOException {
    List<Path> logs = new ArrayList<>();
    elsewhere.stream()
        .filter(name -> name.startsWith("refs/"))
        .forEach(name -> logs.add(facts.commonDir().resolve("logs").resolve(name)));
    if (!facts.gitDir().equals(facts.commonDir())) {
      logs.add(facts.commonDir().resolve("logs/HEAD"));
    }
    for (Path folder : Steady.children(facts.commonDir().resolve("worktrees"))) {
      if (!folder.equals(facts.gitDir())) {
        logs.add(folder.resolve("logs/HEAD"));
      }
    }
    Set<String> ids = new HashSet<>();
    for (Path log : logs) {
      ids.addAll(HeadLog.commits(log));
    }
    return ids;
  }
}
