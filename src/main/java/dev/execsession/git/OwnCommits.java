package dev.execsession.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the commit of a block by its trailers. */
public final class OwnCommits {
  private OwnCommits() {}

  /** Returns the block's commit among those that came on top of another. */
  public static Optional<String> find(
      RepositoryFacts facts, String parent, String head, String session, String block)
      throws IOException {
    if (!head.matches("[0-9a-f]{40}")) {
      return Optional.empty();
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir());
        RevWalk walk = objects.walk()) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
      walk.markUninteresting(walk.parseCommit(ObjectId.fromString(parent)));
      for (RevCommit commit : walk) {
        String message = "\n" + commit.getFullMessage() + "\n";
        if (message.contains("\nExec-Session: " + session + "\n")
            && message.contains("\nExec-Block: " + block + "\n")) {
          return Optional.of(commit.name());
        }
      }
      return Optional.empty();
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }
}
