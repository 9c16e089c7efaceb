package dev.execsession.report;

import java.nio.charset.StandardCharsets;

/** Cuts Markdown that a service would refuse because it is too long. */
public final class MarkdownLimit {
  private static final String MARK = "\n**Cut here:** the rest is too long for this place.\n";

  private MarkdownLimit() {}

  /**
   * Returns the document, or as many of its lines as fit, an end of the code block that was cut,
   * and a mark.
   *
   * @param most bytes in UTF-8
   */
  public static String of(String markdown, long most) {
    if (size(markdown) <= most) {
      return markdown;
    }
    StringBuilder kept = new StringBuilder();
    String fence = "";
    long left = most - size(MARK);
    for (String line : markdown.lines().toList()) {
      String next = fence(line, fence);
      left -= size(line) + 1;
      if (left < (next.isEmpty() ? 0 : size(next) + 1)) {
        break;
      }
      kept.append(line).append('\n');
      fence = next;
    }
    return kept + (fence.isEmpty() ? "" : fence + "\n") + (left + size(MARK) < 0 ? "" : MARK);
  }

  /** Returns the backticks that end the code block in which the next line is; empty outside. */
  private static String fence(String line, String open) {
    int ticks = 0;
    while (ticks < line.length() && line.charAt(ticks) == '`') {
      ticks++;
    }
    if (open.isEmpty()) {
      boolean isStart = ticks >= 3 && line.indexOf('`', ticks) < 0;
      return isStart ? line.substring(0, ticks) : "";
    }
    return ticks >= open.length() && line.substring(ticks).isBlank() ? "" : open;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
