package dev.execsession.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses the skills whose texts go into a block's brief. */
public final class SkillChooser {
  private final List<Skill> skills;

  public SkillChooser(List<Skill> skills) {
    this.skills = List.copyOf(skills);
  }

  /**
   * The skills of a block.
   *
   * @param chosen in the order named, or in the order configured
   * @param unknown names that the block gives and nobody configured
   */
  public record Choice(List<Skill> chosen, List<String> unknown) {
    public Choice {
      chosen = List.copyOf(chosen);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * Returns the skills that a block names; when it names none, those whose paths its scope can
   * touch.
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
   * Returns whether two patterns may cover a common path, judged by their literal beginnings:
   * {@code api/**} and {@code api/src/A.java} may, {@code api/**} and {@code apix/**} may not. Errs
   * towards a skill too many.
   */
  static boolean overlap(String one, String other) {
    Literal a = Literal.of(one);
    Literal b = Literal.of(other);
    return a.reaches(b) || b.reaches(a);
  }

  /**
   * The beginning of a pattern before its first wildcard.
   *
   * @param open whether a wildcard follows directly, so that the last name may go on
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

    /** Returns whether this beginning leads to, or above, the other. */
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
