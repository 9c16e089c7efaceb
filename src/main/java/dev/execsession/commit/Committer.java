package dev.execsession.commit;

import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitSettings;
import dev.execsession.git.HeadLog;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.StopException;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Commits what a block changed without a {@code git} program: in three steps, of which only the
 * last one changes anything that git shows. No hook and no filter runs, no file of the worktree is
 * written, and of the index only the entries of the commit's paths.
 */
public final class Committer {
  private final RepositoryFacts facts;
  private final TreeNames names;
  private final ContentStore content;
  private final Map<String, String> environment;
  private final String branch;
  private final Path scratch;

  /**
   * Returns what commits to the branch that is checked out.
   *
   * @param content holds the bytes that blocks left
   * @param branch its short name
   * @param scratch a folder of ours on the repository's file system, for what a crash leaves behind
   */
  public Committer(
      RepositoryFacts facts,
      ContentStore content,
      Map<String, String> environment,
      String branch,
      Path scratch) {
    this.facts = facts;
    this.names = new TreeNames(facts.root());
    this.content = content;
    this.environment = environment;
    this.branch = branch;
    this.scratch = scratch;
  }

  /**
   * Returns everything for which {@code git commit} would do in a repository what is not done here.
   */
  public static List<Problem> obstacles(RepositoryFacts facts, Map<String, String> environment) {
    return CommitObstacles.of(facts, environment);
  }

  /**
   * Works out the commit of a block's changes on top of HEAD; writes nothing.
   *
   * @param before what the block found
   * @param after what it left
   * @param now the last look
   * @param paths its changes that are to be committed
   */
  public CommitDraft draft(
      Observation before, Observation after, Observation now, List<TreePath> paths) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      RefsState refs = refs();
      String parent = refs.headCommit();
      if (parent == null || !branch.equals(refs.branch())) {
        throw new IOException("HEAD is not at branch " + branch);
      }
      return new CommitDrafter(parent, objects, content, names, facts, config(), environment)
          .draft(before, after, now, paths);
    } catch (IOException e) {
      throw Unverifiable.git("what is committed", e);
    }
  }

  /** Writes the objects of a draft's commit and gives its id; nothing points to it yet. */
  public String write(CommitDraft draft, String message, ZonedDateTime now) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      CommitIdentity identity =
          CommitIdentity.of(config(), environment)
              .orElseThrow(() -> new IOException("nobody to name as the author"));
      return new CommitWriter(objects, content, facts.commonDir())
          .write(draft, identity, message, now);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Where the branch stands, seen from a commit that was written. */
  public enum Place {
    /** At the commit that it builds on. */
    AT_PARENT,
    /** At the commit. */
    AT_COMMIT,
    /** At a commit that builds on it. */
    BEYOND,
    ELSEWHERE
  }

  /** Returns where the branch stands. */
  public Place place(String commit, String parent) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      RefsState refs = refs();
      String head = refs.headCommit();
      if (head == null || !branch.equals(refs.branch())) {
        return Place.ELSEWHERE;
      }
      if (head.equals(commit)) {
        return Place.AT_COMMIT;
      }
      if (head.equals(parent)) {
        return Place.AT_PARENT;
      }
      return objects.holds(commit) && objects.buildsOn(head, commit)
          ? Place.BEYOND
          : Place.ELSEWHERE;
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
  }

  /** Returns whether a commit that was written is still there. */
  public boolean holds(String commit) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return objects.holds(commit);
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
  }

  /** Makes a commit that was written the branch's tip, or finishes that; the index follows. */
  public Publication publish(String commit, String parent) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return new CommitPublisher(objects, facts, names, tip(objects), scratch)
          .publish(commit, parent);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Removes the locks that a run that died left behind. */
  public void release() {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      CommitPublisher.release(facts, scratch);
      tip(objects).release();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Returns the last look as it is after our own commit: nothing else that happened to HEAD and the
   * refs is taken in, it stays to be found.
   */
  public Observation after(Observation last, String commit, String parent) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      RefsState then = last.refs();
      Map<String, String> moved = new TreeMap<>(then.refs());
      moved.put(then.headTarget(), commit);
      long size = refs().headLogSize();
      List<HeadLog.Move> moves = HeadLog.between(facts.gitDir(), then.headLogSize(), size);
      boolean ours =
          moves.size() == 1
              && moves.get(0).from().equals(parent)
              && moves.get(0).to().equals(commit);
      return new Observation(
          last.control(),
          new RefsState(then.headTarget(), commit, moved, ours ? size : then.headLogSize()),
          last.traces().following(facts, objects, then.headTarget(), parent, commit),
          last.ignore(),
          last.manifest());
    } catch (IOException e) {
      throw Unverifiable.git("HEAD's log", e);
    }
  }

  private BranchTip tip(GitObjects objects) throws IOException {
    return new BranchTip(objects, facts, config(), branch, scratch);
  }

  private GitConfig config() throws IOException {
    return GitSettings.read(facts, environment).config();
  }

  private RefsState refs() throws IOException {
    return new RefsReader(facts.gitDir(), facts.commonDir()).read();
  }

  private static StopException failed(IOException e) {
    return Unverifiable.stop(
        ProblemCode.JOURNAL_WRITE,
        "cannot write the commit: " + Unverifiable.reason(e),
        "mend that, then run again; the block's work is in the worktree",
        e);
  }
}
