package dev.execsession.scope;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges paths against a plan's scope and, if given, the block's narrower one. Excludes take
 * precedence over includes; a protected path needs an include whose literal part reaches into it;
 * the running plan and the top {@code .git} are never allowed.
 */
public final class ScopeJudge {
  private static final TreePath GIT_FOLDER = TreePath.of(".git");
  private static final Judgement OUTSIDE =
      new Judgement(Verdict.OUTSIDE, "not in any include", null);
  private static final Judgement SIDE_EFFECT =
      new Judgement(Verdict.SIDE_EFFECT, "ignored by git", null);

  private final Scope plan;
  private final Scope block;
  private final List<ScopeRule> excludes;
  private final List<ScopeRule> foldedExcludes;
  private final List<Place> protectedPlaces;
  private final List<Place> sensitive;
  private final List<Place> generated;
  private final TreePath planPath;
  private final boolean foldNames;
  private final List<String> protect;
  private final List<String> moreSensitive;
  private final List<ScopeRule> allowedWith;

  /**
   * @param protect configured patterns, in addition to the built-in ones
   * @param sensitive configured patterns, in addition to the built-in ones
   * @param planPath the running plan
   * @param foldNames whether the file system ignores case; then excludes and protected paths do too
   */
  public ScopeJudge(
      Scope plan,
      Scope block,
      List<String> protect,
      List<String> sensitive,
      TreePath planPath,
      boolean foldNames) {
    this(plan, block, protect, sensitive, planPath, foldNames, List.of());
  }

  private ScopeJudge(
      Scope plan,
      Scope block,
      List<String> protect,
      List<String> sensitive,
      TreePath planPath,
      boolean foldNames,
      List<String> allowedWith) {
    this.plan = plan;
    this.block = block;
    this.excludes = join(plan.excludes(), block.excludes());
    this.protectedPlaces = Place.all(OwnRules.PROTECTED, protect, foldNames);
    this.sensitive = Place.all(OwnRules.SENSITIVE, sensitive, foldNames);
    this.generated = Place.all(OwnRules.GENERATED, List.of(), false);
    this.planPath = planPath;
    this.foldNames = foldNames;
    this.protect = List.copyOf(protect);
    this.moreSensitive = List.copyOf(sensitive);
    this.foldedExcludes = foldNames ? folded(excludes) : List.of();
    List<ScopeRule> allowed = new ArrayList<>();
    for (String pattern : allowedWith) {
      allowed.add(ScopeRule.own(pattern));
    }
    this.allowedWith = List.copyOf(allowed);
  }

  /**
   * Returns the judge of changes that come with an included one: paths outside that these patterns
   * match are included too. Excludes and protected places stay closed.
   */
  public ScopeJudge allowing(List<String> patterns) {
    return patterns.isEmpty()
        ? this
        : new ScopeJudge(plan, block, protect, moreSensitive, planPath, foldNames, patterns);
  }

  public ScopeDefinition definition() {
    return new ScopeDefinition(
        ScopeDefinition.entries(plan.includes()),
        ScopeDefinition.entries(plan.excludes()),
        ScopeDefinition.entries(block.includes()),
        ScopeDefinition.entries(block.excludes()),
        protect,
        moreSensitive,
        ScopeDefinition.texts(allowedWith),
        planPath.text(),
        foldNames);
  }

  /** Returns the built-in protected patterns. */
  public static List<String> shippedProtected() {
    return OwnRules.PROTECTED.stream()
        .map(ScopeRule::text)
        .filter(text -> !text.equals(OwnRules.DOT_NAMES))
        .toList();
  }

  private static List<ScopeRule> folded(List<ScopeRule> rules) {
    List<ScopeRule> folded = new ArrayList<>();
    for (ScopeRule rule : rules) {
      folded.add(FoldedNames.fold(rule));
    }
    return folded;
  }

