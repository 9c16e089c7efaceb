package dev.execsession.closeout;

import java.util.List;
import java.util.Optional;

/**
 * Where a plan is, and the places that go with it. Paths are relative to the worktree's root.
 *
 * @param path the plan's file
 * @param activeIndex the index of the folder that the plan is in; need not exist
 * @param completedIndex that of the completed folder
 * @param tracker the list of deferred work
 */
public record PlanPlace(
    String path, PlanMove move, String activeIndex, String completedIndex, String tracker) {
  private static final String COMPLETED = "completed";
  private static final String FOLDER_PLAN = "/plan.md";

  /**
   * Returns the places of a plan. The completed folder is next to a folder {@code active}, and
   * inside of any other.
   *
   * @param active the folders of active plans
   */
  public static PlanPlace of(String path, List<String> active) {
    String folder =
        active.stream()
            .filter(known -> path.startsWith(known + "/"))
            .findFirst()
            .orElse(RelativePath.parent(path));
    String base = baseOf(folder);
    String completed = RelativePath.join(base, COMPLETED);
    boolean isFolder = path.endsWith(FOLDER_PLAN) && !RelativePath.parent(path).equals(folder);
    String unit = isFolder ? RelativePath.parent(path) : path;
    String rest = folder.isEmpty() ? unit : unit.substring(folder.length() + 1);
    return new PlanPlace(
        path,
        new PlanMove(unit, completed + "/" + rest),
        RelativePath.join(folder, "index.md"),
        completed + "/index.md",
        RelativePath.join(base, "tech-debt-tracker.md"));
  }

  /** Returns the folder of completed plans that a path is in; empty when it is in none. */
  public static Optional<String> completedFolder(String path, List<String> active) {
    return active.stream()
        .map(folder -> RelativePath.join(baseOf(folder), COMPLETED))
        .filter(folder -> path.startsWith(folder + "/"))
        .findFirst();
  }

  /** Returns where the plan is afterwards. */
  public String target() {
    return move.after(path);
  }

  private static String baseOf(String folder) {
    return folder.equals("active") || folder.endsWith("/active")
        ? RelativePath.parent(folder)
        : folder;
  }
}
