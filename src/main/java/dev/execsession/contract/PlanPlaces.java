package dev.execsession.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where plans are looked up by name.
 *
 * @param active the active folders, absolute; the first is where new plans go
 * @param root the root of the worktree, absent outside of a repository
 */
public record PlanPlaces(List<Path> active, @Nullable Path root) {
  /** Outside of a repository. */
  public static final PlanPlaces NONE = new PlanPlaces(List.of(), null);

  public PlanPlaces {
    active = List.copyOf(active);
  }

  /** Returns all of them, the active folders first. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(active);
    if (root != null) {
      all.add(root);
    }
    return all;
  }
}
