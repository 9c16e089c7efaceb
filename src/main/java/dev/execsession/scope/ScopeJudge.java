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
    this.plan = plan;
    this.block = block;
    this.excludes = join(plan.excludes(), block.excludes());
    this.protectedPlaces = places(OwnRules.PROTECTED, protect, foldNames);
    this.sensitive = places(OwnRules.SENSITIVE, sensitive, foldNames);
    this.generated = places(OwnRules.GENERATED, List.of(), false);
    this.planPath = planPath;
    this.foldNames = foldNames;
    this.protect = List.copyOf(protect);
    this.moreSensitive = List.copyOf(sensitive);
    this.foldedExcludes = foldNames ? folded(excludes) : List.of();
  }

  public ScopeDefinition definition() {
    return new ScopeDefinition(
        ScopeDefinition.entries(plan.includes()),
        ScopeDefinition.entries(plan.excludes()),
        ScopeDefinition.entries(block.includes()),
        ScopeDefinition.entries(block.excludes()),
        protect,
        moreSensitive,
        planPath.text(),
        foldNames);
  }

  /** Returns the built-in protected patterns. */
  public static List<String> shippedProtected() {
    return OwnRules.PROTECTED.stream().map(ScopeRule::text).toList();
  }

  /** A rule that an include can open, and the same rule for folded names if they matter. */
  private record Place(ScopeRule rule, @Nullable ScopeRule folded) {}

  private static List<Place> places(List<ScopeRule> own, List<String> more, boolean fold) {
    List<Place> places = new ArrayList<>();
    for (ScopeRule rule : own) {
      places.add(place(rule, fold));
    }
    for (String text : more) {
      places.add(place(ScopeRule.exclude(text, null), fold));
    }
    return places;
  }

  private static Place place(ScopeRule rule, boolean fold) {
    return new Place(rule, fold ? FoldedNames.fold(rule) : null);
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

  /**
   * Returns the verdict on a change to a path.
   *
   * @param ignoredAtBaseline whether git ignored the path when the baseline was taken
   */
  public Judgement judge(TreePath path, boolean isDirectory, boolean ignoredAtBaseline) {
    if (isPlan(path)) {
      return new Judgement(Verdict.PROTECTED, "the running plan", null);
    }
    if (path.isWithin(GIT_FOLDER)) {
      return new Judgement(Verdict.PROTECTED, ".git", null);
    }
    ScopeRule exclude = firstMatch(excludes, path, isDirectory);
    if (exclude == null && foldNames) {
      exclude = firstMatch(foldedExcludes, FoldedNames.fold(path), isDirectory);
    }
    if (exclude != null) {
      return Judgement.by(Verdict.EXCLUDED, exclude);
    }
    ScopeRule guard = firstClosed(protectedPlaces, path, isDirectory);
    if (guard != null) {
      return Judgement.by(Verdict.PROTECTED, guard);
    }
    return ignoredAtBaseline ? judgeIgnored(path, isDirectory) : judgeByIncludes(path, isDirectory);
  }

  private Judgement judgeIgnored(TreePath path, boolean isDirectory) {
    if (isGenerated(path)) {
      return new Judgement(Verdict.SIDE_EFFECT, "ignored by git", null);
    }
    ScopeRule secret = firstClosed(sensitive, path, isDirectory);
    if (secret != null) {
      return Judgement.by(Verdict.SENSITIVE, secret);
    }
    Judgement byIncludes = judgeByIncludes(path, isDirectory);
    return byIncludes.verdict() == Verdict.INCLUDED
        ? byIncludes
        : new Judgement(Verdict.SIDE_EFFECT, "ignored by git", null);
  }

  private Judgement judgeByIncludes(TreePath path, boolean isDirectory) {
    ScopeRule include = strictestMatch(plan.includes(), path, isDirectory);
    if (include == null) {
      return new Judgement(Verdict.OUTSIDE, "not in any include", null);
    }
    if (block.includes().isEmpty()) {
      return Judgement.by(Verdict.INCLUDED, include);
    }
    ScopeRule narrower = strictestMatch(block.includes(), path, isDirectory);
    if (narrower == null) {
      return new Judgement(Verdict.OUTSIDE, "not in any include of the block", null);
    }
    return narrower.note() == null && include.note() != null
        ? new Judgement(Verdict.INCLUDED, narrower.text(), include.note())
        : Judgement.by(Verdict.INCLUDED, narrower);
  }

  /**
   * Returns whether a file's content is compared, not only its size and timestamps: true unless git
   * ignores it and it could only be a side effect.
   */
  public boolean watchesContent(TreePath path, boolean ignored) {
    return !ignored || judge(path, false, true).verdict() != Verdict.SIDE_EFFECT;
  }

  /**
   * Returns whether the path is in a folder of generated files, such as {@code node_modules}, that
   * no include names.
   */
  public boolean isGenerated(TreePath path) {
    return firstClosed(generated, path, false) != null;
  }

  private boolean isPlan(TreePath path) {
    return path.equals(planPath)
        || (foldNames && FoldedNames.fold(path).equals(FoldedNames.fold(planPath)));
  }

  private static @Nullable ScopeRule firstMatch(
      List<ScopeRule> rules, TreePath path, boolean isDirectory) {
    for (ScopeRule rule : rules) {
      if (rule.pattern().matches(path, isDirectory)) {
        return rule;
      }
    }
    return null;
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

  /** Returns the rule that covers the path without a matching include that reaches into it. */
  private @Nullable ScopeRule firstClosed(List<Place> places, TreePath path, boolean isDirectory) {
    TreePath alias = foldNames ? FoldedNames.fold(path) : path;
    for (Place candidate : places) {
      ScopeRule rule = candidate.rule();
      TreePath place = null;
      if (rule.pattern().matches(path, isDirectory)) {
        place = rule.pattern().place(path);
      } else if (candidate.folded() != null
          && candidate.folded().pattern().matches(alias, isDirectory)) {
        place = path;
      }
      if (place != null && !isOpened(rule, place, path, isDirectory)) {
        return rule;
      }
    }
    return null;
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
