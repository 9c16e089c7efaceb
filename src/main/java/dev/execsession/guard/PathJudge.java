package dev.execsession.guard;

import dev.execsession.file.TreeNames;
import dev.execsession.scope.Ignored;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.IoReason;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/** Judges paths, as people and tools write them, by a scope. */
public final class PathJudge {
  /** What git ignores; asked only when it matters. */
  @FunctionalInterface
  public interface IgnoredPaths {
    Ignored ignored(TreePath path) throws IOException;
  }

  private final Path root;
  private final ScopeJudge scope;
  private final IgnoredPaths ignored;

  /**
   * @param root the worktree's root
   */
  public PathJudge(Path root, ScopeJudge scope, IgnoredPaths ignored) {
    this.root = root;
    this.scope = scope;
    this.ignored = ignored;
  }

  /**
   * Judges a path as given, and every place that its links lead to.
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
    if (!place.startsWith(root)) {
      return Ruling.outside(asked, false, "it is outside the worktree");
    }
    return rule(asked, new TreeNames(root).toTreePath(place));
  }

  /** Judges a path of the worktree by its exact name. */
  public Ruling rule(TreePath path) {
    try {
      return rule(path.text(), path);
    } catch (IOException e) {
      return Ruling.outside(path.text(), false, "git's files cannot be read: " + IoReason.of(e));
    }
  }

  private Ruling rule(String asked, TreePath path) throws IOException {
    if (path.raw().isEmpty()) {
      return Ruling.outside(asked, false, "it is the worktree itself");
    }
    Judgement plain = scope.judge(path, false);
    Judgement alone = scope.judge(path, false, Ignored.ITSELF);
    // What is allowed either way is allowed in an ignored folder too.
    boolean decides = plain.verdict().isViolation() || alone.verdict().isViolation();
    return Ruling.of(
        asked, path, decides ? scope.judge(path, false, ignored.ignored(path)) : plain);
  }
}
