package dev.execsession.contract;

import dev.execsession.check.CheckSpec;
import dev.execsession.config.Config;
import dev.execsession.config.SkillConfig;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SessionState;
import dev.execsession.plan.Block;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.policy.Skill;
import dev.execsession.policy.SkillChooser;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Severity;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Programs;
import dev.execsession.store.SessionStore;
import dev.execsession.worktree.ContentPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds a contract from a request, or reports every problem at once. */
public final class LockIn {
  private final boolean runs;
  private boolean approves;
  private RunRequest request;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /**
   * @param runs whether the plan will run, so that every block needs an executor
   */
  public LockIn(RunRequest request, boolean runs) {
    this.request = request;
    this.runs = runs;
  }

  /** Accepts a plan without a recorded approval, because the caller records one. */
  public LockIn approving() {
    approves = true;
    return this;
  }

  /**
   * Returns the request with options inherited from the plan's unfinished session, once {@link
   * #lock} returned.
   */
  public RunRequest request() {
    return request;
  }

  /** Returns the contract; stops with {@link Stop#REFUSED} when the plan is not ready to run. */
  public Contract lock() {
    return lock(examine(true));
  }

  /** Returns the preflight of this request with every problem of a run, without a session. */
  public Preflight foresee() {
    Preflight preflight = examine(false);
    try {
      lock(preflight).warnings().forEach(this::add);
    } catch (StopException e) {
      if (e.stop() != Stop.REFUSED) {
        throw e;
      }
      e.problems().forEach(this::add);
    }
    List<Problem> all = new ArrayList<>(preflight.problems());
    Stream.concat(problems.stream(), warnings.stream())
        .filter(problem -> !all.contains(problem))
        .forEach(all::add);
    return preflight.with(all);
  }

  private Preflight examine(boolean sessionBegins) {
    return Preflight.examine(
        request.plan(),
        request.invocation().start(),
        request.environment(),
        new Preflight.Options(
            false,
            request.allows(Permission.ANY_PATH),
            request.allows(Permission.ALLOW_DETACHED),
            sessionBegins,
            approves));
  }

  private Contract lock(Preflight preflight) {
    preflight.problems().forEach(this::add);
    inherit(preflight);
    Plan plan = preflight.parsed().plan();
    Config config = preflight.loaded().config();
    RunRules rules = new RunRules(request, plan, this::add);
    String overriddenBy = rules.mode();
    rules.guards(config);
    rules.range();
    if (preflight.repository() == null || preflight.planPath() == null) {
      throw refused();
    }
    List<ReportTarget> reports = reports(config, preflight.repository().root());
    if (request.commits()) {
      commitObstacles(preflight.repository());
    }
    SandboxChoice sandbox =
        SandboxChoice.decide(request, config.sandbox(), preflight.repository(), this::add);
    PlanScope scope = new PlanScope(plan, config.scope(), preflight.planPath());
    List<BlockContract> blocks = new ArrayList<>();
    ExecutorCatalog catalog =
        new ExecutorCatalog(request, config, preflight.repository().root(), sandbox.tool() != null);
    for (Block block : plan.blocks()) {
      boolean last = blocks.size() == plan.blocks().size() - 1;
      blocks.add(block(plan, block, config, catalog, scope, last));
    }
    rules.unchecked(blocks);
    if (runs && !(request.turn() instanceof Turn.Decide)) {
      rules.withoutExecutor(catalog.without());
    }
    if (problems.stream().anyMatch(Problem::isError)) {
      throw refused();
    }
    return new Contract(
        preflight.parsed(),
        preflight.planPath(),
        config,
        preflight.loaded().digest(),
        preflight.repository().watching(sandbox.outside().steering()),
        request.mode(),
        overriddenBy,
        blocks,
        ContractChecks.ofCompletion(plan, config),
        scope.judge(),
        ContentPolicy.of(scope.judgeOfAllExcludes()),
        reports,
        request.commits(),
        sandbox,
        warnings,
        request.turn().caller().isPresent());
  }

