package dev.execsession.verify;

import dev.execsession.plan.ParsedPlan;
import dev.execsession.text.TreePath;
import java.util.List;

/**
 * A plan as a commit holds it.
 *
 * @param path at that commit
 * @param commit 40 hexadecimal digits
 * @param others where the plan is at the range's other end, if it was moved
 * @param notes how it changed in the range
 */
record PlanSide(
    TreePath path, String commit, ParsedPlan parsed, List<TreePath> others, List<String> notes) {
  PlanSide {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
  }

  String digest() {
    return parsed.digest();
  }

  /** Returns whether a path is the plan's, at either end. */
  boolean isAt(TreePath other) {
    return path.equals(other) || others.contains(other);
  }
}
