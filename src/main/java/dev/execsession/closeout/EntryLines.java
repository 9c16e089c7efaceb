package dev.execsession.closeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a Markdown text that lists something: list items or table rows. */
final class EntryLines {
  private static final Pattern ITEM =
      Pattern.compile("(\\s*)([-*+]|\\d+[.)])(\\s+)(?:\\[([ xX])\\](\\s+))?(.*)");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*\\|?[\\s:|-]*-[\\s:|-]*");

  private final List<String> lines;
  private final String end;

  EntryLines(String text) {
    this.lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    this.end = text.contains("\r\n") ? "\r" : "";
  }

  String text() {
    return String.join("\n", lines);
  }

  /** An entry: where it is, and what it says. */
  record Found(int first, int last, Entry entry) {}

  /**
   * Returns the entry at a line.
   *
   * @param line from 0
   * @return null when the line is neither an item nor a row
   */
  @Nullable Found at(int line) {
    String words = plain(line);
    if (isRow(line)) {
      int head = headOf(line);
      List<String> names = cells(plain(head)).stream().map(EntryLines::key).toList();
      return line < head + 2 ? null : new Found(line, line, Entry.ofRow(names, cells(words)));
    }
    Matcher item = ITEM.matcher(words);
    if (!item.matches()) {
      return null;
    }
    int last = line;
    StringBuilder text = new StringBuilder(item.group(6));
    while (last + 1 < lines.size() && isContinued(plain(last + 1), item.group(1).length())) {
      last++;
      text.append('\n').append(lines.get(last).stripTrailing());
    }
    return new Found(line, last, Entry.ofItem(text.toString()));
  }

  private static boolean isContinued(String line, int indent) {
    return !line.isBlank() && line.length() - line.stripLeading().length() > indent;
  }

  /** Removes an entry, and one of two blank lines that would then follow each other. */
  void remove(Found found) {
    for (int i = found.last(); i >= found.first(); i--) {
      lines.remove(i);
    }
    int at = found.first();
    if (at > 0 && at < lines.size() && isBlank(at - 1) && isBlank(at) && at < lines.size() - 1) {
      lines.remove(at);
    }
  }

  private boolean isBlank(int line) {
    return lines.get(line).isBlank();
  }

  /** Adds an entry after the last one, in its form; as a list at the end when there is none. */
  void add(Entry entry) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (isRow(i)) {
        addRow(i, entry);
        return;
      }
      Matcher item = ITEM.matcher(plain(i));
      if (item.matches() && item.group(1).isEmpty()) {
        addItem(i, item, entry);
        return;
      }
    }
    boolean isEnded = isBlank(lines.size() - 1);
    if (isEnded) {
      lines.remove(lines.size() - 1);
    }
    if (!lines.isEmpty()) {
      endLastLine();
      lines.add(end);
    }
    insert(lines.size(), List.of("- " + entry.item()));
    if (isEnded) {
      lines.add("");
    }
  }

  private void addRow(int last, Entry entry) {
    int head = headOf(last);
    List<String> names = cells(plain(head)).stream().map(EntryLines::key).toList();
    insert(last + 1, List.of("| " + String.join(" | ", entry.row(names)) + " |"));
  }

  private void addItem(int at, Matcher item, Entry entry) {
    int last = at;
    while (last + 1 < lines.size() && isContinued(plain(last + 1), 0)) {
      last++;
    }
    String mark = item.group(2);
    if (Character.isDigit(mark.charAt(0))) {
      mark =
          (Long.parseLong(mark.substring(0, mark.length() - 1)) + 1)
              + mark.substring(mark.length() - 1);
    }
    String box = item.group(4) == null ? "" : entry.isOpen() ? "[ ] " : "[x] ";
    insert(last + 1, List.of((mark + item.group(3) + box + entry.item()).split("\n", -1)));
  }

  /** Inserts whole lines; a text without a final line end still has none. */
  private void insert(int at, List<String> more) {
    if (at == lines.size() && at > 0) {
      endLastLine();
    }
    boolean isLast = at == lines.size();
    for (int i = 0; i < more.size(); i++) {
      boolean isUnended = isLast && i == more.size() - 1;
      lines.add(at + i, more.get(i) + (isUnended ? "" : end));
    }
  }

  private void endLastLine() {
    int last = lines.size() - 1;
    if (!lines.get(last).endsWith(end)) {
      lines.set(last, lines.get(last) + end);
    }
  }

  private boolean isRow(int line) {
    return plain(line).stripLeading().startsWith("|")
        && headOf(line) + 1 < lines.size()
        && SEPARATOR.matcher(plain(headOf(line) + 1)).matches();
  }

  /** Returns the first line of a table. */
  private int headOf(int line) {
    int head = line;
    while (head > 0 && plain(head - 1).stripLeading().startsWith("|")) {
      head--;
    }
    return head;
  }

  private String plain(int line) {
    return lines.get(line).stripTrailing();
  }

  private static String key(String heading) {
    return heading.replaceAll("[*_`]", "").strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> cells(String row) {
    String inner = row.strip();
    inner = inner.startsWith("|") ? inner.substring(1) : inner;
    boolean isClosed = inner.endsWith("|") && !inner.endsWith("\\|");
    inner = isClosed ? inner.substring(0, inner.length() - 1) : inner;
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("(?<!\\\\)\\|", -1)) {
      cells.add(cell.strip());
    }
    return Collections.unmodifiableList(cells);
  }
}
