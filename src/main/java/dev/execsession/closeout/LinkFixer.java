package dev.execsession.closeout;

import dev.execsession.plan.MarkdownLinks;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps relative links of Markdown documents right when a plan moves. */
record LinkFixer(PlanMove move) {
  /** What is no path below the root: an anchor, an absolute path, an address. */
  private static final Pattern ELSEWHERE = Pattern.compile("[#/?].*|[A-Za-z][A-Za-z0-9+.-]*:.*");

  private static final String UNSAFE = " ()<>%#?\"\\";

  /**
   * Returns a document with the links that it needs after the move; all else stays.
   *
   * @param document its path before the move
   */
  String fix(String document, String text) {
    StringBuilder fixed = new StringBuilder(text);
    List<MarkdownLinks.Destination> links = MarkdownLinks.in(text);
    for (int i = links.size() - 1; i >= 0; i--) {
      MarkdownLinks.Destination link = links.get(i);
      fixed.replace(link.start(), link.end(), destination(document, link.text()));
    }
    return fixed.toString();
  }

  private String destination(String document, String written) {
    String path = pathOf(written);
    Optional<String> target = target(document, written);
    if (target.isEmpty()) {
      return written;
    }
    String before = RelativePath.between(RelativePath.parent(document), target.get());
    String after =
        RelativePath.between(RelativePath.parent(move.after(document)), move.after(target.get()));
    return after.equals(before)
        ? written
        : encode(after) + (path.endsWith("/") ? "/" : "") + written.substring(path.length());
  }

  /** Returns the path that a link leads to; empty when it is not below the root. */
  static Optional<String> target(String document, String written) {
    String path = pathOf(written);
    return path.isEmpty() || ELSEWHERE.matcher(written).matches()
        ? Optional.empty()
        : decode(path).flatMap(to -> RelativePath.resolve(RelativePath.parent(document), to));
  }

  /** Returns the part before an anchor or a query. */
  private static String pathOf(String written) {
    int end = 0;
    while (end < written.length() && "#?".indexOf(written.charAt(end)) < 0) {
      end++;
    }
    return written.substring(0, end);
  }

  private static Optional<String> decode(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * text.length());
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (text.charAt(i) == '%' && low >= 0) {
        bytes.put((byte) (16 * high + low));
        i += 2;
      } else {
        int code = text.codePointAt(i);
        bytes.put(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(code) - 1;
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static String encode(String path) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || UNSAFE.indexOf(c) >= 0) {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
