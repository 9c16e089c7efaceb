package dev.execsession.contract;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.config.LoadedConfig;
import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.Plan;
import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Severity;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The validation of a plan, the configuration and the repository. Collects every problem; writes
 * nothing and starts nothing.
 *
 * @param planPath the plan relative to the worktree's root with {@code /}; absent without a
 *     worktree
 * @param loaded the configuration; the defaults without a worktree
 * @param repository absent when there is none, or it is unreadable
 * @param problems the plan's in file order, then the configuration's and the repository's
 */
public record Preflight(
    ParsedPlan parsed,
    @Nullable String planPath,
    LoadedConfig loaded,
    @Nullable RepositoryFacts repository,
    List<Problem> problems) {
  public Preflight {
    problems = List.copyOf(problems);
  }

  private static final Pattern PLAIN_NAME = Pattern.compile("[^/*?\\[]+");

  /**
   * What a preflight leaves out or accepts.
   *
   * @param approves whether the caller records an approval of this text
   */
  public record Options(
      boolean planOnly,
      boolean anyPath,
      boolean allowDetached,
      boolean sessionBegins,
      boolean approves) {
    public static final Options VALIDATE = new Options(false, false, false, false);
    public static final Options PLAN_ONLY = new Options(true, true, false, false);

    public Options(
        boolean planOnly, boolean anyPath, boolean allowDetached, boolean sessionBegins) {
      this(planOnly, anyPath, allowDetached, sessionBegins, false);
    }
  }

  /** Validates a plan; the worktree is searched from {@code start} upwards. */
  public static Preflight examine(
      PlanFile file, Path start, Map<String, String> environment, Options options) {
    PlanParser parser = PlanParser.begin(file.bytes(), file.shown());
    Probe probe = RepositoryProbe.inspect(start, environment, options.sessionBegins());
    RepositoryFacts repository = probe.facts();
    Path root = repository == null ? null : repository.root();
    LoadedConfig loaded = ConfigLoader.load(root == null ? start : root, environment);
    String planPath = root == null ? null : relative(root, file.path());
    boolean active = isActive(planPath, file, loaded.config());
    ParsedPlan parsed = parser.finish(rules(loaded.config(), active));
    List<Problem> problems = new ArrayList<>(parsed.problems());
    if (!options.planOnly()) {
      problems.addAll(loaded.problems());
      problems.addAll(probe.problems());
      if (repository != null) {
        recordedApproval(file, planPath, parsed, loaded.config(), repository, options, problems);
        place(file, planPath, active, loaded.config(), options, problems);
        branch(parsed.plan(), file, repository, options, problems);
        narrowIncludes(parsed.plan(), file, repository, problems);
        ReportTarget.configured(loaded.config(), repository.root(), problems::add);
      }
    }
    return new Preflight(parsed, planPath, loaded, repository, problems);
  }

  /** Validates a plan as a run of this request would, with its mode and executor. */
  public static Preflight foresee(RunRequest request) {
    return new LockIn(request, true).foresee();
  }

  Preflight with(List<Problem> others) {
    return new Preflight(parsed, planPath, loaded, repository, others);
  }

  /** Returns whether the plan is in the folder of active plans. */
  public boolean isActive() {
    return loaded.config().plans().active().stream()
        .anyMatch(folder -> planPath != null && planPath.startsWith(folder + "/"));
  }

  public boolean ok() {
    return problems.stream().noneMatch(Problem::isError);
  }

  private static @Nullable String relative(Path root, Path plan) {
    Path real = plan;
    try {
      real = Objects.requireNonNull(plan.getParent()).toRealPath().resolve(plan.getFileName());
    } catch (IOException e) {
      // Compared unresolved.
    }
    return real.startsWith(root) ? root.relativize(real).toString().replace('\\', '/') : null;
  }

  /** Without a worktree, only the folder's name counts. */
  private static boolean isActive(@Nullable String planPath, PlanFile file, Config config) {
    for (String folder : config.plans().active()) {
      if (planPath != null ? planPath.startsWith(folder + "/") : inFolder(file, folder)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inFolder(PlanFile file, String folder) {
    Path parent = file.path().getParent();
    if (parent != null && file.path().endsWith(PlanFolder.PLAN) && !parent.endsWith(folder)) {
      parent = parent.getParent();
    }
    return parent != null && parent.endsWith(folder);
  }

  /** Returns the rules of parsing that a configuration sets. */
  public static PlanRules rules(Config config, boolean active) {
    PlanRules.Approval approval =
        switch (config.approval().mode()) {
          case FOLDER -> PlanRules.Approval.FOLDER_OR_STATUS;
          case STATUS -> PlanRules.Approval.STATUS;
          case RECORDED -> PlanRules.Approval.RECORDED;
        };
    return new PlanRules(
        config.sections().aliases(),
        config.sections().required(),
        config.approval().words(),
        active,
        approval,
        !config.checks().isEmpty());
  }

  private static void recordedApproval(
      PlanFile file,
      @Nullable String planPath,
      ParsedPlan parsed,
      Config config,
      RepositoryFacts repository,
      Options options,
      List<Problem> problems) {
    if (config.approval().mode() != Config.Approval.Mode.RECORDED || options.approves()) {
      return;
    }
    PlanApprovals approvals = new PlanApprovals(repository.commonDir());
    if (!approvals.of(parsed.digest()).isEmpty()) {
      return;
    }
    String since =
        planPath == null
            ? ""
            : approvals
                .before(planPath, parsed.digest())
                .map(last -> "; it was edited since " + last.by() + " approved it")
                .orElse("");
    problems.add(
        Problem.error(
                ProblemCode.PLAN_APPROVAL,
                "the plan has no recorded approval, which the configuration requires" + since,
                "`exec-session approve " + ShellWord.path(file.shown()) + "`")
            .at(file.shown(), null, null));
  }

  private static void place(
      PlanFile file,
      @Nullable String planPath,
      boolean active,
      Config config,
      Options options,
      List<Problem> problems) {
    if (planPath == null) {
      problems.add(
          Problem.error(
                  ProblemCode.PLAN_OUTSIDE_ACTIVE_FOLDER,
                  "the plan is outside the worktree",
                  "move it to `"
                      + config.plans().active().get(0)
                      + "/` of the repository it is for")
              .at(file.shown(), null, null));
    } else if (!active && !options.anyPath() && !config.plans().anyPath()) {
      problems.add(
          Problem.error(
                  ProblemCode.PLAN_OUTSIDE_ACTIVE_FOLDER,
                  "the plan is outside the active folder `" + config.plans().active().get(0) + "/`",
                  "move it there, or pass `--any-path`")
              .at(file.shown(), null, null));
    }
  }

  /**
   * Warns of a plain name, which matches only at the root, where authors often mean every folder.
   */
  private static void narrowIncludes(
      Plan plan, PlanFile file, RepositoryFacts repository, List<Problem> problems) {
    for (ScopeEntry entry : plan.include()) {
      if (!PLAIN_NAME.matcher(entry.pattern()).matches()) {
        continue;
      }
      List<TreePath> deeper = Worktree.open(repository).trackedBelow(entry.pattern());
      if (!deeper.isEmpty()) {
        problems.add(
            new Problem(
                Severity.WARNING,
                ProblemCode.PLAN_SCOPE_NARROW,
                "include `"
                    + entry.pattern()
                    + "` means the one at the root, not `"
                    + deeper.get(0).display()
                    + "`",
                file.shown(),
                entry.where(),
                plan.line(entry.where()),
                "write `**/" + entry.pattern() + "` to cover them all"));
      }
    }
  }

  private static void branch(
      Plan plan,
      PlanFile file,
      RepositoryFacts repository,
      Options options,
      List<Problem> problems) {
    String wanted = plan.branch();
    String found = repository.branch();
    if (wanted == null || (found != null && found.equals(wanted))) {
      return;
    }
    if (found != null) {
      SourceSpan where = plan.branchWhere();
      problems.add(
          new Problem(
              Severity.ERROR,
              ProblemCode.GIT_WRONG_BRANCH,
              "the plan is for branch `" + wanted + "`, but `" + found + "` is checked out",
              file.shown(),
              where,
              where == null ? null : plan.line(where),
              isHere(repository, wanted)
                  ? "git switch " + ShellWord.quote(wanted)
                  : "that branch does not exist here; create it with `git switch -c "
                      + ShellWord.quote(wanted)
                      + "`, or fix the plan"));
    } else if (repository.head() != null) {
      detached(wanted, repository, options, problems);
    }
  }

  /**
   * CI systems check out a commit, which is accepted on request when it is the tip of the branch.
   */
  private static void detached(
      String wanted, RepositoryFacts repository, Options options, List<Problem> problems) {
    boolean atTip = isTip(repository, wanted);
    if (options.allowDetached() && atTip) {
      problems.removeIf(problem -> problem.code() == ProblemCode.GIT_DETACHED);
    } else if (options.allowDetached()) {
      problems.add(
          Problem.error(
              ProblemCode.GIT_DETACHED,
              "`--allow-detached` needs HEAD at the tip of `" + wanted + "`, but it is not there",
              isHere(repository, wanted)
                  ? "git switch " + ShellWord.quote(wanted)
                  : absent(ShellWord.quote(wanted))));
    }
  }

  /** A job of a pull request checks out a merge commit, without the branch. */
  private static String absent(String branch) {
    return "that branch is not here; run `git fetch origin "
        + branch
        + ":"
        + branch
        + " && git switch "
        + branch
        + "`, or let the job of a pull request check out its branch: `ref: ${{ github.head_ref }}`"
        + " for actions/checkout";
  }

  private static boolean isHere(RepositoryFacts repository, String branch) {
    return Worktree.open(repository).refs().refs().containsKey("refs/heads/" + branch);
  }

  private static boolean isTip(RepositoryFacts repository, String branch) {
    return Worktree.open(repository).refs().refs().entrySet().stream()
        .filter(
            ref ->
                ref.getKey().equals("refs/heads/" + branch)
                    || (ref.getKey().startsWith("refs/remotes/")
                        && ref.getKey().endsWith("/" + branch)))
        .anyMatch(ref -> ref.getValue().equals(repository.head()));
  }
}
