package dev.execsession.report.html;

import dev.execsession.text.TextSanitizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes HTML whose elements are always closed and whose texts are always escaped. Within a limit
 * it stops opening elements and says so, so that the rest of the page is complete.
 */
final class Html {
  /** {@code `name`}: a name in a sentence. */
  private static final Pattern NAME = Pattern.compile("(?<!`)`([^`]+)`(?!`)");

  private final StringBuilder out = new StringBuilder();
  private int bytes;
  private int limit = Integer.MAX_VALUE;
  private boolean isCut;

  /** Writes an element with what the body writes in it. */
  Html put(Tag tag, Runnable body) {
    if (isFull()) {
      return this;
    }
    open(tag);
    body.run();
    markup("</" + tag.name() + ">");
    return this;
  }

  Html put(String name, Runnable body) {
    return put(Tag.of(name), body);
  }

  /** Writes an element with a text. */
  Html put(Tag tag, String text) {
    return put(tag, () -> text(text));
  }

  Html put(String name, String text) {
    return put(Tag.of(name), text);
  }

  /** Writes an element that has no content and no end. */
  Html empty(Tag tag) {
    if (!isFull()) {
      open(tag);
    }
    return this;
  }

  /** Writes a sentence; names in backticks become code. */
  Html sentence(String foreign) {
    Matcher name = NAME.matcher(foreign);
    int end = 0;
    while (name.find()) {
      text(foreign.substring(end, name.start()));
      put("code", name.group(1));
      end = name.end();
    }
    return text(foreign.substring(end));
  }

  /** Writes a text; controls and invisible characters are made visible. */
  Html text(String foreign) {
    String shown = TextSanitizer.lines(foreign.replace("\r\n", "\n"));
    for (int i = 0, c; i < shown.length() && !isFull(); i += Character.charCount(c)) {
      c = shown.codePointAt(i);
      escaped(c);
    }
    return this;
  }

  /**
   * Limits what the body writes.
   *
   * @param most bytes, approximately
   * @param elsewhere where all of it is, for the mark that it is cut
   */
  Html within(int most, String elsewhere, Runnable body) {
    int outer = limit;
    boolean outerIsCut = isCut;
    limit = Math.min(outer, bytes + most);
    isCut = false;
    body.run();
    limit = outer;
    if (isCut) {
      Tag mark = Tag.of("p", "cut");
      put(mark, () -> put("strong", "Cut here:").text(" this part is too long. " + elsewhere));
    }
    isCut = outerIsCut || (isCut && bytes >= outer);
    return this;
  }

  /** Returns whether nothing more is written within the limit; the mark follows. */
  boolean isFull() {
    isCut |= bytes >= limit;
    return bytes >= limit;
  }

  /** Returns what was written so far. */
  String written() {
    return out.toString();
  }

  private void open(Tag tag) {
    markup("<" + tag.name());
    for (int i = 0; i < tag.attributes().size(); i += 2) {
      markup(" " + tag.attributes().get(i) + "=\"");
      TextSanitizer.lines(tag.attributes().get(i + 1)).codePoints().forEach(this::escaped);
      markup("\"");
    }
    markup(">");
  }

  private void escaped(int c) {
    switch (c) {
      case '<' -> markup("&lt;");
      case '>' -> markup("&gt;");
      case '&' -> markup("&amp;");
      case '"' -> markup("&quot;");
      case '\'' -> markup("&#39;");
      default -> {
        out.appendCodePoint(c);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      }
    }
  }

  private void markup(String ascii) {
    out.append(ascii);
    bytes += ascii.length();
  }
}
