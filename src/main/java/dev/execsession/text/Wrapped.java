package dev.execsession.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Wraps lines at words. What follows goes below the line's text, not below its label. A word, a
 * text in backticks, and a command at the end of a line are kept whole, so that each can be copied.
 */
public final class Wrapped {
  private static final List<String> COMMANDS = List.of("exec-session ", "git ");

  private final String line;
  private final int width;
  private final int indent;

  private Wrapped(String line, int width) {
    this.line = line;
    this.width = width;
    this.indent = indent(line, width);
  }

  /** Returns the rows of one line, which may have styles. */
  public static List<String> at(String line, int width) {
    return Columns.width(line) <= width ? List.of(line) : new Wrapped(line, width).rows();
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (int begin = 0; begin < line.length(); ) {
      int end = endOfWord(begin);
      String word = line.substring(begin, end);
      boolean fits = Columns.width(row.toString()) + Columns.width(word) <= width;
      if (!fits && Columns.width(row.toString()) > indent) {
        rows.add(row.toString().stripTrailing());
        row.setLength(0);
        row.append(" ".repeat(indent)).append(word.stripLeading());
      } else {
        row.append(word);
      }
      begin = end;
    }
    rows.add(row.toString());
    return rows;
  }

  /** Returns the end of the word that begins, with the blanks before it, at the index. */
  private int endOfWord(int begin) {
    int i = begin;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    if ((i == 0 || i - begin > 1) && isCommand(line, i)) {
      return line.length();
    }
    while (i < line.length() && line.charAt(i) != ' ') {
      int closing = line.charAt(i) == '`' ? line.indexOf('`', i + 1) : -1;
      i = closing < 0 ? i + 1 : closing + 1;
    }
    return i;
  }

  private static boolean isCommand(String line, int at) {
    return COMMANDS.stream().anyMatch(command -> line.startsWith(command, at));
  }

  /**
   * Returns the column of the text: after blanks and a bullet, a short word with a colon, or labels
   * that end with two blanks.
   */
  private static int indent(String line, int width) {
    int text = 0;
    while (text < line.length() && line.charAt(text) == ' ') {
      text++;
    }
    if (line.startsWith("- ", text) || line.startsWith("| ", text)) {
      return text + 2;
    }
    int word = line.indexOf(' ', text);
    if (word > 0 && line.substring(text, word).matches("[a-z]{1,8}:|\\S*[a-z]:\u001b\\[0m")) {
      return Columns.width(line.substring(0, word + 1));
    }
    int most = Math.min(24, width / 2);
    for (int gap = line.indexOf("  ", text); gap >= 0; gap = line.indexOf("  ", text)) {
      int next = gap;
      while (next < line.length() && line.charAt(next) == ' ') {
        next++;
      }
      if (Columns.width(line.substring(0, next)) > most) {
        break;
      }
      text = next;
    }
    return Columns.width(line.substring(0, text));
  }
}
