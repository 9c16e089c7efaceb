package dev.execsession.worktree;

import dev.execsession.file.TreeNames;
import dev.execsession.git.GitIndex;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.scope.Ignored;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What git ignores at this moment, without a scan. */
public record IgnoredNow(RepositoryFacts facts) {
  /**
   * Returns whether, and how, git ignores a file, which need not exist.
   *
   * @throws IOException when git's files cannot be read
   */
  public Ignored of(TreePath path) throws IOException {
    List<IgnoreFile> files = new ArrayList<>(IgnoreFile.outside(facts));
    TreeNames names = new TreeNames(facts.root());
    List<TreePath> folders = new ArrayList<>();
    for (TreePath folder = path.parent(); !folder.raw().isEmpty(); folder = folder.parent()) {
      folders.add(0, folder);
    }
    folders.add(0, TreePath.ROOT);
    for (TreePath folder : folders) {
      Path file = names.toPath(folder).resolve(".gitignore");
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(IgnoreFile.read(file, folder));
      }
    }
    Ignored how = new IgnoreRules(files).ignored(path, false);
    return how.holds() && GitIndex.read(facts.gitDir()).tracks(path) ? Ignored.NOT : how;
  }
}
