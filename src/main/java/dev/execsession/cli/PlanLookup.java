package dev.execsession.cli;

import dev.execsession.config.ConfigLoader;
import dev.execsession.contract.PlanFile;
import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the plan that a word on the command line means, and where its worktree is looked for. */
final class PlanLookup {
  private final ExecSession root;

  PlanLookup(ExecSession root) {
    this.root = root;
  }

  /**
   * Gives the plan's file: a path from here or from the worktree's root, or a name in the active
   * folder.
   */
  PlanFile find(String word) {
    return PlanFile.find(word, root.directory(), this::otherFolders);
  }

  /**
   * Gives where the plan's worktree is looked for: the directory that was named, else the plan's
   * folder.
   */
  Path start(PlanFile plan) {
    Path folder = plan.path().getParent();
    return root.namesDirectory() || folder == null ? root.directory() : folder;
  }

  private List<Path> otherFolders() {
    Probe probe =
        RepositoryProbe.inspect(root.directory(), root.surroundings().environment(), false);
    if (probe.facts() == null) {
      return List.of();
    }
    Path top = probe.facts().root();
    List<Path> folders = new ArrayList<>();
    for (String active :
        ConfigLoader.load(top, root.surroundings().environment()).config().plans().active()) {
      folders.add(top.resolve(active));
    }
    folders.add(top);
    return folders;
  }
}
