package dev.execsession.cli;

import dev.execsession.git.GitIndex;
import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.ActiveBlocks;
import dev.execsession.guard.EditGuard;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.IgnoreFile;
import dev.execsession.worktree.IgnoreRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Determines the ignored paths from the ignore files at the start of the session and the current
 * index.
 */
final class IgnoredByGit implements EditGuard.IgnoredPaths {
  @Override
  public Ignored ignored(ActiveBlocks.Found active, TreePath path) throws IOException {
    List<IgnoreFile> files = new ArrayList<>();
    for (ActiveBlock.IgnoreText file : active.block().ignored()) {
      files.add(new IgnoreFile(new TreePath(file.folder()), file.text()));
    }
    Ignored how = new IgnoreRules(files).ignored(path, false);
    return how.holds() && GitIndex.read(active.gitDir()).tracks(path) ? Ignored.NOT : how;
  }
}
