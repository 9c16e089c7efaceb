package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.contract.ContractChecks;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.Difference;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.git.RangeCommit;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.plan.Block;
import dev.execsession.plan.HumanGuard;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.report.Verification;
import dev.execsession.report.Verification.Standing;
import dev.execsession.scope.MissingIncludes;
import dev.execsession.scope.MissingIncludes.Refused;
import dev.execsession.scope.PathPattern;
import dev.execsession.scope.Verdict;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.GitAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges the commits of a range by plans. */
final class RangeJudge {
  private static final TreePath ATTRIBUTES = TreePath.of(".gitattributes");
  private static final long MOST_TEXT = 1 << 20;

  private final GitObjects objects;
  private final RepositoryFacts facts;
  private final Range range;
  private final List<PlanSide> plans;
  private final Config config;
  private final Owners owners;

  RangeJudge(
      GitObjects objects, RepositoryFacts facts, Range range, List<PlanSide> plans, Config config) {
    this.objects = objects;
    this.facts = facts;
    this.range = range;
    this.plans = plans;
    this.config = config;
    this.owners = new Owners(plans, config);
  }

  Verification judge(List<RangeCommit> commits) throws IOException {
    List<PathWork> works = works(commits);
    List<Verification.Path> paths =
        new PathVerdicts(owners, plans, works, config, new Links(objects), this::attributes)
            .paths();
    List<TreePath> changed = works.stream().map(PathWork::path).toList();
    List<String> dependencies =
        new DependencyFindings(objects, owners, config, range.base()).sentences(commits, changed);
    Verification.Docs docs = Documentation.judge(works, config);
    List<String> untouched = untouched(changed);
    Verification.Counts counts = counts(paths);
    return new Verification(
        1,
        counts.outside() == 0 && dependencies.isEmpty() && !docs.blocks(),
        VerdictLine.of(counts, untouched.size(), dependencies.size(), docs.blocks()),
        new Verification.Range(range.words(), range.base(), range.end()),
        plans.stream()
            .map(
                side ->
                    new Verification.PlanSide(
                        side.path().text(), side.parsed().digest(), side.commit()))
            .toList(),
        counts,
        paths,
        commits(commits, paths),
        untouched,
        flagged(paths),
        parsed().flatMap(RangeJudge::guards).map(HumanGuard::text).distinct().toList(),
        dependencies,
        docs,
        checks(),
        amendment(paths),
        new RangeNotes(range, plans, owners).of(commits, works, paths));
  }

  private List<Verification.Check> checks() {
    Set<String> known = new HashSet<>();
    return parsed()
        .flatMap(plan -> ContractChecks.all(plan, config).stream())
        .filter(check -> known.add(check.identity()))
        .map(check -> new Verification.Check(check.command(), "not run", null, null))
        .toList();
  }

  private Stream<Plan> parsed() {
    return plans.stream().map(side -> side.parsed().plan());
  }

  private static Stream<HumanGuard> guards(Plan plan) {
    return Stream.concat(
        plan.guards().stream(), plan.blocks().stream().flatMap(block -> block.guards().stream()));
  }

  private List<PathWork> works(List<RangeCommit> commits) {
    Map<TreePath, PathWork> works = new TreeMap<>();
    for (RangeCommit commit : commits) {
      List<Owner> madeFor = owners.of(commit);
      Map<String, TreePath> removed = removed(commit);
      for (Map.Entry<TreePath, Difference> change : commit.changes().entrySet()) {
        works
            .computeIfAbsent(
                change.getKey(),
                path -> new PathWork(path, change.getValue(), from(change.getValue(), removed)))
            .add(commit, change.getValue(), madeFor);
      }
    }
    return List.copyOf(works.values());
  }

  private static Map<String, TreePath> removed(RangeCommit commit) {
    Map<String, TreePath> removed = new HashMap<>();
    commit
        .changes()
        .forEach(
            (path, change) -> {
              if (change.before() != null && change.after() == null) {
                removed.put(change.before().id(), path);
              }
            });
    return removed;
  }

  private static @Nullable TreePath from(Difference change, Map<String, TreePath> removed) {
    TreeItem after = change.after();
    return change.before() == null && after != null ? removed.get(after.id()) : null;
  }

