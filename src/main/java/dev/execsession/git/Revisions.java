package dev.execsession.git;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Printed;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds commits by the names that git understands: {@code main}, {@code HEAD~2}, {@code v1.0}.
 *
 * @param head the commit that the worktree has checked out
 */
public record Revisions(GitObjects objects, ReadOnlyGit git, @Nullable String head) {
  /** The status of {@code git merge-base} when there is none. */
  private static final int NO_BASE = 1;

  /**
   * Returns the commit of a revision, 40 hexadecimal digits.
   *
   * @throws StopException REFUSED when there is none, or several
   */
  public String commit(String revision) throws IOException {
    try {
      return find(revision)
          .orElseThrow(
              () ->
                  refused(
                      "there is no commit `" + shown(revision) + "` here",
                      objects.isShallow()
                          ? "the clone is shallow; run `git fetch --unshallow`"
                          : "`git fetch --all`, or correct the name"));
    } catch (AmbiguousObjectException e) {
      throw refused("`" + shown(revision) + "` is the start of several ids", "write more digits");
    } catch (IncorrectObjectTypeException e) {
      throw refused("`" + shown(revision) + "` is not a commit", "name a commit, branch or tag");
    } catch (RevisionSyntaxException e) {
      throw refused("`" + shown(revision) + "` is not a revision", "name a commit, branch or tag");
    }
  }

  private static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, ProblemCode.VERIFY_REVISION, message, hint);
  }

  private static String shown(String revision) {
    return TextSanitizer.oneLine(revision);
  }

  /** Returns the commit of a name; empty if there is none. */
  public Optional<String> find(String revision) throws IOException {
    String named = ofWorktree(revision);
    if (named.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(objects.resolve(named + "^{commit}")).map(ObjectId::name);
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /** The objects are shared by all worktrees, each of which has its own HEAD. */
  private String ofWorktree(String revision) {
    for (String own : List.of("HEAD", "@")) {
      String rest = revision.startsWith(own) ? revision.substring(own.length()) : "x";
      if (head != null && (rest.isEmpty() || rest.startsWith("~") || rest.startsWith("^"))) {
        return head + rest;
      }
    }
    return revision;
  }

  /** Returns where two commits parted, the newest one first; empty without a common history. */
  public Optional<String> mergeBase(String one, String other) throws IOException {
    try (Printed bases = git.start('\n', List.of("merge-base", "--all", one, other))) {
      String first = bases.next();
      if (bases.status() != NO_BASE) {
        bases.check();
      }
      return Optional.ofNullable(first);
    }
  }
}
