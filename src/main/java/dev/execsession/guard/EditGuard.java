package dev.execsession.guard;

import dev.execsession.scope.Ignored;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges edits by the scope of the active block, as the scan after the block does. */
public final class EditGuard implements ShellRule.Judge {
  /** What git ignored when the session began; called only when it matters. */
  @FunctionalInterface
  public interface IgnoredPaths {
    Ignored ignored(ActiveBlocks.Found active, TreePath path) throws IOException;
  }

  /** The most paths judged at once: an agent's hook times out, which would allow the edit. */
  static final int MOST_PATHS = 2000;

  static final String TOO_MANY = "too many files at once";

  private final ActiveBlocks.Found active;
  private final PathJudge paths;

  public EditGuard(ActiveBlocks.Found active, IgnoredPaths ignored) {
    this.active = active;
    this.paths =
        new PathJudge(
            active.root(), active.block().scope().judge(), new AtTheStart(active, ignored));
  }

  /** A class rather than a lambda, to keep the guard's start fast. */
  private record AtTheStart(ActiveBlocks.Found active, IgnoredPaths ignored)
      implements PathJudge.IgnoredPaths {
    @Override
    public Ignored ignored(TreePath path) throws IOException {
      return ignored.ignored(active, path);
    }
  }

  public ActiveBlock block() {
    return active.block();
  }

  /** Judges a path, as {@link PathJudge#rule(String, Path)}. */
  public Ruling rule(String asked, Path directory) {
    return paths.rule(asked, directory);
  }

  /** Judges a path of the worktree by its exact name. */
  public Ruling rule(TreePath path) {
    return paths.rule(path);
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

  @Override
  public Optional<String> write(String path, Path directory) {
    Ruling ruling = certainly(path, directory);
    return ruling == null ? Optional.empty() : Optional.of(ruling.sentence(block().block()));
  }

  @Override
  public boolean mayCommit() {
    return block().commits();
  }

  @Override
  public String git(String what) {
    return "block `"
        + block().block()
        + "` may not run `"
        + what
        + "`: it rewrites, switches or hides what the session scans";
  }
}
