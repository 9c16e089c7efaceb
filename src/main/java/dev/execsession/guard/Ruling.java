package dev.execsession.guard;

import dev.execsession.scope.Judgement;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * Whether a path may be edited now, and by what rule.
 *
 * @param asked the path as given, raw
 * @param path the path in the worktree; null if it is not in it
 * @param verdict null if the path is not in the worktree
 */
public record Ruling(
    String asked,
    @Nullable TreePath path,
    boolean allowed,
    @Nullable Verdict verdict,
    String rule,
    @Nullable String note) {
  private static final int LONGEST = 400;

  static Ruling of(String asked, TreePath path, Judgement judgement) {
    return new Ruling(
        asked,
        path,
        !judgement.verdict().isViolation(),
        judgement.verdict(),
        judgement.rule(),
        judgement.note());
  }

  /** Returns a ruling on a path outside the worktree. */
  static Ruling outside(String asked, boolean allowed, String rule) {
    return new Ruling(asked, null, allowed, null, rule, null);
  }

  /** Returns the path, escaped and shortened for display. */
  public String shown() {
    String text = path == null ? TextSanitizer.oneLine(asked) : path.display();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Returns a sentence with path, verdict, rule and block. */
  public String sentence(String block) {
    String why =
        verdict == null
            ? TextSanitizer.oneLine(rule)
            : verdict.jsonName() + " (`" + TextSanitizer.oneLine(rule) + "`)";
    return "block `" + TextSanitizer.oneLine(block) + "` may not edit `" + shown() + "`: " + why;
  }
}
