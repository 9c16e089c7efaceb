package dev.execsession.json;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON texts. A value is a tree of {@code Map<String, ?>} (in order), {@code
 * List<?>}, {@code String}, {@code Number}, {@code Boolean} and null; records anywhere in it are
 * written as objects.
 */
public final class Json {
  private static final int DEEPEST = 200;

  private Json() {}

  /** Gives the value on one line, without a line feed. */
  public static String compact(@Nullable Object value) {
    return printable(JsonWriter.string(RecordMapper.toTree(value)));
  }

  /** Gives the value indented by two spaces, ending in a line feed. */
  public static String pretty(@Nullable Object value) {
    Object tree = RecordMapper.toTree(value);
    return printable(JsonWriter.indent("  ").string().value(tree).done() + "\n");
  }

  /**
   * The library escapes what JSON demands; a terminal and an eye need more: DEL, invisible and
   * bidirectional characters and halves of surrogate pairs. They occur in strings only.
   */
  private static String printable(String json) {
    StringBuilder out = new StringBuilder(json.length());
    for (int i = 0, next; i < json.length(); i = next) {
      int c = json.codePointAt(i);
      next = i + Character.charCount(c);
      if (c == '\n' || !isHidden(c)) {
        out.appendCodePoint(c);
      } else {
        for (int unit = i; unit < next; unit++) {
          out.append("\\u").append(Integer.toHexString(0x10000 | json.charAt(unit)), 1, 5);
        }
      }
    }
    return out.toString();
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

  /** Gives the tree that a text holds. */
  public static @Nullable Object parse(String text) throws JsonException {
    checkDepth(text);
    try {
      return JsonParser.any().from(text);
    } catch (JsonParserException e) {
      throw new JsonException(
          "line " + e.getLinePosition() + ", column " + e.getCharPosition() + ": " + e.getMessage(),
          e);
    }
  }

  /** The parser calls itself for each level: a text may not choose how deep. */
  private static void checkDepth(String text) throws JsonException {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
        if (depth > DEEPEST) {
          throw new JsonException("nested deeper than " + DEEPEST + " levels");
        }
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
  }

  /** Gives the object that a text holds. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> parseObject(String text) throws JsonException {
    if (parse(text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new JsonException("not a JSON object");
  }

  /**
   * Gives the record that a text holds; unknown keys are ignored, missing ones must be nullable or
   * collections.
   */
  public static <T extends Record> T parseRecord(String text, Class<T> type) throws JsonException {
    return RecordMapper.fromTree(parseObject(text), type);
  }

  /** Gives the record that an object tree describes, as {@link #parseRecord}. */
  public static <T extends Record> T toRecord(Map<String, ?> tree, Class<T> type)
      throws JsonException {
    return RecordMapper.fromTree(tree, type);
  }

  /** Gives the object tree that a record is written as. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> toTree(Record value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(RecordMapper.toTree(value));
  }
}
