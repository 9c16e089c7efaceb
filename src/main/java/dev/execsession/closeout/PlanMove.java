package dev.execsession.closeout;

/**
 * The way of a plan to the completed folder. Paths are relative to the worktree's root.
 *
 * @param from the plan's file, or its folder when that holds a {@code plan.md}
 * @param to where it goes
 */
public record PlanMove(String from, String to) {
  /** Returns where a path is afterwards. */
  public String after(String path) {
    return contains(path) ? to + path.substring(from.length()) : path;
  }

  /** Returns whether a path is moved. */
  public boolean contains(String path) {
    return path.equals(from) || path.startsWith(from + "/");
  }
}
