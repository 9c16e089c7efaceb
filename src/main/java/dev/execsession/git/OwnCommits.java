package dev.execsession.git;

import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the commits of blocks by their trailers. */
public final class OwnCommits {
  private static final int MOST_SEARCHED = 1_000;
  private static final Pattern DIGEST =
      Pattern.compile("^Exec-Block-Digest: (\\S+)$", Pattern.MULTILINE);

  private OwnCommits() {}

  /**
   * A block's commit.
   *
   * @param parent its first parent
   * @param paths every path in which it differs from that
   */
  public record Found(String commit, String parent, List<TreePath> paths) {}

  /** Returns the newest commit for each block digest among the last thousand commits. */
  public static Map<String, Found> byBlockDigest(RepositoryFacts facts, String head)
      throws IOException {
    Map<String, Found> found = new HashMap<>();
    if (!head.matches("[0-9a-f]{40}")) {
      return found;
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir());
        RevWalk walk = objects.walk()) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(head)));
      int searched = 0;
      for (RevCommit commit : walk) {
        if (++searched > MOST_SEARCHED) {
          break;
        }
        Matcher digest = DIGEST.matcher(commit.getFullMessage());
        if (digest.find() && commit.getParentCount() == 1 && !found.containsKey(digest.group(1))) {
          String parent = commit.getParent(0).name();
          found.put(
              digest.group(1),
              new Found(
                  commit.name(),
                  parent,
                  List.copyOf(objects.differences(parent, commit.name()).keySet())));
        }
      }
    } catch (MissingObjectException e) {
      // A shallow clone ends here.
      return found;
    }
    return found;
  }

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
