package dev.execsession.worktree;

import dev.execsession.file.FileReader;
import dev.execsession.file.RacyWindow;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans the {@link Manifest} of a worktree. A file is read again unless size, timestamps and inode
 * are unchanged since the previous scan and older than it by more than the {@link RacyWindow}. If
 * the tree changes during the walk, it is walked again, three times at most.
 */
public final class ManifestScanner {
  private static final int PASSES = 3;

  /** A manifest and the ignore rules that applied. */
  record Scan(Manifest manifest, IgnoreRules ignore) {}

  private final TreeNames names;
  private final Path root;

  public ManifestScanner(Path root) {
    this.names = new TreeNames(root);
    this.root = root;
  }

  /**
   * Scans the worktree.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when something cannot be read
   *     (TREE-003) or keeps changing (TREE-004)
   */
  public Scan scan(@Nullable Manifest previous, ScanRules rules, List<IgnoreFile> userIgnores) {
    for (int pass = 1; ; pass++) {
      try {
        IgnoreRules ignore = rules.ignore() == null ? new IgnoreRules(userIgnores) : rules.ignore();
        long trusted = previous == null ? Long.MIN_VALUE : trusted(previous);
        return new Scan(new TreeWalk(names, previous, trusted, rules, ignore).run(), ignore);
      } catch (TreeWalk.Failure e) {
        IOException cause = e.reason();
        boolean moved =
            cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException
                || cause instanceof FileReader.Moved;
        if (!moved) {
          throw Unverifiable.tree(shown(e.place()), cause);
        }
        if (pass == PASSES) {
          throw Unverifiable.stop(
              ProblemCode.TREE_UNSTABLE,
              "`" + shown(e.place()) + "` changes while it is read",
              "stop the process that writes to the worktree, then run again",
              cause);
        }
      }
    }
  }

  /** Returns the time before which an unchanged file need not be read. */
  private long trusted(Manifest previous) {
    try {
      return RacyWindow.trusted(root, previous.startedNanos());
    } catch (IOException e) {
      throw Unverifiable.tree(".", e);
    }
  }

  private static String shown(TreePath place) {
    String shown = place.raw().isEmpty() ? "." : place.display();
    return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
  }
}
