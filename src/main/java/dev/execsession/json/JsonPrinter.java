package dev.execsession.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as JSON, on one line or indented. In addition to RFC 8259 it escapes characters that
 * could mislead a terminal or a reader: control, invisible and bidirectional ones, and unpaired
 * surrogates. Used by an agent's hook: no patterns, no lambdas.
 */
final class JsonPrinter {
  private static final String ESCAPED = "\"\\\b\f\n\r\t";
  private static final String LETTERS = "\"\\bfnrt";

  private final StringBuilder out = new StringBuilder();
  private final String unit;
  private final String newline;

  /** Prints on one line if {@code newline} is empty. */
  private JsonPrinter(String unit, String newline) {
    this.unit = unit;
    this.newline = newline;
  }

  /** Returns the tree on one line, without blanks. */
  static String compact(@Nullable Object tree) {
    return new JsonPrinter("", "").print(tree, "");
  }

  /**
   * Returns the tree over several lines, without a final line end.
   *
   * @param unit the indentation of each level
   * @param indent the indentation of the line on which the tree begins
   */
  static String indented(@Nullable Object tree, String unit, String newline, String indent) {
    return new JsonPrinter(unit, newline).print(tree, indent);
  }

  private String print(@Nullable Object tree, String indent) {
    value(tree, indent);
    return out.toString();
  }

  private void value(@Nullable Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      object(map, indent);
    } else if (value instanceof List<?> list) {
      array(list, indent);
    } else if (value instanceof String text) {
      string(text);
    } else if (value == null || value instanceof Boolean || isNumber(value)) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private void object(Map<?, ?> map, String indent) {
    String inner = indent + unit;
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(before).append(newline).append(inner);
      string((String) entry.getKey());
      out.append(newline.isEmpty() ? ":" : ": ");
      value(entry.getValue(), inner);
      before = ',';
    }
    end(before, '{', '}', indent);
  }

  private void array(List<?> list, String indent) {
    String inner = indent + unit;
    char before = '[';
    for (Object item : list) {
      out.append(before).append(newline).append(inner);
      value(item, inner);
      before = ',';
    }
    end(before, '[', ']', indent);
  }

  private void end(char before, char open, char close, String indent) {
    if (before == open) {
      out.append(open).append(close);
    } else {
      out.append(newline).append(indent).append(close);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0, next; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      int letter = ESCAPED.indexOf(c);
      if (letter >= 0) {
        out.append('\\').append(LETTERS.charAt(letter));
      } else if (isHidden(c)) {
        for (int unit = i; unit < next; unit++) {
          out.append("\\u").append(Integer.toHexString(0x10000 | text.charAt(unit)), 1, 5);
        }
      } else {
        out.appendCodePoint(c);
      }
    }
    out.append('"');
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
