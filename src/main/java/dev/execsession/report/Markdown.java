package dev.execsession.report;

import dev.execsession.text.CodeFence;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Escapes untrusted text for GitHub-flavoured Markdown, so that it adds no markup, HTML, mentions,
 * links, table cells or control characters.
 */
public final class Markdown {
  /** {@code `name`}: a name in a sentence. */
  private static final Pattern NAME = Pattern.compile("(?<!`)`([^`]+)`(?!`)");

  /** What GitHub turns into links or mentions even when escaped, except in code. */
  private static final Pattern LIVE =
      Pattern.compile("@|#\\p{Nd}|gh-\\p{Nd}|://|www\\.", Pattern.CASE_INSENSITIVE);

  /** A line that a CI log interprets as a command, even after leading blanks. */
  private static final Pattern LOG_COMMAND = Pattern.compile("(?m)^[\\s\\p{Z}]*(::|##\\[)");

  private static final Pattern LIST_MARK = Pattern.compile("[.)](?=\\s|$)");

  private Markdown() {}

  /** Returns a sentence on one line; names in backticks become code spans. */
  public static String text(String foreign) {
    return inline(foreign, false);
  }

  /** Returns a sentence as a table cell. */
  static String cell(String foreign) {
    return inline(foreign, true);
  }

  /** Returns text as a code span. */
  public static String code(String foreign) {
    return span(TextSanitizer.oneLine(foreign), false);
  }

  /** Returns text as a code span in a table cell. */
  static String codeCell(String foreign) {
    return span(TextSanitizer.oneLine(foreign), true);
  }

  /** Returns a list item; further lines of the text become lines of the item. */
  static String item(String foreign) {
    return "- "
        + foreign
            .lines()
            .filter(line -> !line.isBlank())
            .map(Markdown::text)
            .collect(Collectors.joining("\\\n  "))
        + "\n";
  }

  /** Returns an item for each way to go on. */
  static String options(List<Option> options) {
    return options.stream()
        .map(option -> "- " + text(option.what()) + ": " + code(option.command()) + "\n")
        .collect(Collectors.joining());
  }

  /** Returns a numbered list, each item on one line. */
  static String numbered(List<String> foreign) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < foreign.size(); i++) {
      out.append(i + 1).append(". ").append(text(foreign.get(i))).append('\n');
    }
    return out.toString();
  }

  static String items(List<String> foreign) {
    return foreign.stream().map(Markdown::item).collect(Collectors.joining());
  }

  /**
   * Returns text as a fenced code block that ends in a line feed. When any line would be a command
   * in a CI log, all lines are prefixed with a bar.
   */
  static String fence(String language, String foreign) {
    String body = TextSanitizer.lines(foreign.replace("\r\n", "\n")).stripTrailing();
    if (LOG_COMMAND.matcher(body).find()) {
      body = body.lines().map(line -> "| " + line).collect(Collectors.joining("\n"));
    }
    return CodeFence.of(language, body);
  }

  /**
   * Returns a table of escaped cells; columns that are empty in all rows are left out. Empty
   * without rows.
   */
  static String table(List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      int column = i;
      if (rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
        used.add(i);
      }
    }
    StringBuilder out = new StringBuilder(row(heads, used));
    out.append(row(heads.stream().map(head -> "---").toList(), used));
    rows.forEach(cells -> out.append(row(cells, used)));
    return out.toString();
  }

  private static String row(List<String> cells, List<Integer> used) {
    return used.stream().map(cells::get).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String inline(String foreign, boolean inTable) {
    String line = TextSanitizer.oneLine(foreign.strip());
    StringBuilder out = new StringBuilder(line.length() + 16);
    Matcher names = NAME.matcher(line);
    int done = 0;
    while (names.find()) {
      words(out, line.substring(done, names.start()), inTable);
      append(out, span(names.group(1), inTable));
      done = names.end();
    }
    words(out, line.substring(done), inTable);
    return guardStart(out.toString());
  }

  private static void words(StringBuilder out, String text, boolean inTable) {
    String[] words = text.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      out.append(i == 0 ? "" : " ");
      append(out, LIVE.matcher(words[i]).find() ? span(words[i], inTable) : escape(words[i]));
    }
  }

  /** Separates adjacent runs of backticks, which would otherwise be one longer delimiter. */
  private static void append(StringBuilder out, String piece) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) == '`' && piece.startsWith("`")) {
      out.append(' ');
    }
    out.append(piece);
  }

  private static String escape(String word) {
    StringBuilder out = new StringBuilder(word.length() + 4);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\\', '`', '*', '[', '|', '~', '$' -> out.append('\\').append(c);
        case '<' -> out.append("&lt;");
        case '&' -> out.append("&amp;");
        case '_' -> out.append(isInside(word, i) ? "_" : "\\_");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isInside(String word, int at) {
    return at > 0
        && at + 1 < word.length()
        && Character.isLetterOrDigit(word.charAt(at - 1))
        && Character.isLetterOrDigit(word.charAt(at + 1));
  }

  /** Escapes characters that start a list, heading or quote. */
  private static String guardStart(String line) {
    if (line.isEmpty()) {
      return line;
    }
    if ("-+=>#:".indexOf(line.charAt(0)) >= 0) {
      return "\\" + line;
    }
    int digits = 0;
    while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
      digits++;
    }
    boolean isNumber = digits > 0 && LIST_MARK.matcher(line.substring(digits)).lookingAt();
    return isNumber ? line.substring(0, digits) + "\\" + line.substring(digits) : line;
  }

  private static String span(String line, boolean inTable) {
    if (line.isEmpty()) {
      return "";
    }
    String ticks = "`".repeat(CodeFence.longestRun(line) + 1);
    boolean needsPad =
        line.startsWith("`")
            || line.endsWith("`")
            || (line.startsWith(" ") && line.endsWith(" ") && !line.isBlank());
    String body = needsPad ? " " + line + " " : line;
    return ticks + (inTable ? body.replace("|", "\\|") : body) + ticks;
  }
}
