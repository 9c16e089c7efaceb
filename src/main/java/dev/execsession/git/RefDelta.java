package dev.execsession.git;

import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Classifies the changes of HEAD and refs. */
public final class RefDelta {
  private final @Nullable GitObjects objects;
  private final RefsState before;
  private final RefsState after;
  private final List<HeadLog.Move> moves;
  private final List<RefChange> changes = new ArrayList<>();

  /**
   * @param objects null when they must not be read; then a branch is only reported as moved
   */
  public RefDelta(
      @Nullable GitObjects objects, RefsState before, RefsState after, List<HeadLog.Move> moves) {
    this.objects = objects;
    this.before = before;
    this.after = after;
    this.moves = moves;
  }

  public List<RefChange> changes() throws IOException {
    addHead();
    addMoves();
    Set<String> names = new TreeSet<>(before.refs().keySet());
    names.addAll(after.refs().keySet());
    for (String name : names) {
      String old = before.refs().get(name);
      String now = after.refs().get(name);
      // Refs of our own come while we work; they must not go.
      boolean added = old == null && RefsReader.isOfSession(name);
      if (!added && !Objects.equals(old, now)) {
        changes.add(ref(name, old, now));
      }
    }
    return changes;
  }

  private void addHead() throws IOException {
    String old = before.headTarget();
    String now = after.headTarget();
    if (old.equals(now)) {
      return;
    }
    changes.add(
        new RefChange(
            "HEAD",
            old,
            now,
            RefChangeKind.BRANCH_SWITCHED,
            "HEAD was switched from " + shown(old) + " to " + shown(now)));
  }

  /** Adds moves in HEAD's log that were later reverted. */
  private void addMoves() throws IOException {
    boolean switched = !changes.isEmpty();
    boolean rewritten = false;
    for (HeadLog.Move move : moves) {
      if (move.isSwitch()) {
        if (!switched && !move.action().matches("checkout: moving from (\\S+) to \\1")) {
          switched = true;
          changes.add(
              new RefChange(
                  "HEAD",
                  move.from(),
                  move.to(),
                  RefChangeKind.BRANCH_SWITCHED,
                  "another branch was temporarily checked out: `"
                      + TextSanitizer.oneLine(move.action())
                      + "`"));
        }
      } else if (!rewritten
          && before.headTarget().equals(after.headTarget())
          && !buildsOn(move.to(), before.headCommit())
          && buildsOn(after.headCommit(), before.headCommit())) {
        rewritten = true;
        changes.add(
            new RefChange(
                "HEAD",
                move.from(),
                move.to(),
                RefChangeKind.REWRITTEN,
                "HEAD was temporarily moved back to "
                    + shown(move.to())
                    + ": `"
                    + TextSanitizer.oneLine(move.action())
                    + "`"));
      }
    }
  }

  private RefChange ref(String name, @Nullable String old, @Nullable String now)
      throws IOException {
    if (name.equals(before.headTarget()) && objects == null) {
      return change(name, old, now, RefChangeKind.REWRITTEN, "was moved");
    }
    if (name.equals(before.headTarget())) {
      boolean onTop = after.headTarget().equals(name) && buildsOn(now, old);
      return onTop
          ? change(name, old, now, RefChangeKind.FAST_FORWARD, "got new commits")
          : change(name, old, now, RefChangeKind.REWRITTEN, "was rewritten");
    }
    RefChangeKind kind = kind(name);
    if (isElsewhere(name)) {
      kind = RefChangeKind.OTHER_WORKTREE;
    }
    String verb = old == null ? "was created" : now == null ? "was deleted" : "was moved";
    boolean isName = kind == RefChangeKind.OTHER_BRANCH || kind == RefChangeKind.TAG;
    if (isName && old != null && now == null && !isReachable(old)) {
      String command = "git " + noun(kind) + ShellWord.quote(bare(name)) + " " + old;
      return new RefChange(
          name,
          old,
          null,
          RefChangeKind.DESTROYED,
          noun(kind)
              + shown(name)
              + " was deleted, and nothing else leads to its commits; `"
              + command
              + "` makes it again");
    }
    return change(name, old, now, kind, verb);
  }

