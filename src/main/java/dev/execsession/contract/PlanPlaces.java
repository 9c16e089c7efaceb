package dev.execsession.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which plans are found by name.
 *
 * @param active the active folders, absolute; the first is for new plans
 * @param root the worktree's root; absent outside of a repository
 */
public record PlanPlaces(List<Path> active, @Nullable Path root) {
  public static final PlanPlaces NONE = new PlanPlaces(List.of(), null);

  public PlanPlaces {
    active = List.copyOf(active);
  }

  /** Returns all folders, the active ones first. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(active);
    if (root != null) {
      all.add(root);
    }
    return all;
  }
}
