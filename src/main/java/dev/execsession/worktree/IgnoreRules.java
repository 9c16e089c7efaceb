package dev.execsession.worktree;

import dev.execsession.scope.Ignored;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ignore rules at one moment: the user's, the repository's {@code info/exclude} and every
 * {@code .gitignore}. Later lines and deeper files take precedence, {@code !} re-includes, and
 * nothing below an ignored folder can be re-included. Does not consult the index, which always
 * takes precedence.
 */
public final class IgnoreRules {
  private record Line(PathPattern pattern, boolean negated) {}

  private final Queue<IgnoreFile> files = new ConcurrentLinkedQueue<>();
  private final Map<String, List<Line>> lines = new ConcurrentHashMap<>();
  // The lengths of the names of folders with ignore files: a very deep path has many folders.
  private final Set<Integer> lengths = ConcurrentHashMap.newKeySet();

  /**
   * @param files in ascending precedence; those of one folder in the order they are read
   */
  public IgnoreRules(List<IgnoreFile> files) {
    for (IgnoreFile file : files) {
      add(file);
    }
  }

  /** Adds a file during the first walk, before anything in its folder is read; thread-safe. */
  void add(IgnoreFile file) {
    files.add(file);
    lengths.add(file.folder().raw().length());
    lines.merge(file.folder().raw(), parse(file.text()), new Joined());
  }

  /** A class rather than a lambda, to keep the guard's start fast. */
  private static final class Joined
      implements BiFunction<List<Line>, List<Line>, @Nullable List<Line>> {
    @Override
    public List<Line> apply(List<Line> first, List<Line> more) {
      List<Line> joined = new ArrayList<>(first);
      joined.addAll(more);
      return joined;
    }
  }

  /** Returns the ignore files in ascending precedence. */
  public List<IgnoreFile> files() {
    return files.stream().sorted(Comparator.comparing(IgnoreFile::folder)).toList();
  }

  private static List<Line> parse(String text) {
    List<Line> parsed = new ArrayList<>();
    String body = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    for (String raw : body.split("\n", -1)) {
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean negated = line.startsWith("!");
      parsed.add(new Line(PathPattern.ofRaw(negated ? line.substring(1) : line), negated));
    }
    return parsed;
  }

  /** Returns whether, and how, git would ignore the path if the index does not hold it. */
  public Ignored ignored(TreePath path, boolean isDirectory) {
    String raw = path.raw();
    for (int slash = raw.indexOf('/'); slash >= 0; slash = raw.indexOf('/', slash + 1)) {
      TreePath folder = new TreePath(raw.substring(0, slash));
      if (isIgnoredItself(folder, true)) {
        return Ignored.inside(folder);
      }
    }
    if (!isIgnoredItself(path, isDirectory)) {
      return Ignored.NOT;
    }
    return isDirectory ? Ignored.inside(path) : Ignored.ITSELF;
  }

  /** Returns whether git would ignore the path if the index does not hold it. */
  public boolean isIgnored(TreePath path, boolean isDirectory) {
    return ignored(path, isDirectory).holds();
  }

  /** Returns whether a folder's own ignore file ignores everything in it, itself included. */
  static boolean ignoresAll(String text) {
    boolean all = false;
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.equals("*") || line.equals("**") || line.equals("/*")) {
        all = true;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        all &= !line.startsWith("!");
      }
    }
    return all;
  }

  /** As {@link #isIgnored}, for a path whose parent folders are known not to be ignored. */
  boolean isIgnoredItself(TreePath path, boolean isDirectory) {
    Line line = decisive(path, isDirectory);
    return line != null && !line.negated();
  }

  /**
   * Returns whether a line that begins with a name ignores the file itself: {@code .env}, not
   * {@code *.log}.
   */
  public boolean isNamed(TreePath file) {
    Line line = decisive(file, false);
    return line != null && !line.negated() && !line.pattern().beginsWithWildcard();
  }

  /** Returns the line that decides on a path whose parent folders are not ignored. */
  private @Nullable Line decisive(TreePath path, boolean isDirectory) {
    if (path.raw().isEmpty()) {
      return null;
    }
    String raw = path.raw();
    int slash = raw.length();
    do {
      slash = raw.lastIndexOf('/', slash - 1);
      int length = Math.max(slash, 0);
      List<Line> here = lengths.contains(length) ? lines.get(raw.substring(0, length)) : null;
      if (here != null) {
        TreePath relative = slash < 0 ? path : new TreePath(raw.substring(slash + 1));
        for (int i = here.size() - 1; i >= 0; i--) {
          if (here.get(i).pattern().matchesItself(relative, isDirectory)) {
            return here.get(i);
          }
        }
      }
    } while (slash >= 0);
    return null;
  }
}
