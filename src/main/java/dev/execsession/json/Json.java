package dev.execsession.json;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON. A value is a tree of {@code Map<String, ?>} (in order), {@code List<?>},
 * {@code String}, {@code Number}, {@code Boolean} and null; records in it are written as objects.
 */
public final class Json {
  private Json() {}

  /** Returns the value on one line, without a line feed. */
  public static String compact(@Nullable Object value) {
    return JsonPrinter.compact(RecordMapper.toTree(value));
  }

  /** Returns the value indented by two spaces, ending in a line feed. */
  public static String pretty(@Nullable Object value) {
    return JsonPrinter.indented(RecordMapper.toTree(value), "  ", "\n", "") + "\n";
  }

  /** Parses a text into a tree; duplicate keys are rejected. */
  public static @Nullable Object parse(String text) throws JsonException {
    return JsonText.parse(text).tree();
  }

  /** Parses a text into a tree as npm and others do: of two equal keys the last one counts. */
  public static @Nullable Object parseLastWins(String text) throws JsonException {
    return JsonText.parseLastWins(text).tree();
  }

  /** Parses a text that must be an object; duplicate keys are rejected. */
  public static Map<String, @Nullable Object> parseObject(String text) throws JsonException {
    return object(parse(text));
  }

  /** Parses a text that must be an object, as {@link #parseLastWins}. */
  public static Map<String, @Nullable Object> parseObjectLastWins(String text)
      throws JsonException {
    return object(parseLastWins(text));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object tree) throws JsonException {
    if (tree instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new JsonException("not a JSON object");
  }

  /**
   * Parses a text into a record; unknown keys are ignored, missing ones must be nullable or
   * collections.
   */
  public static <T extends Record> T parseRecord(String text, Class<T> type) throws JsonException {
    return RecordMapper.fromTree(parseObject(text), type);
  }

  /** Maps an object tree to a record, as {@link #parseRecord}. */
  public static <T extends Record> T toRecord(Map<String, ?> tree, Class<T> type)
      throws JsonException {
    return RecordMapper.fromTree(tree, type);
  }

  /** Maps a record to an object tree. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> toTree(Record value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(RecordMapper.toTree(value));
  }
}
