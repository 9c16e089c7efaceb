package dev.execsession.engine;

import dev.execsession.commit.CommitDraft;
import dev.execsession.commit.Committer;
import dev.execsession.commit.Publication;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.git.CommitFact;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.scan.ResultDigest;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.Verdict;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Commits the accepted result of a block: exactly its included changes. If they cannot be separated
 * from other changes, nothing is written and the session pauses.
 */
record Commit(
    RunRequest request,
    Contract contract,
    SessionFolder folder,
    Worktree worktree,
    ScanHistory history,
    SessionListener listener,
    Clock clock) {
  private static final int MOST_NAMED = 5;

  /** Completes a commit that a crashed run left unfinished, before the worktree is scanned. */
  Transition recover(BlockState block, SessionState now) {
    Event.Committing begun = block.committing().orElse(null);
    if (begun == null) {
      return Transition.next();
    }
    Committer committer = committer(now);
    boolean declined = request.declinesCommits();
    return switch (committer.place(begun.commit(), begun.parent())) {
      case AT_COMMIT -> publish(committer, begun);
      case BEYOND -> committed(committer, begun);
      case AT_PARENT ->
          declined || !committer.holds(begun.commit())
              ? Transition.next()
              : publish(committer, begun);
      case ELSEWHERE ->
          declined
              ? Transition.next()
              : paused(
                  block.id(),
                  "commit "
                      + CommitFact.abbreviated(begun.commit())
                      + " of block `"
                      + block.id()
                      + "` was started on top of "
                      + CommitFact.abbreviated(begun.parent())
                      + ", but the branch is at neither",
                  "--no-commit");
    };
  }

  /** Releases the locks of a crashed run. */
  void release(SessionState now) {
    if (Files.isDirectory(scratch())) {
      committer(now).release();
    }
  }

  /** Commits an accepted block's changes, unless they are committed already. */
  Transition run(String id, SessionState now, EventSink events) {
    BlockState block = now.block(id);
    if (!request.commits() || block.isCommitted()) {
      return Transition.next();
    }
    List<Problem> obstacles = Committer.obstacles(contract.repository(), request.environment());
    if (!obstacles.isEmpty()) {
      obstacles.forEach(listener::warned);
      return paused(id, cannot(id) + obstacles.get(0).message(), "--no-commit");
    }
    List<TreePath> paths = included(block);
    if (paths.isEmpty()) {
      return Transition.next();
    }
    Observation before = observation(block.baseline().orElseThrow());
    Observation after = observation(block.lastLook().orElseThrow());
    if (!block.digest().equals(Optional.of(judged(id, before, after)))) {
      return paused(id, cannot(id) + "its last scan differs from the judged result", "--no-commit");
    }
    Committer committer = committer(now);
    CommitDraft draft = committer.draft(before, after, history.current(), paths);
    if (!draft.unfit().isEmpty()) {
      return paused(
          id,
          cannot(id) + named(draft) + "; commit those yourself, or continue without a commit",
          "--no-commit");
    }
    if (draft.isEmpty()) {
      listener.warned(
          Problem.warning(
              ProblemCode.COMMIT_NOTHING,
              "block `" + id + "` has no changes left to commit",
              null));
      return Transition.next();
    }
    Fact.Block facts = block.block();
    String message = CommitMessage.of(facts, folder.id(), contract.digest());
    String commit = committer.write(draft, message, clock.instant().atZone(ZoneId.systemDefault()));
    Event.Committing begun =
        new Event.Committing(
            id,
            commit,
            draft.parent(),
            CommitMessage.subject(facts),
            draft.paths().stream().map(TreePath::text).toList());
    events.record(begun);
    return publish(committer, begun);
  }

  private String judged(String id, Observation before, Observation after) {
    return ResultDigest.of(contract.digest(), id, worktree.delta(before, after).files());
  }

  private Transition publish(Committer committer, Event.Committing begun) {
    Publication publication = committer.publish(begun.commit(), begun.parent());
    if (publication.isDone()) {
      return committed(committer, begun);
    }
    String why;
    if (publication.busy() != null) {
      why = "another process holds git's lock on `" + publication.busy() + "`";
    } else if (publication.moved()) {
      why = "the branch was moved in the meantime";
    } else {
      why =
          "other content is staged for "
              + named(publication.staged())
              + "; `git add` or `git reset` it";
    }
    return paused(begun.block(), cannot(begun.block()) + why, "--commit");
  }

  private Transition committed(Committer committer, Event.Committing begun) {
    Observation own = committer.after(history.current(), begun.commit(), begun.parent());
    String scan = history.adopt(own, begun.commit());
    return Transition.next(new Event.Committed(begun.block(), begun.commit(), scan));
  }

  private Transition paused(String block, String question, String option) {
    return Transition.paused(block, question, contract.runCommand() + " " + option);
  }

  private static String cannot(String id) {
    return "block `" + id + "` cannot be committed: ";
  }

  private static String named(CommitDraft draft) {
    List<String> named =
        draft.unfit().stream()
            .limit(MOST_NAMED)
            .map(unfit -> "`" + unfit.path().display() + "` " + unfit.reason())
            .toList();
    int more = draft.unfit().size() - named.size();
    return String.join(", ", named) + (more == 0 ? "" : ", and " + more + " more");
  }

  private static String named(List<TreePath> paths) {
    String named =
        paths.stream()
            .limit(MOST_NAMED)
            .map(path -> "`" + TextSanitizer.oneLine(path.display()) + "`")
            .collect(Collectors.joining(", "));
    int more = paths.size() - MOST_NAMED;
    return more <= 0 ? named : named + " and " + more + " more";
  }

  private static List<TreePath> included(BlockState block) {
    return block.changes().stream()
        .filter(change -> change.verdict() == Verdict.INCLUDED)
        .map(Commit::path)
        .toList();
  }

  private static TreePath path(Fact.Change change) {
    return change.pathBase64() == null
        ? TreePath.of(change.path())
        : TreePath.ofBytes(Base64.getDecoder().decode(change.pathBase64()));
  }

  private Observation observation(String name) {
    return Observation.readFrom(folder.scan(name));
  }

  private Committer committer(SessionState now) {
    return new Committer(
        worktree.facts(),
        worktree.store(folder.content()),
        request.environment(),
        now.locked().branch(),
        scratch());
  }

  private Path scratch() {
    return folder.path().resolve("commit");
  }
}