  /** Returns whether any ref that is left leads to the commit. */
  private boolean isReachable(String id) throws IOException {
    return objects != null && NewCommits.isReachable(objects, id, tips(after, Set.of(), List.of()));
  }

  private boolean isElsewhere(String name) {
    return before.elsewhere().contains(name) || after.elsewhere().contains(name);
  }

  private static RefChange change(
      String name, @Nullable String old, @Nullable String now, RefChangeKind kind, String verb) {
    String places = old == null || now == null ? "" : ": " + shown(old) + " became " + shown(now);
    return new RefChange(name, old, now, kind, noun(kind) + shown(name) + " " + verb + places);
  }

  private static RefChangeKind kind(String name) {
    if (name.startsWith("refs/heads/")) {
      return RefChangeKind.OTHER_BRANCH;
    }
    if (name.startsWith("refs/tags/")) {
      return RefChangeKind.TAG;
    }
    if (name.startsWith("refs/replace/")) {
      return RefChangeKind.REPLACE;
    }
    if (name.startsWith(Fetched.REMOTES)) {
      return RefChangeKind.REMOTE;
    }
    if (name.startsWith(RefsReader.OWN)) {
      return RefChangeKind.OWN;
    }
    return name.equals("refs/stash") ? RefChangeKind.STASH : RefChangeKind.OTHER_REF;
  }

  private static String noun(RefChangeKind kind) {
    return switch (kind) {
      case FAST_FORWARD, REWRITTEN, OTHER_BRANCH, OTHER_WORKTREE, DESTROYED -> "branch ";
      case TAG -> "tag ";
      case STASH -> "the stash ";
      case REPLACE -> "replacement ";
      case BRANCH_SWITCHED, OTHER_REF, REMOTE, OWN -> "ref ";
    };
  }

  private boolean buildsOn(@Nullable String commit, @Nullable String base) throws IOException {
    if (objects == null || commit == null || base == null || HeadLog.isNone(commit)) {
      return false;
    }
    if (commit.equals(base)) {
      return true;
    }
    try (RevWalk walk = objects.walk()) {
      RevCommit top = walk.parseCommit(ObjectId.fromString(commit));
      RevCommit below = walk.parseCommit(ObjectId.fromString(base));
      return walk.isMergedInto(below, top);
    } catch (MissingObjectException | IncorrectObjectTypeException | IllegalArgumentException e) {
      // A missing object, or one that is not a commit, builds on nothing.
      return false;
    }
  }

  /** Returns a ref's short name or a commit's first digits. */
  private static String shown(String target) {
    String name = bare(target);
    boolean id = name.matches("[0-9a-f]{40}");
    return "`" + (id ? name.substring(0, 10) : TextSanitizer.oneLine(name)) + "`";
  }

  /** Returns the name of a branch or tag without the prefix of its kind. */
  private static String bare(String ref) {
    for (String prefix : List.of("refs/heads/", "refs/tags/")) {
      if (ref.startsWith(prefix)) {
        return ref.substring(prefix.length());
      }
    }
    return ref;
  }

  /** Returns every commit that a ref or a move points to; excludes refs in {@code elsewhere}. */
  public static Set<String> tips(RefsState refs, Set<String> elsewhere, List<HeadLog.Move> moves) {
    Set<String> tips = new HashSet<>();
    refs.refs()
        .forEach(
            (name, target) -> {
              if (!elsewhere.contains(name) && !name.startsWith(RefsReader.OWN)) {
                tips.add(target);
              }
            });
    if (refs.headCommit() != null) {
      tips.add(refs.headCommit());
    }
    moves.forEach(move -> tips.add(move.to()));
    tips.removeIf(tip -> tip.length() != 40 || !RefsReader.isObjectId(tip) || HeadLog.isNone(tip));
    return tips;
  }
}
