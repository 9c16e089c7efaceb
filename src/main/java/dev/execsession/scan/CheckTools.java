package dev.execsession.scan;

import dev.execsession.file.EntryType;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Manifest;
import dev.execsession.worktree.ManifestEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the programs in ignored folders that commands resolve to: {@code node_modules/.bin/jest} of
 * {@code npx jest}. Changing one changes what a check reports.
 */
final class CheckTools {
  private static final Set<String> FOLDERS =
      Set.of("node_modules/.bin", ".venv/bin", "venv/bin", ".venv/Scripts", "vendor/bin");

  private final Set<String> words = new HashSet<>();

  /**
   * @param commands the commands, and scripts that they may run
   */
  CheckTools(Collection<String> commands) {
    for (String command : commands) {
      words.addAll(Arrays.asList(command.split("[^A-Za-z0-9@+._/-]+", -1)));
    }
  }

  /** Returns a sentence for each program that is not what it was. */
  List<String> changed(List<FileChange> changes, Manifest now) {
    Set<TreePath> ignored =
        changes.stream()
            .filter(change -> change.isIgnored() && !change.isDirectory())
            .map(FileChange::path)
            .collect(Collectors.toSet());
    if (ignored.isEmpty()) {
      return List.of();
    }
    Set<TreePath> tools = new TreeSet<>();
    ignored.stream().filter(this::isNamed).forEach(tools::add);
    for (String folder : FOLDERS) {
      for (String word : words) {
        if (!word.isEmpty() && word.indexOf('/') < 0 && !word.startsWith(".")) {
          addBehind(TreePath.of(folder).child(word), now, ignored, tools);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    tools.forEach(
        tool ->
            sentences.add(
                "`"
                    + tool.display()
                    + "`, which a check runs and git ignores, was changed by the executor"));
    return sentences;
  }

  private boolean isNamed(TreePath path) {
    String folder = path.parent().raw();
    boolean inFolder =
        FOLDERS.stream().anyMatch(known -> folder.equals(known) || folder.endsWith("/" + known));
    return words.contains(path.raw())
        || words.contains("./" + path.raw())
        || (inFolder && words.contains(path.name()));
  }

  /** Adds the file that a link leads to, within the worktree. */
  private static void addBehind(
      TreePath path, Manifest now, Set<TreePath> changed, Set<TreePath> tools) {
    TreePath at = path;
    for (int hops = 0; hops < 5; hops++) {
      if (changed.contains(at)) {
        tools.add(at);
      }
      Optional<ManifestEntry> entry = now.find(at);
      TreePath next =
          entry.isEmpty() || entry.get().type() != EntryType.SYMLINK
              ? null
              : target(at, entry.get().linkTarget());
      if (next == null) {
        return;
      }
      at = next;
    }
  }

  private static @Nullable TreePath target(TreePath link, @Nullable String raw) {
    if (raw == null || raw.startsWith("/")) {
      return null;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : (link.parent().raw() + "/" + raw).split("/", -1)) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return null;
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return new TreePath(String.join("/", segments));
  }
}
