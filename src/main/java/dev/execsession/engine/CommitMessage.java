package dev.execsession.engine;

import dev.execsession.journal.Fact;
import dev.execsession.text.TextSanitizer;

/** Formats the message of a block's commit. */
final class CommitMessage {
  private static final int WIDTH = 72;

  private CommitMessage() {}

  /** Returns the first line, short enough for git's own tools. */
  static String subject(Fact.Block block) {
    String whole = TextSanitizer.oneLine(block.id() + ": " + block.title().strip()).strip();
    int length = whole.codePointCount(0, whole.length());
    return length <= WIDTH
        ? whole
        : whole.substring(0, whole.offsetByCodePoints(0, WIDTH - 1)).strip() + "…";
  }

  /** Returns the message, with trailers that refer to session, block and plan. */
  static String of(Fact.Block block, String session, String planDigest, String blockDigest) {
    StringBuilder text = new StringBuilder(subject(block)).append("\n\n");
    String goal = block.goal() == null ? "" : wrapped(block.goal());
    if (!goal.isEmpty()) {
      text.append(goal).append("\n\n");
    }
    return text.append("Exec-Session: ")
        .append(TextSanitizer.oneLine(session))
        .append("\nExec-Block: ")
        .append(TextSanitizer.oneLine(block.id()))
        .append("\nExec-Plan-Digest: ")
        .append(planDigest)
        .append("\nExec-Block-Digest: ")
        .append(blockDigest)
        .append('\n')
        .toString();
  }

  /** Wraps the text into one paragraph; a word longer than a line is kept whole. */
  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      String shown = TextSanitizer.oneLine(word);
      if (column > 0 && column + 1 + shown.length() > WIDTH) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(shown);
      column += shown.length();
    }
    return out.toString();
  }
}
