package dev.execsession.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.execsession.file.Steady;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The repository's other worktrees. */
record OtherWorktrees(RepositoryFacts facts, TreeNames names) {
  /** Returns the folders of those below this one's root. */
  Set<TreePath> below() {
    Set<TreePath> found = new HashSet<>();
    try {
      for (Path entry : Steady.children(facts.commonDir().resolve("worktrees"))) {
        Path place = entry.equals(facts.gitDir()) ? null : place(entry);
        if (place != null && place.startsWith(facts.root()) && !place.equals(facts.root())) {
          found.add(names.toTreePath(place));
        }
      }
    } catch (IOException e) {
      throw Unverifiable.git("the list of worktrees", e);
    }
    return found;
  }

  /**
   * Returns where another worktree is; null when that cannot be read, so that its folder is walked
   * as any other.
   */
  private static @Nullable Path place(Path entry) {
    Path link = entry.resolve("gitdir");
    try {
      if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      Path dotGit = Path.of(new String(WholeFile.read(link, WholeFile.SMALL), UTF_8).strip());
      return entry.resolve(dotGit).normalize().getParent();
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
