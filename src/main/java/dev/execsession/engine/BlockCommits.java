package dev.execsession.engine;

import dev.execsession.commit.CommitDraft;
import dev.execsession.commit.Committer;
import dev.execsession.commit.Publication;
import dev.execsession.git.CommitFact;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.scan.ResultDigest;
import dev.execsession.scope.Verdict;
import dev.execsession.text.ForeignText;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Observation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one commit of a block whose result was accepted: exactly the included changes that the
 * acceptance covers. What cannot be told apart from somebody else's work is not committed; the
 * session pauses instead, and nothing is written.
 */
final class BlockCommits {
  private static final int MOST_NAMED = 5;

  private final Session session;
  private final Clock clock;

  BlockCommits(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  /**
   * Settles what a run that died left of a commit, before anything is looked at.
   *
   * @return why the session cannot go on; absent when it can
   */
  @Nullable Stop recover() {
    if (Files.isDirectory(scratch())) {
      committer().release();
    }
    for (BlockState block : session.state().blocks()) {
      Event.Committing begun = block.committing().orElse(null);
      if (begun == null) {
        continue;
      }
      Committer committer = committer();
      Stop stop =
          switch (committer.place(begun.commit(), begun.parent())) {
            case AT_COMMIT -> publish(committer, begun);
            case BEYOND -> committed(committer, begun);
            case AT_PARENT ->
                session.request().declinesCommits() || !committer.holds(begun.commit())
                    ? null
                    : publish(committer, begun);
            case ELSEWHERE ->
                session.request().declinesCommits()
                    ? null
                    : pause(
                        block.id(),
                        "commit "
                            + CommitFact.abbreviated(begun.commit())
                            + " of block `"
                            + block.id()
                            + "` was begun on top of "
                            + CommitFact.abbreviated(begun.parent())
                            + ", and the branch is at neither",
                        "--no-commit");
          };
      if (stop != null) {
        return stop;
      }
    }
    return null;
  }

  /**
   * Commits what an accepted block changed and nobody committed yet.
   *
   * @return why the session cannot go on; absent when it can
   */
  @Nullable Stop commit(String id) {
    BlockState block = session.state(id);
    if (!session.request().commits() || block.isCommitted()) {
      return null;
    }
    List<Problem> obstacles =
        Committer.obstacles(session.contract().repository(), session.request().environment());
    if (!obstacles.isEmpty()) {
      obstacles.forEach(session.listener()::warned);
      return pause(id, cannot(id) + obstacles.get(0).message(), "--no-commit");
    }
    List<TreePath> paths = included(block);
    if (paths.isEmpty()) {
      return null;
    }
    Observation before = look(block.baseline().orElseThrow());
    Observation after = look(block.lastLook().orElseThrow());
    if (!block.digest().equals(Optional.of(judged(id, before, after)))) {
      return pause(id, cannot(id) + "its last look is not what was judged", "--no-commit");
    }
    Committer committer = committer();
    CommitDraft draft = committer.draft(before, after, session.scans().history().current(), paths);
    if (!draft.unfit().isEmpty()) {
      return pause(
          id,
          cannot(id) + named(draft) + "; commit that yourself, or go on without a commit",
          "--no-commit");
    }
    if (draft.isEmpty()) {
      session
          .listener()
          .warned(
              Problem.warning(
                  ProblemCode.COMMIT_NOTHING,
                  "nothing of block `" + id + "` is left to be committed",
                  null));
      return null;
    }
    Fact.Block facts = block.block();
    String message = CommitMessage.of(facts, session.folder().id(), session.contract().digest());
    String commit = committer.write(draft, message, clock.instant().atZone(ZoneId.systemDefault()));
    Event.Committing begun =
        new Event.Committing(
            id,
            commit,
            draft.parent(),
            CommitMessage.subject(facts),
            draft.paths().stream().map(TreePath::text).toList());
    session.record(begun);
    return publish(committer, begun);
  }

  private String judged(String id, Observation before, Observation after) {
    return ResultDigest.of(
        session.contract().digest(), id, session.worktree().delta(before, after).files());
  }

  private @Nullable Stop publish(Committer committer, Event.Committing begun) {
    Publication publication = committer.publish(begun.commit(), begun.parent());
    if (publication.isDone()) {
      return committed(committer, begun);
    }
    String why;
    if (publication.busy() != null) {
      why = "somebody else holds git's lock on `" + publication.busy() + "`";
    } else if (publication.moved()) {
      why = "the branch moved meanwhile";
    } else {
      why =
          "something else is staged for "
              + named(publication.staged())
              + "; `git add` or `git reset` it";
    }
    return pause(begun.block(), cannot(begun.block()) + why, "--commit");
  }

  private @Nullable Stop committed(Committer committer, Event.Committing begun) {
    Observation own =
        committer.after(session.scans().history().current(), begun.commit(), begun.parent());
    String look = session.scans().history().adopt(own, begun.commit());
    session.record(new Event.Committed(begun.block(), begun.commit(), look));
    return null;
  }

  private Stop pause(String block, String question, String option) {
    session.pause(block, question, session.resumeCommand() + " " + option);
    return Stop.PAUSED;
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
            .map(path -> "`" + ForeignText.oneLine(path.display()) + "`")
            .collect(Collectors.joining(", "));
    int more = paths.size() - MOST_NAMED;
    return more <= 0 ? named : named + " and " + more + " more";
  }

  private static List<TreePath> included(BlockState block) {
    return block.changes().stream()
        .filter(change -> change.verdict() == Verdict.INCLUDED)
        .map(BlockCommits::path)
        .toList();
  }

  private static TreePath path(Fact.Change change) {
    return change.pathBase64() == null
        ? TreePath.of(change.path())
        : TreePath.ofBytes(Base64.getDecoder().decode(change.pathBase64()));
  }

  private Observation look(String name) {
    return Observation.readFrom(session.folder().look(name));
  }

  private Committer committer() {
    return new Committer(
        session.worktree().facts(),
        session.worktree().store(session.folder().content()),
        session.request().environment(),
        session.state().locked().branch(),
        scratch());
  }

  private Path scratch() {
    return session.folder().path().resolve("commit");
  }
}
