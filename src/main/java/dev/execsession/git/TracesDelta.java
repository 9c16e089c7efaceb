package dev.execsession.git;

import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two {@link GitTraces}.
 *
 * @param index changes of the index
 * @param lost commits that were made and are no longer reachable, oldest first
 * @param sentences changes of logs, objects and the stash
 */
public record TracesDelta(List<IndexChange> index, List<CommitFact> lost, List<String> sentences) {
  public static final TracesDelta NONE = new TracesDelta(List.of(), List.of(), List.of());

  public TracesDelta {
    index = List.copyOf(index);
    lost = List.copyOf(lost);
    sentences = List.copyOf(sentences);
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
    Set<String> elsewhere = new HashSet<>(before.refs().elsewhere());
    elsewhere.addAll(after.refs().elsewhere());
    for (String log : before.traces().logs().rewritten(after.traces().logs(), facts)) {
      boolean refGone =
          before.refs().refs().containsKey(log) && !after.refs().refs().containsKey(log);
      if (!refGone && !elsewhere.contains(log)) {
        sentences.add("git's log `.git/logs/" + TextSanitizer.oneLine(log) + "` was rewritten");
      }
    }
    if (before.traces().objects().wasRepacked(after.traces().objects())) {
      sentences.add(
          "git's objects were repacked or pruned: commits that were made and discarded can no"
              + " longer be detected");
    }
    List<CommitFact> lost = List.of();
    if (objects != null) {
      Set<String> candidates =
          new HashSet<>(before.traces().objects().commitsSince(facts.commonDir(), objects));
      candidates.removeAll(known);
      if (!candidates.isEmpty()) {
        Set<String> tips = new HashSet<>(RefDelta.tips(before.refs(), Set.of(), List.of()));
        tips.addAll(RefDelta.tips(after.refs(), Set.of(), List.of()));
        tips.addAll(otherWorktrees(facts, elsewhere));
        lost = NewCommits.lost(objects, candidates, tips);
        NewCommits.stashes(objects, candidates, tips).stream()
            .map(subject -> "the stash was used: `" + TextSanitizer.oneLine(subject) + "`")
            .forEach(sentences::add);
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
        sentences);
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
    Path worktrees = facts.commonDir().resolve("worktrees");
    if (Files.isDirectory(worktrees)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(worktrees)) {
        for (Path folder : folders) {
          if (!folder.equals(facts.gitDir())) {
            logs.add(folder.resolve("logs/HEAD"));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    Set<String> ids = new HashSet<>();
    for (Path log : logs) {
      ids.addAll(HeadLog.commits(log));
    }
    return ids;
  }
}
