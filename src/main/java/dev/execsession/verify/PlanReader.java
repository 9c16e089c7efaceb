package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.config.LoadedConfig;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.drift.DriftFinding;
import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.git.CommitFact;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.plan.ParsedPlan;
import dev.execsession.plan.PlanParser;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads plans and the configuration from commits.
 *
 * @param at the commit whose plan counts; null for the range's base, or else its end
 */
record PlanReader(
    GitObjects objects, Range range, @Nullable String at, Map<String, String> environment) {
  /** What matters only to a run. */
  private static final Set<ProblemCode> OF_A_RUN =
      Set.of(
          ProblemCode.PLAN_STATUS,
          ProblemCode.PLAN_BRANCH,
          ProblemCode.PLAN_BRANCH_DIFFERS,
          ProblemCode.PLAN_MODE);

  private static final TreePath CONFIG = TreePath.of(ConfigLoader.FILE);
  private static final int REGULAR = 0100000;
  private static final int TYPE = 0170000;

  /** Returns the configuration that counts: that of the range's base, or of the named commit. */
  Config config() throws IOException {
    String commit = at == null ? range.base() : at;
    TreeItem item = objects.item(commit, CONFIG);
    byte[] bytes = item == null ? null : content(commit, CONFIG, item);
    LoadedConfig loaded = ConfigLoader.read(bytes, environment);
    List<Problem> errors = loaded.problems().stream().filter(Problem::isError).toList();
    if (!errors.isEmpty()) {
      throw new StopException(
          Stop.REFUSED, errors.stream().map(problem -> placed(problem, commit, CONFIG)).toList());
    }
    return loaded.config();
  }

  /**
   * Returns a plan.
   *
   * @param word as the user named it, for messages
   * @param candidates where it may be, the likeliest first
   * @throws StopException REFUSED when it is nowhere or cannot be judged by
   */
  PlanSide plan(String word, List<TreePath> candidates, Config config) throws IOException {
    List<String> commits =
        at == null ? List.of(range.base(), range.end()) : List.of(Objects.requireNonNull(at));
    for (String commit : commits) {
      Optional<TreePath> path = locate(commit, candidates, config);
      if (path.isPresent()) {
        return read(commit, path.get(), config);
      }
    }
    throw missing(word, commits, config);
  }

  /**
   * Returns where a commit has the plan, or one of its name in another folder of plans: only at the
   * end of the range a completed one, because before it that is another plan.
   */
  private Optional<TreePath> locate(String commit, List<TreePath> candidates, Config config)
      throws IOException {
    for (TreePath candidate : candidates) {
      if (objects.item(commit, candidate) != null) {
        return Optional.of(candidate);
      }
    }
    Set<TreePath> plans = plansIn(commit, config);
    for (TreePath candidate : candidates) {
      List<TreePath> moved =
          plans.stream()
              .filter(path -> commit.equals(range.end()) || isActive(path, config))
              .filter(path -> isNamed(path, candidate))
              .toList();
      if (moved.size() == 1) {
        return Optional.of(moved.get(0));
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(TreePath path, TreePath other) {
    return path.name().equals(other.name())
        && (!path.name().equals("plan.md") || path.parent().name().equals(other.parent().name()));
  }

  /** Returns the Markdown files where plans are kept. */
  private Set<TreePath> plansIn(String commit, Config config) throws IOException {
    Set<TreePath> plans = new LinkedHashSet<>();
    for (String folder : config.plans().active()) {
      TreePath active = TreePath.of(folder);
      TreePath top = active.parent().equals(TreePath.ROOT) ? active : active.parent();
      for (TreePath path : objects.filesIn(commit, top)) {
        if (path.name().endsWith(".md")) {
          plans.add(path);
        }
      }
    }
    return plans;
  }

  private PlanSide read(String commit, TreePath path, Config config) throws IOException {
    ParsedPlan parsed = parse(commit, path, config);
    List<Problem> errors =
        parsed.problems().stream()
            .filter(problem -> problem.isError() && !OF_A_RUN.contains(problem.code()))
            .toList();
    if (!errors.isEmpty()) {
      throw new StopException(Stop.REFUSED, errors);
    }
    return compared(commit, path, parsed, config);
  }

  private ParsedPlan parse(String commit, TreePath path, Config config) throws IOException {
    byte[] bytes = content(commit, path, Objects.requireNonNull(objects.item(commit, path)));
    refuseConflict(commit, path, new String(bytes, StandardCharsets.UTF_8));
    return PlanParser.parse(bytes, shown(commit, path), Preflight.rules(config, true));
  }

  private static String shown(String commit, TreePath path) {
    return CommitFact.abbreviated(commit) + ":" + path.display();
  }

  private static Problem placed(Problem problem, String commit, TreePath path) {
    return problem.at(shown(commit, path), problem.where(), problem.excerpt());
  }

  private byte[] content(String commit, TreePath path, TreeItem item) throws IOException {
    if ((item.mode() & TYPE) != REGULAR) {
      throw refused(
          "`" + shown(commit, path) + "` is not a regular file", "name the file that it leads to");
    }
    return objects
        .blob(item.id(), PlanFile.LIMIT)
        .orElseThrow(
            () ->
                refused(
                    "`" + shown(commit, path) + "` is larger than 1 MiB, or not fetched",
                    "`git fetch --all`, or name another plan"));
  }

  private static void refuseConflict(String commit, TreePath path, String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("(<{7}|>{7})( .*)?")) {
        throw new StopException(
            Stop.REFUSED,
            List.of(
                Problem.error(
                        ProblemCode.VERIFY_PLAN,
                        "the plan was committed in conflict",
                        "resolve it and commit, or name another text with `--plan-at REV`")
                    .at(shown(commit, path), SourceSpan.ofLine(i + 1), lines.get(i))));
      }
    }
  }

  /** Returns the plan with what happened to it in the range. */
  private PlanSide compared(String commit, TreePath path, ParsedPlan parsed, Config config)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<TreePath> others = new ArrayList<>();
    String name = "`" + path.display() + "`";
    if (at == null && commit.equals(range.end())) {
      notes.add(
          name
              + " was added in the range, so its own text at the end counts: please review the"
              + " contract too");
      return new PlanSide(path, commit, parsed, others, notes);
    }
    Optional<TreePath> end = locate(range.end(), List.of(path), config);
    if (end.isEmpty()) {
      notes.add(name + " was removed in the range");
    } else {
      if (!end.get().equals(path)) {
        others.add(end.get());
        notes.add(name + " was moved to `" + end.get().display() + "`");
      }
      notes.addAll(changes(commit, path, parsed, end.get()));
    }
    return new PlanSide(path, commit, parsed, others, notes);
  }

  private List<String> changes(String commit, TreePath path, ParsedPlan parsed, TreePath end)
      throws IOException {
    TreeItem item = objects.item(range.end(), end);
    Optional<byte[]> bytes =
        item == null || item.id().equals(objects.blobAt(commit, path))
            ? Optional.empty()
            : objects.blob(item.id(), PlanFile.LIMIT);
    if (bytes.isEmpty()) {
      return List.of();
    }
    ParsedPlan now = LockedPlan.parse(bytes.get(), end.display());
    if (now.digest().equals(parsed.digest())) {
      return List.of();
    }
    List<String> sections =
        ObjectiveDrift.compare(
                end.text(),
                LockedPlan.sections(parsed.plan()),
                LockedPlan.sections(now.plan()),
                "the base")
            .stream()
            .map(DriftFinding::detail)
            .toList();
    return List.of(
        "the contract of `"
            + path.display()
            + "` changed in the range; its text at `"
            + CommitFact.abbreviated(commit)
            + "` counts: "
            + String.join("; ", sections));
  }

  private StopException missing(String word, List<String> commits, Config config)
      throws IOException {
    List<String> known =
        plansIn(range.end(), config).stream()
            .filter(path -> isActive(path, config))
            .map(path -> "`" + path.display() + "`")
            .limit(8)
            .toList();
    String where =
        String.join(
            " nor at ",
            commits.stream().map(id -> "`" + CommitFact.abbreviated(id) + "`").toList());
    return refused(
        "no plan `" + word + "`" + (commits.size() > 1 ? ", neither at " : " at ") + where,
        known.isEmpty()
            ? "commit it, or name the commit that has it with `--plan-at REV`"
            : "there are " + String.join(", ", known));
  }

  private static boolean isActive(TreePath path, Config config) {
    return config.plans().active().stream().anyMatch(folder -> path.isWithin(TreePath.of(folder)));
  }

  private static StopException refused(String message, String hint) {
    return new StopException(Stop.REFUSED, ProblemCode.VERIFY_PLAN, message, hint);
  }
}
