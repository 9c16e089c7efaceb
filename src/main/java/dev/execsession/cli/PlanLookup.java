package dev.execsession.cli;

import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.PlanFile;
import dev.execsession.contract.PlanPlaces;
import dev.execsession.contract.PlanSearch;
import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryProbe;
import java.nio.file.Path;
import java.util.List;

/** Resolves plan arguments. */
record PlanLookup(ExecSession root) {
  /**
   * Reads the plan of an argument: a path relative to the directory or to the worktree's root, or a
   * name in the active folder.
   */
  PlanFile find(String word) {
    return search().one(word);
  }

  /** Returns the plan files of an argument: one, or all in a folder. */
  List<Path> files(String word) {
    return search().all(word);
  }

  /** Returns the plan files in the active folders. */
  List<Path> active() {
    return search().active();
  }

  PlanFile read(Path file) {
    return PlanFile.read(file, root.directory());
  }

  /**
   * Returns where the search for the plan's worktree starts: the directory given by {@code -C},
   * else the plan's folder.
   */
  Path start(PlanFile plan) {
    Path folder = plan.path().getParent();
    return root.namesDirectory() || folder == null ? root.directory() : folder;
  }

  private PlanSearch search() {
    return new PlanSearch(root.directory(), this::places);
  }

  private PlanPlaces places() {
    Probe probe =
        RepositoryProbe.inspect(root.directory(), root.surroundings().environment(), false);
    if (probe.facts() == null) {
      return PlanPlaces.NONE;
    }
    Path top = probe.facts().root();
    return new PlanPlaces(
        ConfigLoader.load(top, root.surroundings().environment()).config().plans().active().stream()
            .map(top::resolve)
            .toList(),
        top);
  }
}
