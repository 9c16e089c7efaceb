package dev.execsession.cli;

import dev.execsession.journal.Fact;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.text.PathGroups;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats lines that are printed in more than one place. */
final class Lines {
  private static final int TAIL_BYTES = 16 * 1024;
  private static final int MOST_PATHS = 20;

  private Lines() {}

  /**
   * Returns the restored and removed paths, one per line, and the command that redoes the block.
   */
  static List<String> undone(Reversal.Undone undone) {
    List<String> lines = paths(undone.restored(), undone.removed());
    lines.add(undone.block() + " is undone and pending again");
    lines.add("redo      exec-session rollback " + undone.block() + " --redo");
    return lines;
  }

  /** Returns the restored and removed paths, one per line, and the block's state. */
  static List<String> redone(Reversal.Redone redone, SessionState state) {
    List<String> lines = paths(redone.restored(), redone.removed());
    lines.add(
        redone.block()
            + (state.block(redone.block()).step() == Step.MEASURED
                ? " was redone; its checks run again in the next run"
                : " was redone"));
    return lines;
  }

  private static List<String> paths(List<String> restored, List<String> removed) {
    List<String> lines = new ArrayList<>();
    add("restored  ", restored, lines);
    add("removed   ", removed, lines);
    return lines;
  }

  /** Adds a line for each path, or for each folder if there are many. */
  static void add(String verb, List<String> paths, List<String> lines) {
    for (PathGroups.Group group : PathGroups.of(paths, MOST_PATHS)) {
      lines.add(
          verb
              + (group.name().isEmpty()
                  ? "and " + group.count() + " more"
                  : group.name() + (group.count() > 1 ? " (" + group.count() + " paths)" : "")));
    }
  }

  /**
   * Returns a line like {@code modified src/A.java +3 -1}, and why the change is forbidden, if it
   * is.
   */
  static String change(Fact.Change change) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-8s ", change.kind().jsonName()))
        .append(TextSanitizer.oneLine(change.path()));
    if (change.from() != null) {
      line.append(" (from ").append(TextSanitizer.oneLine(change.from())).append(')');
    }
    if (change.insertions() != null && change.deletions() != null) {
      line.append(" +").append(change.insertions()).append(" -").append(change.deletions());
    }
    if (change.isViolation()) {
      line.append("  ").append(change.verdict().jsonName()).append(": ").append(change.rule());
    }
    if (change.note() != null) {
      line.append("  note: ").append(TextSanitizer.oneLine(change.note()));
    }
    return line.toString();
  }

  static String diffLine(Console console, String line) {
    String safe = TextSanitizer.oneLine(line);
    if (line.startsWith("+")) {
      return console.styled(Style.GREEN, safe);
    }
    return line.startsWith("-") ? console.styled(Style.RED, safe) : safe;
  }

  /** Returns the last lines of a file, whatever its bytes. */
  static List<String> tailOf(Path file, int lines) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, in.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (in.length() - start)];
      in.seek(start);
      in.readFully(bytes);
      List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of("(cannot read it: " + e.getMessage() + ")");
    }
  }
}
