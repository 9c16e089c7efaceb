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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    Judgement worst = null;
    for (List<Owner> possible : work.owners()) {
      Judgement best = null;
      for (Owner owner : possible) {
        Judgement judgement = by.apply(owner).judge(work.path(), work.isSubmodule());
        best = best == null || isBetter(judgement, best) ? judgement : best;
      }
      worst = worst == null || (best != null && weight(best) > weight(worst)) ? best : worst;
    }
    return Objects.requireNonNull(worst);
  }

  /** An included path is better than a refused one, and the most specific refusal is the best. */
  private static boolean isBetter(Judgement one, Judgement other) {
    boolean isRefused = other.verdict() != Verdict.INCLUDED;
    return one.verdict() == Verdict.INCLUDED ? isRefused : isRefused && weight(one) > weight(other);
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
    Optional<String> text = work.path().utf8();
    boolean isTracking =
        judgement.verdict() != Verdict.INCLUDED && isTracking(work.path(), judgement, kind);
    return new Verification.Path(
        text.isPresent() ? text.get() : work.path().display(),
        text.isPresent() ? null : work.path().base64(),
        from == null ? null : from.text(),
        work.kind(),
        judgement.verdict(),
        isTracking ? Standing.TRACKING : standing(judgement, kind),
        isTracking && kind != null
            ? PathClass.TRACKING_DOCUMENT.jsonName()
            : className(judgement, kind),
        judgement.rule(),
        judgement.note(),
        includedBy(work, judgement.verdict()),
        work.blocks(),
        work.commitIds());
  }

  private static Standing standing(Judgement judgement, @Nullable PathClass kind) {
    if (judgement.verdict() == Verdict.INCLUDED) {
      return Standing.INSIDE;
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
    for (PlanSide plan : plans) {
      if (plan.isAt(path)) {
        return true;
      }
    }
    return judgement.verdict() == Verdict.PROTECTED
        && kind == PathClass.TRACKING_DOCUMENT
        && classes.isWithPlans(path);
  }

  private static @Nullable String className(Judgement judgement, @Nullable PathClass kind) {
    if (kind == null) {
      return null;
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