  private GitAttributes attributes() {
    GitAttributes attributes = new GitAttributes();
    try {
      TreeItem item = objects.item(range.base(), ATTRIBUTES);
      if (item != null) {
        objects
            .blob(item.id(), MOST_TEXT)
            .ifPresent(bytes -> attributes.add(TreePath.ROOT, GitAttributes.text(bytes)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return attributes;
  }

  private static Verification.Counts counts(List<Verification.Path> paths) {
    Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    paths.forEach(path -> counts.merge(path.standing(), 1, Integer::sum));
    return new Verification.Counts(
        counts.getOrDefault(Standing.INSIDE, 0),
        counts.getOrDefault(Standing.LOCK_FILE, 0),
        counts.getOrDefault(Standing.GENERATED, 0),
        counts.getOrDefault(Standing.TRACKING, 0),
        counts.getOrDefault(Standing.OUTSIDE, 0));
  }

  private static List<Verification.Commit> commits(
      List<RangeCommit> commits, List<Verification.Path> paths) {
    Map<String, Integer> outside = new HashMap<>();
    for (Verification.Path path : paths) {
      if (path.standing() == Standing.OUTSIDE) {
        path.commits().forEach(id -> outside.merge(id, 1, Integer::sum));
      }
    }
    return commits.stream()
        .map(
            commit ->
                new Verification.Commit(
                    commit.id(),
                    commit.subject(),
                    commit.author(),
                    commit.blocks(),
                    commit.changes().size(),
                    outside.getOrDefault(commit.id(), 0)))
        .toList();
  }

  /** Returns the includes of plans and blocks that no changed path matches. */
  private List<String> untouched(List<TreePath> changed) {
    Set<String> declared = new LinkedHashSet<>();
    parsed()
        .flatMap(
            plan ->
                Stream.concat(
                    plan.include().stream(), plan.blocks().stream().flatMap(RangeJudge::include)))
        .map(ScopeEntry::pattern)
        .forEach(declared::add);
    return declared.stream()
        .filter(
            pattern -> {
              PathPattern include = PathPattern.forInclude(pattern);
              return changed.stream().noneMatch(path -> include.matches(path, false));
            })
        .toList();
  }

  private static Stream<ScopeEntry> include(Block block) {
    return block.include().stream();
  }

  private static List<Verification.Flagged> flagged(List<Verification.Path> paths) {
    List<Verification.Flagged> flagged = new ArrayList<>();
    for (Verification.Path path : paths) {
      String note = path.note();
      if (path.verdict() == Verdict.INCLUDED
          && note != null
          && note.toLowerCase(Locale.ROOT).startsWith("only")) {
        flagged.add(new Verification.Flagged(path.path(), note));
      }
    }
    return flagged;
  }

  private Verification.Amendment amendment(List<Verification.Path> paths) throws IOException {
    List<Refused> refused = new ArrayList<>();
    for (Verification.Path path : paths) {
      if (path.standing() == Standing.OUTSIDE && !path.rule().equals(PathVerdicts.LINK)) {
        refused.add(new Refused(path.path(), path.verdict(), path.rule()));
      }
    }
    Set<String> other = new LinkedHashSet<>();
    for (PlanSide side : refused.isEmpty() ? List.<PlanSide>of() : plans) {
      new UncommittedPlans(objects, facts, config)
          .of(side)
          .filter(plan -> refused.removeIf(path -> plan.includes(path.path())))
          .ifPresent(plan -> other.add(commit(plan.path())));
    }
    refused.stream()
        .filter(path -> path.verdict() == Verdict.EXCLUDED)
        .forEach(path -> other.add("remove `" + path.rule() + "` from Exclude, or narrow it"));
    return new Verification.Amendment(MissingIncludes.of(refused), List.copyOf(other));
  }

  private static String commit(String plan) {
    String word = ShellWord.path(plan);
    return "the plan in the worktree includes more than its last commit: `git commit -m 'Amend the"
        + " plan' -- "
        + word
        + "`, then `exec-session verify "
        + word
        + " --plan-at HEAD`";
  }
}
