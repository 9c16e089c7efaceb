package dev.execsession.plan;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Severity;
import dev.execsession.problem.SourceSpan;
import dev.execsession.text.TextSanitizer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes a file, and reports invalid and hidden characters. */
final class TextRules {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_HIDDEN = 20;

  private TextRules() {}

  /** The text, or the problem. */
  record Decoded(@Nullable String text, @Nullable Problem problem) {}

  static Decoded decode(byte[] bytes, String path) {
    if (bytes.length > MAX_BYTES) {
      return refuse(
          ProblemCode.PLAN_TOO_LARGE,
          path,
          null,
          "the plan is larger than 1 MiB",
          "split it, or link to long text");
    }
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      return notUtf8(path, bytes, 0, "the plan is UTF-16: byte order mark at byte 0", "UTF-16");
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return notUtf8(path, bytes, i, "the plan is not text: NUL at byte " + i, "UTF-16");
      }
    }
    boolean mark = startsWith(bytes, 0xef, 0xbb, 0xbf);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.position(mark ? 3 : 0);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int offset = in.position();
      String message =
          String.format(
              Locale.ROOT,
              "the plan is not valid UTF-8: byte 0x%02x at offset %d",
              bytes[offset] & 0xff,
              offset);
      return notUtf8(path, bytes, offset, message, "ISO-8859-1");
    }
    return new Decoded(out.flip().toString().replace("\r\n", "\n"), null);
  }

  private static Decoded notUtf8(
      String path, byte[] bytes, int offset, String message, String likely) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset; i++) {
      boolean continues = (bytes[i] & 0xc0) == 0x80; // another byte of the same character
      column = bytes[i] == '\n' ? 1 : column + (continues ? 0 : 1);
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return refuse(
        ProblemCode.PLAN_ENCODING,
        path,
        new SourceSpan(line, column, column + 1),
        message,
        "save it as UTF-8, for example: `iconv -f " + likely + " -t UTF-8`");
  }

  private static Decoded refuse(
      ProblemCode code, String path, @Nullable SourceSpan where, String message, String hint) {
    return new Decoded(null, new Problem(Severity.ERROR, code, message, path, where, null, hint));
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reports the first hidden character of each line. */
  static void reportHidden(PlanText text, ProblemList problems) {
    if (isPlain(text.text())) {
      return;
    }
    int found = 0;
    for (int line = 1; line <= text.lines() && found < MAX_HIDDEN; line++) {
      String content = text.line(line);
      Optional<Integer> at = firstHidden(content);
      if (at.isPresent()) {
        found++;
        int c = content.codePointAt(at.get());
        int start = text.startOf(line) + at.get();
        problems.error(
            ProblemCode.PLAN_HIDDEN_CHARACTER,
            text.span(start, start + Character.charCount(c)),
            String.format(Locale.ROOT, "hidden character U+%04X (%s)", c, name(c)),
            "delete it; invisible text cannot be approved");
      }
    }
  }

  /** Returns whether a text is printable ASCII. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static Optional<Integer> firstHidden(String line) {
    for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
      if (TextSanitizer.isHidden(line.codePointAt(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static String name(int c) {
    String name = Character.getName(c);
    return name == null ? "unassigned" : name.toLowerCase(Locale.ROOT);
  }
}
