package dev.execsession.engine;

import dev.execsession.git.ControlChange;
import dev.execsession.journal.Fact;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.ScanHistory;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.CommittedFiles;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.ManifestEntry;
import dev.execsession.worktree.Worktree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the commands that put forbidden changes back. */
record PutBack(Worktree worktree, ScanHistory history) {
  /** A longer command is not worth reading; an undo of the block does the same. */
  private static final int MOST_PATHS = 12;

  /**
   * Returns the shell commands that put every forbidden change back and remove every tool's setting
   * that was made; empty when one of them cannot: HEAD does not hold what was there before.
   */
  List<String> commands(Assessment seen) {
    List<ControlChange> settings = madeSettings(seen);
    List<String> sentences = settings.stream().map(ControlChange::sentence).toList();
    if (settings.size() > MOST_PATHS || !sentences.containsAll(seen.violations())) {
      return List.of();
    }
    boolean isSettingOnly = seen.changes().stream().noneMatch(Fact.Change::isViolation);
    List<String> commands = new ArrayList<>(isSettingOnly ? List.of() : files(seen));
    if (isSettingOnly || !commands.isEmpty()) {
      settings.forEach(setting -> commands.add(removal(setting.file())));
    }
    return commands;
  }

  private static List<ControlChange> madeSettings(Assessment seen) {
    return seen.delta().control().stream()
        .filter(change -> change.makesToolSetting() && Files.exists(Path.of(change.file())))
        .filter(change -> seen.violations().contains(change.sentence()))
        .toList();
  }

  private static String removal(String file) {
    boolean isFolder = Files.isDirectory(Path.of(file), LinkOption.NOFOLLOW_LINKS);
    return (isFolder ? "rm -r -- " : "rm -- ") + ShellWord.quote(file);
  }

  private List<String> files(Assessment seen) {
    Set<String> forbidden =
        seen.changes().stream()
            .filter(Fact.Change::isViolation)
            .map(Fact.Change::key)
            .collect(Collectors.toSet());
    List<FileChange> files =
        seen.delta().files().stream()
            .filter(change -> forbidden.contains(change.path().key()))
            .toList();
    if (files.isEmpty() || files.size() > MOST_PATHS || files.size() < forbidden.size()) {
      return List.of();
    }
    List<String> checkouts = new ArrayList<>();
    List<String> removals = new ArrayList<>();
    List<String> unstaged = new ArrayList<>();
    try (CommittedFiles committed = worktree.committed()) {
      for (FileChange change : files) {
        ManifestEntry after = change.after();
        if (!isPlain(change.path()) || change.isDirectory()) {
          return List.of();
        }
        String word = ShellWord.quote(change.path().text());
        if (change.before() == null && after != null) {
          (after.tracked() ? unstaged : removals).add(word);
        } else if (committed.holds(history.head(), change.path(), change.before())) {
          checkouts.add(word);
        } else {
          return List.of();
        }
      }
    }
    List<String> commands = new ArrayList<>();
    add("git checkout HEAD -- ", checkouts, commands);
    add("rm -- ", removals, commands);
    add("git rm -qf -- ", unstaged, commands);
    return commands;
  }

  private static void add(String command, List<String> words, List<String> commands) {
    if (!words.isEmpty()) {
      commands.add(command + String.join(" ", words));
    }
  }

  /** Returns whether the path can be typed. */
  private static boolean isPlain(TreePath path) {
    return path.text().equals(TextSanitizer.oneLine(path.display()));
  }
}
