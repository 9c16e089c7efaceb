package dev.execsession.guard;

import dev.execsession.file.TreeNames;
import dev.execsession.scope.Ignored;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.Verdict;
import dev.execsession.text.IoReason;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges edits by the scope of the active block, as the scan after the block does. */
public final class EditGuard {
  /** What git ignored when the session began; called only when it matters. */
  @FunctionalInterface
  public interface IgnoredPaths {
    Ignored ignored(ActiveBlocks.Found active, TreePath path) throws IOException;
  }

  /** The most paths judged at once: an agent's hook times out, which would allow the edit. */
  static final int MOST_PATHS = 2000;

  static final String TOO_MANY = "too many files at once";

  private final ActiveBlocks.Found active;
  private final IgnoredPaths ignored;
  private final ScopeJudge scope;

  public EditGuard(ActiveBlocks.Found active, IgnoredPaths ignored) {
    this.active = active;
    this.ignored = ignored;
    this.scope = active.block().scope().judge();
  }

  public ActiveBlock block() {
    return active.block();
  }

  /**
   * Judges a path as given.
   *
   * @param directory what a relative path is relative to
   */
  public Ruling rule(String asked, Path directory) {
    if (asked.isBlank() || asked.indexOf('\0') >= 0 || asked.indexOf('\ufffd') >= 0) {
      return Ruling.outside(asked, false, "it is not a valid file name");
    }
    // Some tools expand these to the home folder or to addresses.
    if (asked.equals("~") || asked.startsWith("~/") || asked.startsWith("file:")) {
      return Ruling.outside(asked, false, "it is outside the worktree");
    }
    try {
      Ruling last = Ruling.outside(asked, true, "");
      // Some tools strip blanks.
      for (String name : new LinkedHashSet<>(List.of(asked.strip(), asked))) {
        for (Path place : LinkWalk.places(directory.toAbsolutePath().resolve(name))) {
          last = ruleOn(asked, place);
          if (!last.allowed()) {
            return last;
          }
        }
      }
      return last;
    } catch (InvalidPathException e) {
      return Ruling.outside(asked, false, "it is not a valid file name");
    } catch (IOException e) {
      return Ruling.outside(asked, false, "it cannot be resolved: " + IoReason.of(e));
    }
  }

  private Ruling ruleOn(String asked, Path place) throws IOException {
    if (!place.startsWith(active.root())) {
      return Ruling.outside(asked, false, "it is outside the worktree");
    }
    return rule(asked, new TreeNames(active.root()).toTreePath(place), false);
  }

  /** Judges a path of the worktree by its exact name. */
  public Ruling rule(TreePath path) {
    try {
      return rule(path.text(), path, false);
    } catch (IOException e) {
      return Ruling.outside(path.text(), false, "git's files cannot be read: " + IoReason.of(e));
    }
  }

  private Ruling rule(String asked, TreePath path, boolean isDirectory) throws IOException {
    if (path.raw().isEmpty()) {
      return Ruling.outside(asked, false, "it is the worktree itself");
    }
    Judgement plain = scope.judge(path, isDirectory);
    Judgement alone = scope.judge(path, isDirectory, Ignored.ITSELF);
    // What is allowed either way is allowed in an ignored folder too.
    boolean decides = plain.verdict().isViolation() || alone.verdict().isViolation();
    return Ruling.of(
        asked,
        path,
        decides ? scope.judge(path, isDirectory, ignored.ignored(active, path)) : plain);
  }

  /** Returns whether this is the executor's result file. */
  boolean isResultFile(String asked, Path directory) {
    if (block().result().isEmpty() || asked.isEmpty()) {
      return false;
    }
    try {
      Path result = Path.of(block().result());
      for (Path place : LinkWalk.places(directory.toAbsolutePath().resolve(asked))) {
        if (!place.equals(result) && !isSameFile(place, result)) {
          return false;
        }
      }
      return true;
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  private static boolean isSameFile(Path place, Path result) {
    Path folder = result.getParent();
    try {
      return folder != null && place.equals(folder.toRealPath().resolve(result.getFileName()));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns the ruling on a path in a command if it is certainly forbidden: excluded, protected and
   * sensitive paths; null for others. A path that is merely not included may be a temporary file.
   */
  @Nullable Ruling certainly(String asked, Path directory) {
    for (String name : List.of(asked, asked + "/_")) {
      Ruling ruling = rule(name, directory);
      if (!ruling.allowed()
          && (ruling.verdict() == Verdict.EXCLUDED
              || ruling.verdict() == Verdict.PROTECTED
              || ruling.verdict() == Verdict.SENSITIVE)) {
        return name.equals(asked) ? ruling : rename(ruling, asked);
      }
    }
    return null;
  }

  /** Names a folder that is excluded by its content. */
  private static Ruling rename(Ruling ruling, String asked) {
    TreePath path = ruling.path();
    return new Ruling(
        asked,
        path == null ? null : path.parent(),
        false,
        ruling.verdict(),
        ruling.rule(),
        ruling.note());
  }
}
