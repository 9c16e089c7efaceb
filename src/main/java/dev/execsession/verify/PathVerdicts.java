package dev.execsession.verify;

import dev.execsession.config.Config;
import dev.execsession.report.Verification;
import dev.execsession.report.Verification.Standing;
import dev.execsession.scan.JointJudgement;
import dev.execsession.scan.PathClasses;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.PathClass;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.GitAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges the paths of a range together, as a session judges a block's changes. */
final class PathVerdicts {
  /** The rule of a link that leads to what may not be changed. */
  static final String LINK = "a link that leads out of the scope";

  private final Owners owners;
  private final List<PlanSide> plans;
  private final Links links;
  private final PathClasses classes;
  private final List<JointJudgement> judgements;
  private final List<PathWork> works;

  PathVerdicts(
      Owners owners,
      List<PlanSide> plans,
      List<PathWork> works,
      Config config,
      Links links,
      Supplier<GitAttributes> attributes) {
    this.owners = owners;
    this.plans = plans;
    this.works = works;
    this.links = links;
    this.judgements =
        config.scope().allowedWith().isEmpty()
            ? JointJudgement.of(works, work -> judge(work, Owner::alone))
            : JointJudgement.of(
                works, work -> judge(work, Owner::alone), work -> judge(work, Owner::together));
    List<TreePath> included = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      if (judgements.get(i).isIncluded()) {
        included.add(works.get(i).path());
      }
    }
    this.classes =
        new PathClasses(included, config.scope().generated(), config.plans().active(), attributes);
  }

  /** Returns the judgement that is best for one of its owners and worst of its commits. */
  private static Judgement judge(PathWork work, Function<Owner, ScopeJudge> by) {
    return work.owners().stream()
        .map(
            possible ->
                possible.stream()
                    .map(owner -> by.apply(owner).judge(work.path(), work.isSubmodule()))
                    .min(Comparator.comparing(PathVerdicts::isRefused).thenComparing(best()))
                    .orElseThrow())
        .max(Comparator.comparing(PathVerdicts::weight))
        .orElseThrow();
  }

  private static boolean isRefused(Judgement judgement) {
    return judgement.verdict() != Verdict.INCLUDED;
  }

  /** Orders refusals, the most specific one first. */
  private static Comparator<Judgement> best() {
    return Comparator.comparing(PathVerdicts::weight).reversed();
  }

  private static int weight(Judgement judgement) {
    return switch (judgement.verdict()) {
      case INCLUDED, SIDE_EFFECT -> 0;
      case OUTSIDE -> 1;
      case SENSITIVE, PROTECTED -> 2;
      case EXCLUDED -> 3;
    };
  }

  /** Returns the result for each path, in the order given. */
  List<Verification.Path> paths() {
    List<Verification.Path> paths = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      paths.add(path(works.get(i), judgements.get(i).judgement()));
    }
    return paths;
  }

  private Verification.Path path(PathWork work, Judgement judged) {
    boolean leaves =
        judged.verdict() == Verdict.INCLUDED && work.isLink() && links.leaves(work, owners.plans());
    Judgement judgement = leaves ? new Judgement(Verdict.OUTSIDE, LINK, null) : judged;
    PathClass kind =
        judgement.verdict() == Verdict.INCLUDED || leaves
            ? null
            : classes.of(work.path(), work.kind());
    TreePath from = work.from();
    return new Verification.Path(
        work.path().text(),
        work.path().utf8().isPresent() ? null : work.path().base64(),
        from == null ? null : from.text(),
        work.kind(),
        judgement.verdict(),
        standing(work.path(), judgement, kind),
        className(work.path(), judgement, kind),
        judgement.rule(),
        judgement.note(),
        includedBy(work, judgement.verdict()),
        work.commits().stream().flatMap(commit -> commit.blocks().stream()).distinct().toList(),
        work.commits().stream().map(commit -> commit.id()).toList());
  }

  private Standing standing(TreePath path, Judgement judgement, @Nullable PathClass kind) {
    if (judgement.verdict() == Verdict.INCLUDED) {
      return Standing.INSIDE;
    }
    if (isTracking(path, judgement, kind)) {
      return Standing.TRACKING;
    }
    if (judgement.verdict() != Verdict.OUTSIDE || kind == null) {
      return Standing.OUTSIDE;
    }
    return switch (kind) {
      case LOCK_FILE -> Standing.LOCK_FILE;
      case GENERATED -> Standing.GENERATED;
      case TRACKING_DOCUMENT -> Standing.TRACKING;
      case TEST, DELETION, OTHER -> Standing.OUTSIDE;
    };
  }

  /** The plan itself, wherever it was moved, and the documents next to plans track the work. */
  private boolean isTracking(TreePath path, Judgement judgement, @Nullable PathClass kind) {
    return plans.stream().anyMatch(plan -> plan.isAt(path))
        || (judgement.verdict() == Verdict.PROTECTED
            && kind == PathClass.TRACKING_DOCUMENT
            && classes.isWithPlans(path));
  }

  private @Nullable String className(TreePath path, Judgement judgement, @Nullable PathClass kind) {
    if (kind == null) {
      return null;
    }
    if (isTracking(path, judgement, kind)) {
      return PathClass.TRACKING_DOCUMENT.jsonName();
    }
    return judgement.verdict() == Verdict.OUTSIDE
        ? kind.jsonName()
        : judgement.verdict().jsonName();
  }

  private List<String> includedBy(PathWork work, Verdict verdict) {
    if (owners.plans().size() == 1) {
      return verdict == Verdict.INCLUDED ? List.of(owners.plans().get(0).planPath()) : List.of();
    }
    return owners.plans().stream()
        .filter(
            plan ->
                plan.alone().judge(work.path(), work.isSubmodule()).verdict() == Verdict.INCLUDED)
        .map(Owner::planPath)
        .toList();
  }
}