  /** Adds the options that stay on for the plan's last session. */
  private void inherit(Preflight preflight) {
    if (preflight.repository() != null && preflight.planPath() != null) {
      new SessionStore(preflight.repository().commonDir())
          .latest(
              preflight.repository().root(),
              preflight.planPath(),
              request.restart() && request.personPresent() ? this::add : null)
          .filter(stored -> !request.restart())
          .map(SessionStore.Stored::state)
          .ifPresent(
              state -> request = request.inheriting(state.choices(), mode(state, preflight)));
    }
  }

  /** Returns the mode of this request: what a person chose for agents holds for this contract. */
  private Mode mode(SessionState state, Preflight preflight) {
    boolean stays =
        request.turn().caller().isPresent()
            && !(request.turn() instanceof Turn.Begin begin && begin.mode() != null)
            && state.locked().planDigest().equals(preflight.parsed().digest())
            && state.locked().configDigest().equals(preflight.loaded().digest());
    return stays ? state.agentMode() : request.mode();
  }

  private StopException refused() {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(warnings);
    return new StopException(Stop.REFUSED, all);
  }

  private void commitObstacles(RepositoryFacts repository) {
    if (Programs.find("git", request.environment(), repository.root()).kind()
        != Programs.Kind.EXECUTABLE) {
      add(
          Problem.error(
              ProblemCode.COMMIT_FORM,
              "there is no `git` program, and `--commit` makes its commits with it",
              "install git, or run without `--commit`"));
    }
    if (repository.branch() == null) {
      add(
          Problem.error(
              ProblemCode.COMMIT_FORM,
              "HEAD is detached, so a commit would be on no branch",
              "check the branch out, or run without `--commit`"));
    }
  }

  private void add(Problem problem) {
    List<Problem> known = problem.isError() ? problems : warnings;
    if (!known.contains(problem)) {
      known.add(problem);
    }
  }

  private BlockContract block(
      Plan plan,
      Block block,
      Config config,
      ExecutorCatalog catalog,
      PlanScope scope,
      boolean last) {
    List<SkillConfig> skills = skills(plan, block, config);
    List<CheckSpec> checks = ContractChecks.of(plan, block, config);
    Optional<ExecutorSpec> executor = catalog.choose(block, skills, plan, this::add);
    List<String> manual =
        new ArrayList<>(block.manualChecks().stream().map(check -> check.text()).toList());
    if (last) {
      plan.manualChecks().forEach(check -> manual.add(check.text()));
    }
    return new BlockContract(
        block,
        executor.orElseGet(ExecutorSpec.Manual::new),
        executor.map(ExecutorSpec::display).orElse(""),
        checks,
        manual,
        scope.judge(block),
        skills);
  }

  private List<SkillConfig> skills(Plan plan, Block block, Config config) {
    SkillChooser chooser =
        new SkillChooser(
            config.skills().values().stream()
                .map(skill -> new Skill(skill.name(), skill.paths()))
                .toList());
    List<ScopeEntry> includes = block.include().isEmpty() ? plan.include() : block.include();
    SkillChooser.Choice choice =
        chooser.choose(block.skills(), includes.stream().map(ScopeEntry::pattern).toList());
    for (String name : choice.unknown()) {
      warnings.add(
          new Problem(
              Severity.WARNING,
              ProblemCode.EXEC_SKILL_UNKNOWN,
              "skill `" + name + "` is not configured, so its brief and policies do not apply",
              request.plan().shown(),
              block.where(),
              plan.line(block.where()),
              "configure it under `skills:` in `.exec-session.yml`"));
    }
    return choice.chosen().stream()
        .map(skill -> Objects.requireNonNull(config.skills().get(skill.name())))
        .toList();
  }

  /** Returns the copies of the report; none may overwrite the plan or git's files. */
  private List<ReportTarget> reports(Config config, Path root) {
    List<ReportTarget> reports = new ArrayList<>(request.reports());
    // The preflight reports those that cannot be written.
    reports.addAll(ReportTarget.configured(config, root, problem -> {}));
    for (ReportTarget report : reports) {
      if (report.path().equals(request.plan().path())
          || report.path().startsWith(root.resolve(".git"))) {
        add(
            Problem.error(
                ProblemCode.RUN_OPTION,
                "the report would overwrite `" + report.path() + "`",
                "name another file"));
      }
    }
    return reports;
  }
}
