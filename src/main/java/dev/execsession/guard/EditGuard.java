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

/** Rules on edits by the scope of the block that is being worked on, as the disk check does. */
public final class EditGuard {
  /** Returns what git ignored when the session began; asked only where it decides. */
  @FunctionalInterface
  public interface IgnoredPaths {
    Ignored ignored(ActiveBlocks.Found active, TreePath path) throws IOException;
  }

  /** More is not judged: an agent does not wait for ever, and lets pass what comes too late. */
  static final int MOST_PATHS = 2000;

  static final String TOO_MANY = "more files are named at once than can be judged";

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
   * Rules on a path as somebody named it.
   *
   * @param directory what a relative path is relative to
   */
  public Ruling rule(String asked, Path directory) {
    if (asked.isBlank() || asked.indexOf('\0') >= 0 || asked.indexOf('\ufffd') >= 0) {
      return Ruling.outside(asked, false, "it is no name that can be judged");
    }
    // Some tools take these for the home folder and for addresses.
    if (asked.equals("~") || asked.startsWith("~/") || asked.startsWith("file:")) {
      return Ruling.outside(asked, false, "it is outside of the worktree");
    }
    try {
      Ruling last = Ruling.outside(asked, true, "");
      // Some tools take blanks off.
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
      return Ruling.outside(asked, false, "it is no name that can be judged");
    } catch (IOException e) {
      return Ruling.outside(asked, false, "where it leads cannot be read: " + IoReason.of(e));
    }
  }

  private Ruling ruleOn(String asked, Path place) throws IOException {
    if (!place.startsWith(active.root())) {
      return Ruling.outside(asked, false, "it is outside of the worktree");
    }
    return rule(asked, new TreeNames(active.root()).toTreePath(place), false);
  }

  /** Rules on a path of the worktree by its exact name. */
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

  /** Returns whether this is the file that the executor reports in. */
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
   * Returns the ruling on a path that a command names, where it is certain that the command must
   * not touch it: excluded, protected and sensitive places; absent elsewhere. What is merely not
   * included may be a scratch file that is gone again before anybody looks.
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

  /** A folder that is excluded by what is in it is named itself. */
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
