package dev.execsession.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses the skills for a block's brief. */
public final class SkillChooser {
  private final List<Skill> skills;

  public SkillChooser(List<Skill> skills) {
    this.skills = List.copyOf(skills);
  }

  /**
   * The skills of a block.
   *
   * @param chosen in the order of the block, or in configured order
   * @param unknown names that are not configured
   */
  public record Choice(List<Skill> chosen, List<String> unknown) {
    public Choice {
      chosen = List.copyOf(chosen);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * Returns the skills that a block names, or else those whose paths its scope can match.
   *
   * @param named the block's field {@code Skill}
   * @param includes the block's include patterns
   */
  public Choice choose(List<String> named, List<String> includes) {
    if (named.isEmpty()) {
      return new Choice(
          skills.stream().filter(skill -> canTouch(skill, includes)).toList(), List.of());
    }
    Set<Skill> chosen = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String name : named) {
      skills.stream()
          .filter(skill -> skill.name().equals(name))
          .findFirst()
          .ifPresentOrElse(chosen::add, () -> unknown.add(name));
    }
    return new Choice(List.copyOf(chosen), unknown);
  }

  private static boolean canTouch(Skill skill, List<String> includes) {
    return skill.paths().stream()
        .anyMatch(path -> includes.stream().anyMatch(include -> overlap(path, include)));
  }

  /**
   * Returns whether two patterns may match a common path, judged by their literal prefixes: {@code
   * api/**} and {@code api/src/A.java} may, {@code api/**} and {@code apix/**} may not. Errs
   * towards true.
   */
  static boolean overlap(String one, String other) {
    Literal a = Literal.of(one);
    Literal b = Literal.of(other);
    return a.reaches(b) || b.reaches(a);
  }

  /**
   * The literal prefix of a pattern.
   *
   * @param open whether a wildcard follows, so that the last name may be longer
   */
  private record Literal(String text, boolean open) {
    static Literal of(String pattern) {
      String rooted = pattern.startsWith("/") ? pattern.substring(1) : pattern;
      int wildcard = 0;
      while (wildcard < rooted.length() && "*?[".indexOf(rooted.charAt(wildcard)) < 0) {
        wildcard++;
      }
      return new Literal(rooted.substring(0, wildcard), wildcard < rooted.length());
    }

    /** Returns whether this prefix is the other or one of its parents. */
    boolean reaches(Literal other) {
      if (!other.text.startsWith(text)) {
        return false;
      }
      return open
          || text.endsWith("/")
          || text.length() == other.text.length()
          || other.text.charAt(text.length()) == '/';
    }
  }
}
