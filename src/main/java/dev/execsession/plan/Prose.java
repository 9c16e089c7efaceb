package dev.execsession.plan;

import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Inline Markdown with soft wraps joined by a space, the file offset of each character, and the
 * Markdown marks. Inline HTML comments are left out.
 */
public final class Prose {
  private final PlanText file;
  private final String text;
  private final int[] at;
  private final List<Mark> marks;
  private final List<Integer> lineStarts;

  /**
   * @param at the file offset of each character
   * @param marks code spans, emphasis and links, in order of their start
   * @param lineStarts the indexes of line starts, 0 first
   */
  Prose(PlanText file, String text, int[] at, List<Mark> marks, List<Integer> lineStarts) {
    this.file = file;
    this.text = text;
    this.at = at.clone();
    this.marks = List.copyOf(marks);
    this.lineStarts = List.copyOf(lineStarts);
  }

  enum Kind {
    CODE,
    STRONG,
    EMPHASIS,
    LINK
  }

  /** A marked range of the text; {@code innerStart} to {@code innerEnd} is its content. */
  record Mark(Kind kind, int start, int end, int innerStart, int innerEnd) {}

  /** A code span: its content, and the position of the whole span. */
  public record CodeSpan(String text, int start, int end, SourceSpan where) {}

  static Prose empty(PlanText file, int offset) {
    return new Prose(file, "", new int[] {offset}, List.of(), List.of(0));
  }

  public String text() {
    return text;
  }

  List<Mark> marks() {
    return marks;
  }

  public List<Integer> lineStarts() {
    return lineStarts;
  }

  /** Returns empty prose at the start of this one. */
  Prose none() {
    return empty(file, at[0]);
  }

  public boolean isBlank() {
    return text.isBlank();
  }

  public int length() {
    return text.length();
  }

  /** Returns the lines as written, without indentation. */
  public List<String> writtenLines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < lineStarts.size(); i++) {
      int end = i + 1 < lineStarts.size() ? lineStarts.get(i + 1) : text.length();
      String line = text.substring(lineStarts.get(i), end).strip();
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** Returns a part without surrounding white space. */
  public Prose cut(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      return empty(file, at[Math.min(start, at.length - 1)]);
    }
    List<Mark> inside = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.start >= start && mark.end <= end) {
        inside.add(
            new Mark(
                mark.kind,
                mark.start - start,
                mark.end - start,
                mark.innerStart - start,
                mark.innerEnd - start));
      }
    }
    List<Integer> lines = new ArrayList<>(List.of(0));
    int found = Collections.binarySearch(lineStarts, start + 1);
    for (int i = found >= 0 ? found : -found - 1;
        i < lineStarts.size() && lineStarts.get(i) < end;
        i++) {
      lines.add(lineStarts.get(i) - start);
    }
    return new Prose(
        file, text.substring(start, end), Arrays.copyOfRange(at, start, end), inside, lines);
  }

  public Prose cut(int from) {
    return cut(from, text.length());
  }

  public List<CodeSpan> codes() {
    List<CodeSpan> codes = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.kind == Kind.CODE) {
        String inner = text.substring(mark.innerStart, mark.innerEnd).strip();
        codes.add(new CodeSpan(inner, mark.start, mark.end, span(mark.start, mark.end)));
      }
    }
    return codes;
  }

  boolean isInCode(int index) {
    for (Mark mark : marks) {
      if (mark.kind == Kind.CODE && mark.start <= index && index < mark.end) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text without the Markdown of code, emphasis and links. */
  public String plain() {
    boolean[] sign = new boolean[text.length()];
    for (Mark mark : marks) {
      Arrays.fill(sign, mark.start, mark.innerStart, true);
      Arrays.fill(sign, mark.innerEnd, mark.end, true);
    }
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!sign[i]) {
        seen.append(text.charAt(i));
      }
    }
    return seen.toString().strip();
  }

  public SourceSpan where() {
    return span(0, text.length());
  }

  SourceSpan span(int from, int to) {
    int start = at[Math.min(from, at.length - 1)];
    return file.span(start, to <= from ? start + 1 : at[to - 1] + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
