package dev.execsession.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a block's diff in Markdown, cut after many lines. */
final class MarkdownDiff {
  static final int MAX_LINES = 400;

  private static final int LONGEST_LINE = 500;

  private MarkdownDiff() {}

  /** Returns the diff as a fenced code block; empty without one. */
  static String of(SessionReport.Block block) {
    if (block.diff() == null) {
      return "";
    }
    List<String> lines = block.diff().lines().toList();
    String shown =
        Markdown.fence(
            "diff",
            lines.stream()
                .limit(MAX_LINES)
                .map(MarkdownDiff::cut)
                .collect(Collectors.joining("\n")));
    int more = lines.size() - MAX_LINES;
    return more <= 0
        ? shown
        : shown
            + "\nand "
            + Words.count(more, "more line")
            + ": "
            + Markdown.code("exec-session diff " + block.id())
            + "\n";
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
  }
}