  private static List<ScopeRule> join(List<ScopeRule> first, List<ScopeRule> second) {
    List<ScopeRule> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** Returns the verdict on a change to a path that git does not ignore. */
  public Judgement judge(TreePath path, boolean isDirectory) {
    return judge(path, isDirectory, Ignored.NOT);
  }

  /**
   * Returns the verdict on a change to a path.
   *
   * @param ignored whether git ignored the path when the baseline was taken
   */
  public Judgement judge(TreePath path, boolean isDirectory, Ignored ignored) {
    if (isPlan(path)) {
      return new Judgement(Verdict.PROTECTED, Judgement.RUNNING_PLAN, null);
    }
    if (path.isWithin(GIT_FOLDER)) {
      return new Judgement(Verdict.PROTECTED, ".git", null);
    }
    TreePath folder = ignored.folder();
    ScopeRule exclude = exclude(path, isDirectory, folder);
    if (exclude != null) {
      return Judgement.by(Verdict.EXCLUDED, exclude);
    }
    ScopeRule secret =
        ignored.holds() ? firstClosed(sensitive, path, isDirectory, folder, false) : null;
    ScopeRule guard = firstClosed(protectedPlaces, path, isDirectory, folder, true);
    if (guard != null && (secret == null || !guard.text().equals(OwnRules.DOT_NAMES))) {
      return Judgement.by(Verdict.PROTECTED, guard);
    }
    if (secret != null) {
      return Judgement.by(Verdict.SENSITIVE, secret);
    }
    Judgement byIncludes =
        folder == null || reachesInto(plan.includes(), folder)
            ? judgeByIncludes(path, isDirectory)
            : OUTSIDE;
    if (byIncludes.verdict() != Verdict.OUTSIDE) {
      return included(path, isDirectory, ignored, byIncludes);
    }
    ScopeRule companion = ignored.holds() ? null : firstMatch(allowedWith, path, isDirectory, null);
    return companion != null
        ? Judgement.by(Verdict.INCLUDED, companion)
        : ignored.holds() ? SIDE_EFFECT : byIncludes;
  }

  private @Nullable ScopeRule exclude(
      TreePath path, boolean isDirectory, @Nullable TreePath folder) {
    ScopeRule exclude = firstMatch(excludes, path, isDirectory, folder);
    return exclude == null && foldNames
        ? firstMatch(
            foldedExcludes,
            FoldedNames.fold(path),
            isDirectory,
            folder == null ? null : FoldedNames.fold(folder))
        : exclude;
  }

  private Judgement judgeByIncludes(TreePath path, boolean isDirectory) {
    ScopeRule include = strictestMatch(plan.includes(), path, isDirectory);
    if (include == null) {
      return OUTSIDE;
    }
    if (block.includes().isEmpty()) {
      return Judgement.by(Verdict.INCLUDED, include);
    }
    ScopeRule narrower = strictestMatch(block.includes(), path, isDirectory);
    if (narrower == null) {
      return new Judgement(Verdict.OUTSIDE, Judgement.OUTSIDE_BLOCK, null);
    }
    return narrower.note() == null && include.note() != null
        ? new Judgement(Verdict.INCLUDED, narrower.text(), include.note())
        : Judgement.by(Verdict.INCLUDED, narrower);
  }

  /**
   * Returns whether a file's content is compared, not only its size and timestamps: true unless git
   * ignores it and it could only be a side effect.
   */
  public boolean watchesContent(TreePath path, Ignored ignored) {
    return !ignored.holds() || judge(path, false, ignored).verdict() != Verdict.SIDE_EFFECT;
  }

  /**
   * Returns whether a folder may count as ignored although no rule of git's says so, as one does
   * that contains its own ignore file: no exclude with a literal part matches it, and it is in no
   * protected place.
   */
  public boolean mayIgnoreItself(TreePath folder) {
    TreePath inner = folder.child("x");
    TreePath name = foldNames ? FoldedNames.fold(inner) : inner;
    for (ScopeRule rule : foldNames ? foldedExcludes : excludes) {
      if (!rule.pattern().beginsWithWildcard() && rule.pattern().matches(name, false)) {
        return false;
      }
    }
    return !folder.isWithin(GIT_FOLDER)
        && firstClosed(protectedPlaces, folder, true, null, true) == null;
  }

  /**
   * Returns whether any rule speaks of something in a folder.
   *
   * @param ignored the topmost ignored folder, which it is or is in
   */
  public boolean speaksOf(TreePath folder, TreePath ignored) {
    if (judge(folder, true, Ignored.inside(ignored)).verdict() != Verdict.SIDE_EFFECT
        || judge(folder.child("x"), false, Ignored.inside(ignored)).verdict() != Verdict.SIDE_EFFECT
        || reachesInto(excludes, folder)
        || reachesInto(plan.includes(), folder)
        || planPath.isWithin(folder)) {
      return true;
    }
    for (List<Place> places : List.of(protectedPlaces, sensitive)) {
      for (Place place : places) {
        if (place.rule().pattern().reachesInto(folder)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the exclude whose literal part is above an ignored path and that would match it. */
  public @Nullable String excludeAbove(TreePath path) {
    for (ScopeRule rule : excludes) {
      if (rule.pattern().covers(path) && rule.pattern().matches(path, false)) {
        return rule.text();
      }
    }
    return null;
  }

  /** Returns whether the path is of a kind that holds secrets, whatever its verdict. */
  public boolean isSensitive(TreePath path) {
    return firstMatch(sensitive.stream().map(Place::rule).toList(), path, false, null) != null;
  }

  /**
   * Returns whether the path is in a folder of generated files, such as {@code node_modules}, that
   * no include names.
   */
  public boolean isGenerated(TreePath path) {
    return firstClosed(generated, path, false, null, false) != null;
  }

  /** Returns the verdict on an included path that may be git's or an editor's. */
  private Judgement included(
      TreePath path, boolean isDirectory, Ignored ignored, Judgement byIncludes) {
    TreePath name = foldNames ? FoldedNames.fold(path) : path;
    ScopeRule control =
        hasDotName(name) ? firstMatch(OwnRules.NESTED_GIT, name, isDirectory, null) : null;
    if (control != null) {
      return Judgement.by(Verdict.PROTECTED, control);
    }
    if (name.name().equals(GIT_FOLDER.raw()) && !isDirectory) {
      return new Judgement(Verdict.PROTECTED, ".git", null);
    }
    return ignored.holds() && firstMatch(OwnRules.EDITORS, path, isDirectory, null) != null
        ? SIDE_EFFECT
        : byIncludes;
  }

  private boolean isPlan(TreePath path) {
    return path.equals(planPath)
        || (foldNames && FoldedNames.fold(path).equals(FoldedNames.fold(planPath)));
  }

  /**
   * @param folder the ignored folder that the path is in; a rule must reach into it
   */
  private static @Nullable ScopeRule firstMatch(
      List<ScopeRule> rules, TreePath path, boolean isDirectory, @Nullable TreePath folder) {
    for (ScopeRule rule : rules) {
      if (rule.pattern().matches(path, isDirectory)
          && (folder == null || rule.pattern().reachesInto(folder))) {
        return rule;
      }
    }
    return null;
  }

  private static boolean reachesInto(List<ScopeRule> rules, TreePath folder) {
    for (ScopeRule rule : rules) {
      if (rule.pattern().reachesInto(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Prefers an include with a condition in its note, even if a wider one allows the path. */
  private static @Nullable ScopeRule strictestMatch(
      List<ScopeRule> includes, TreePath path, boolean isDirectory) {
    ScopeRule match = null;
    for (ScopeRule rule : includes) {
      boolean counts = match == null || rule.note() != null;
      if (counts && rule.pattern().matches(path, isDirectory)) {
        if (rule.note() != null) {
          return rule;
        }
        match = rule;
      }
    }
    return match;
  }

  /**
   * Returns the rule whose place holds the path while no matching include reaches into it.
   *
   * @param folder the ignored folder that the path is in; a rule must reach into it
   * @param fromAbove whether a place above that folder does, unless tools fill it
   */
  private @Nullable ScopeRule firstClosed(
      List<Place> places,
      TreePath path,
      boolean isDirectory,
      @Nullable TreePath folder,
      boolean fromAbove) {
    TreePath alias = foldNames ? FoldedNames.fold(path) : path;
    boolean hasDotName = hasDotName(path) || (foldNames && hasDotName(alias));
    for (Place candidate : places) {
      if (candidate.needsDotName() && !hasDotName) {
        continue;
      }
      ScopeRule rule = candidate.rule();
      TreePath place = null;
      if (rule.pattern().matches(path, isDirectory)) {
        place = rule.pattern().place(path);
      } else if (candidate.folded() != null
          && candidate.folded().pattern().matches(alias, isDirectory)) {
        place = path;
      }
      if (place != null
          && (folder == null || reaches(candidate, place, folder, fromAbove))
          && !(rule.text().equals(OwnRules.DOT_NAMES) && OwnRules.isHarmless(path, isDirectory))
          && !isOpened(rule, place, path, isDirectory)) {
        return rule;
      }
    }
    return null;
  }

  private static boolean hasDotName(TreePath path) {
    return path.raw().startsWith(".") || path.raw().contains("/.");
  }

  private boolean reaches(Place rule, TreePath place, TreePath folder, boolean fromAbove) {
    if (rule.rule().pattern().reachesInto(folder)
        || (rule.folded() != null
            && rule.folded().pattern().reachesInto(FoldedNames.fold(folder)))) {
      return true;
    }
    return fromAbove
        && folder.isWithin(place)
        && (place.equals(folder) || firstClosed(generated, folder, true, null, false) == null);
  }

  private boolean isOpened(ScopeRule rule, TreePath place, TreePath path, boolean isDirectory) {
    for (ScopeRule include : plan.includes()) {
      String literal = include.pattern().literalPrefix();
      boolean reaches =
          literal.equals(place.raw())
              || literal.startsWith(place.raw() + "/")
              || include.text().equals(rule.text());
      if (reaches && include.pattern().matches(path, isDirectory)) {
        return true;
      }
    }
    return false;
  }
}
