package dev.execsession.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks matches of regular expressions, line by line. A line of more than 64 KiB is matched in a
 * sliding window with 8 KiB of context on either side. {@link LineText} defines the characters.
 */
final class ExpressionFilter extends FilterOutputStream {
  private static final int LONGEST = 1 << 16;
  private static final int MARGIN = 1 << 13;

  private final Matcher[] matchers;
  private final LineText text = new LineText();

  /** An incomplete line, or the window of a long one. */
  private final byte[] line = new byte[LONGEST];

  private int size;

  /** How many bytes of the line were passed on and are kept for look-behind. */
  private int passed;

  ExpressionFilter(OutputStream out, List<Pattern> expressions) {
    super(out);
    this.matchers =
        expressions.stream()
            .map(expression -> expression.matcher(""))
            .map(matcher -> matcher.useTransparentBounds(true).useAnchoringBounds(false))
            .toArray(Matcher[]::new);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int end = from + count;
    int at = from;
    int clean = from;
    while (at < end) {
      int most = Math.min(end, at + LONGEST - size);
      int stop = at;
      while (stop < most && !endsLine(bytes[stop])) {
        stop++;
      }
      boolean ended = stop < most;
      stop += ended ? 1 : 0;
      if (ended && size == 0) {
        // Most lines hide nothing, and are passed on together.
        text.set(bytes, at, stop);
        List<int[]> found = find(0, text.length());
        if (!found.isEmpty()) {
          out.write(bytes, clean, at - clean);
          clean = at + mask(0, found);
        }
      } else {
        out.write(bytes, clean, at - clean);
        System.arraycopy(bytes, at, line, size, stop - at);
        size += stop - at;
        clean = stop;
        if (ended) {
          passLine();
        } else if (size == LONGEST) {
          passWindow();
        }
      }
      at = stop;
    }
    out.write(bytes, clean, end - clean);
  }

  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  @Override
  public void close() throws IOException {
    passLine();
    super.close();
  }

  private void passLine() throws IOException {
    pass(size, size);
    size = 0;
    passed = 0;
  }

  private void passWindow() throws IOException {
    int decided = pass(startOfCharacter(size - MARGIN), startOfCharacter(size));
    int kept = Math.max(0, startOfCharacter(decided - MARGIN));
    System.arraycopy(line, kept, line, 0, size - kept);
    size -= kept;
    passed = decided - kept;
  }

  /** Returns the last position up to {@code at} that is not within a UTF-8 character. */
  private int startOfCharacter(int at) {
    int least = Math.max(0, at - 4);
    int start = at - 1;
    while (start > least && (line[start] & 0xc0) == 0x80) {
      start--;
    }
    return start > least ? start : at;
  }

  /**
   * Passes on the bytes up to {@code decided}, and any match that starts before.
   *
   * @param end how many bytes the expressions see
   * @return how many bytes of the line are passed on now
   */
  private int pass(int decided, int end) throws IOException {
    text.set(line, 0, end);
    int from = text.charsIn(passed);
    int covered = mask(from, find(from, text.charsIn(decided)));
    int clean = Math.max(decided, covered);
    out.write(line, covered, clean - covered);
    return clean;
  }

  /** Writes the text up to the end of the matches; returns how many bytes that covers. */
  private int mask(int from, List<int[]> found) throws IOException {
    int at = from;
    for (int[] place : found) {
      if (place[0] >= at) {
        out.write(text.bytes(at, place[0]));
        out.write(SecretMask.STARS);
      }
      // A match that overlaps the previous one is masked with it.
      at = Math.max(at, place[1]);
    }
    return text.bytesIn(at);
  }

  /** Returns start and end of all matches that start before {@code decided}. */
  private List<int[]> find(int from, int decided) {
    List<int[]> found = List.of();
    for (Matcher matcher : matchers) {
      matcher.reset(text).region(from, text.length());
      while (matcher.find() && matcher.start() < decided) {
        // An empty match would mask every gap.
        if (matcher.end() > matcher.start()) {
          found = found.isEmpty() ? new ArrayList<>() : found;
          found.add(new int[] {matcher.start(), matcher.end()});
        }
      }
    }
    if (found.size() > 1) {
      found.sort(Comparator.comparingInt(place -> place[0]));
    }
    return found;
  }
}
