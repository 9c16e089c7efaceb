package dev.execsession.scope;

import dev.execsession.text.PathGroups;
import java.util.ArrayList;
import java.util.List;

/** Computes the includes that would allow what was refused. */
public final class MissingIncludes {
  private static final int MOST_NAMED = 5;

  private MissingIncludes() {}

  /** A refused path, as text, with its verdict and rule. */
  public record Refused(String path, Verdict verdict, String rule) {
    /** Returns whether an include of the path would allow it. */
    public boolean isAllowedByInclude() {
      return switch (verdict) {
        case OUTSIDE, SENSITIVE -> true;
        case PROTECTED -> !rule.equals(Judgement.RUNNING_PLAN) && !rule.equals(".git");
        case EXCLUDED, INCLUDED, SIDE_EFFECT -> false;
      };
    }
  }

  /** Returns the patterns: each path, or its folder if many. */
  public static List<String> of(List<Refused> refused) {
    List<String> patterns = new ArrayList<>();
    List<String> many = new ArrayList<>();
    for (Refused change : refused) {
      if (change.verdict() == Verdict.OUTSIDE) {
        many.add(change.path());
      } else if (change.isAllowedByInclude()) {
        patterns.add(PathPattern.literal(change.path()));
      }
    }
    for (PathGroups.Group group : PathGroups.of(many, MOST_NAMED)) {
      if (!group.name().isEmpty()) {
        patterns.add(PathPattern.literal(group.name()) + (group.name().endsWith("/") ? "**" : ""));
      }
    }
    return patterns;
  }
}
