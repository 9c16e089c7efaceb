package dev.execsession.guard;

import dev.execsession.problem.StopException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines in {@code .git/info/exclude} that keep installed settings out of {@code git status},
 * because a run wants a clean worktree. All worktrees of a repository share this file.
 *
 * @param name the file's path, relative to the worktree's root if it is below it
 */
record ExcludeFile(Path root, String name) {
  static ExcludeFile of(Path root, Path commonDir) {
    Path file = commonDir.resolve("info/exclude");
    return new ExcludeFile(root, (file.startsWith(root) ? root.relativize(file) : file).toString());
  }

  /** Returns the line that excludes exactly one file. */
  static String line(String file) {
    return "/" + file;
  }

  /** Returns whether the file can be edited safely; a link cannot. */
  boolean isEditable() {
    try {
      read();
      return true;
    } catch (StopException e) {
      return false;
    }
  }

  @Nullable String read() {
    return TextFile.read(root, name);
  }

  boolean has(String line) {
    String text = read();
    return text != null && List.of(text.split("\r?\n", -1)).contains(line);
  }

  /** Returns the text with these lines at its end, unless they are there. */
  static @Nullable String with(@Nullable String text, Collection<String> lines) {
    Set<String> missing = new LinkedHashSet<>(lines);
    if (text != null) {
      List.of(text.split("\r?\n", -1)).forEach(missing::remove);
    }
    if (missing.isEmpty()) {
      return text;
    }
    String before = text == null || text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return Objects.requireNonNullElse(text, "") + before + String.join("\n", missing) + "\n";
  }

  /** Returns the text without these lines. */
  static String without(String text, Collection<String> lines) {
    List<String> kept = new ArrayList<>(List.of(text.split("\n", -1)));
    kept.removeAll(lines);
    return String.join("\n", kept);
  }
}
