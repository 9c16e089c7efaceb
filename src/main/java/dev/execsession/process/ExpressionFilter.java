package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what matches a regular expression, line by line; a line of more than 64 KiB is taken in
 * pieces. Expressions see UTF-8; bytes that are none make the line pass as Latin-1.
 */
final class ExpressionFilter extends FilterOutputStream {
  private static final int LONGEST = 1 << 16;

  private final List<Pattern> expressions;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ExpressionFilter(OutputStream out, List<Pattern> expressions) {
    super(out);
    this.expressions = expressions;
  }

  @Override
  public void write(int b) throws IOException {
    line.write(b);
    if (b == '\n' || b == '\r' || line.size() >= LONGEST) {
      pass();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public void close() throws IOException {
    pass();
    super.close();
  }

  private void pass() throws IOException {
    byte[] bytes = line.toByteArray();
    line.reset();
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean utf8 = text.indexOf('\ufffd') < 0;
    text = utf8 ? text : new String(bytes, StandardCharsets.ISO_8859_1);
    for (Pattern expression : expressions) {
      text = masked(text, expression);
    }
    out.write(text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static String masked(String text, Pattern expression) {
    Matcher matcher = expression.matcher(text);
    StringBuilder masked = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      // An expression that matches nothing would star every gap.
      if (matcher.end() > matcher.start()) {
        masked.append(text, from, matcher.start()).append("***");
        from = matcher.end();
      }
    }
    return masked.append(text, from, text.length()).toString();
  }
}
