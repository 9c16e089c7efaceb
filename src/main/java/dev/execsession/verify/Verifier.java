package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommitFact;
import dev.execsession.git.CommitRange;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RangeCommit;
import dev.execsession.git.ReadOnlyGit;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.Revisions;
import dev.execsession.git.ShallowException;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.Verification;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Verifies a range of commits against plans. Needs no session and no checkout; writes nothing. */
public final class Verifier {
  private final RepositoryFacts facts;
  private final Map<String, String> environment;

  public Verifier(RepositoryFacts facts, Map<String, String> environment) {
    this.facts = facts;
    this.environment = environment;
  }

  /**
   * What to verify.
   *
   * @param plans paths, or names in the active folder
   * @param directory the base of relative paths
   * @param range {@code A..B}; null for the pull request's, or what the base branch lacks
   * @param planAt the commit whose plan and configuration count; null for the range's base
   */
  public record Request(
      List<String> plans, Path directory, @Nullable String range, @Nullable String planAt) {
    public Request {
      plans = List.copyOf(plans);
    }
  }

  /** The result, and the configuration that it is based on. */
  public record Verified(Verification verification, List<PlanText> plans, Config config) {}

  /** A plan whose text counted. */
  public record PlanText(String path, ParsedPlan parsed) {}

  /**
   * Verifies the range.
   *
   * @throws StopException REFUSED when there is nothing to judge, or no plan to judge by;
   *     UNVERIFIABLE when a part of the history is not here
   */
  public Verified verify(Request request) {
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      ReadOnlyGit git = new ReadOnlyGit(facts.commonDir(), environment);
      Revisions revisions = new Revisions(objects, git, facts.head());
      Range range = new RangeFinder(objects, revisions, environment).find(request.range());
      String at = request.planAt() == null ? null : revisions.commit(request.planAt());
      FutureTask<List<RangeCommit>> commits = started(() -> commits(objects, git, range));
      PlanReader reader = new PlanReader(objects, range, at, environment);
      Config config = reader.config();
      List<PlanSide> plans = new ArrayList<>();
      for (String word : request.plans()) {
        PlanSide side = reader.plan(word, candidates(word, request.directory(), config), config);
        if (plans.stream().noneMatch(known -> known.path().equals(side.path()))) {
          plans.add(side);
        }
      }
      Verification verification =
          new RangeJudge(objects, facts, range, plans, config).judge(result(commits));
      return new Verified(
          verification,
          plans.stream().map(side -> new PlanText(side.path().text(), side.parsed())).toList(),
          config);
    } catch (IOException | UncheckedIOException e) {
      throw Unverifiable.git("the commits of the range", e);
    }
  }

  /** Reading a long history and reading plans take about as long. */
  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "commit-range");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StopException stop) {
        throw stop;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static List<RangeCommit> commits(GitObjects objects, ReadOnlyGit git, Range range)
      throws IOException {
    List<RangeCommit> commits;
    try {
      commits = CommitRange.read(objects, git, range.end(), range.without());
    } catch (ShallowException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.VERIFY_HISTORY,
          "the history before `" + CommitFact.abbreviated(e.commit()) + "` was not fetched",
          "`git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout",
          e);
    }
    if (commits.stream().allMatch(commit -> commit.changes().isEmpty())) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.VERIFY_RANGE,
          "no path to judge: the commits of `"
              + range.words()
              + "` change nothing by themselves ("
              + commits.size()
              + ")",
          "name other commits with `--range A..B`");
    }
    return commits;
  }

  /** Returns where a plan may be in a tree, the likeliest path first. */
  private List<TreePath> candidates(String word, Path directory, Config config) {
    Set<String> names = new LinkedHashSet<>();
    Path named = directory.resolve(word).toAbsolutePath().normalize();
    if (named.startsWith(facts.root()) && !named.equals(facts.root())) {
      names.add(facts.root().relativize(named).toString());
    }
    Path plain = Path.of(word).normalize();
    if (!plain.isAbsolute() && !plain.startsWith("..") && !plain.toString().isEmpty()) {
      names.add(plain.toString());
      config.plans().active().forEach(folder -> names.add(folder + "/" + plain));
    }
    List<TreePath> all = new ArrayList<>();
    for (String name : names) {
      all.add(TreePath.of(name));
      all.add(TreePath.of(name + ".md"));
      all.add(TreePath.of(name + "/plan.md"));
    }
    return all;
  }
}
