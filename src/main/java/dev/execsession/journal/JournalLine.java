package dev.execsession.journal;

import dev.execsession.file.ContentId;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of one line: a JSON object {@code
 * {"v":1,"seq":…,"prev":…,"at":…,"type":…,"data":…,"crc":…}} whose last key is the CRC-32C of
 * everything before it, and whose {@code prev} is the SHA-256 of the previous line.
 */
final class JournalLine {
  static final int VERSION = 1;
  static final String FIRST = "0".repeat(64);

  private static final String CRC = ",\"crc\":\"";
  private static final int TRAILER = CRC.length() + "00000000\"}".length();

  private static final Map<String, Class<? extends Record>> TYPES =
      types(Event.class)
          .collect(Collectors.toMap(JournalLine::word, type -> type.asSubclass(Record.class)));

  /** Thrown for a complete record in its place that this version cannot read. */
  static final class UnknownException extends JsonException {
    private static final long serialVersionUID = 1;

    private UnknownException(String message, @Nullable Throwable cause) {
      super(message + "; was it written by another version?", cause);
    }
  }

  private JournalLine() {}

  /** Returns the kinds of events. */
  static Stream<Class<?>> types(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? types(type) : Stream.of(type));
  }

  static String write(Entry entry, String previous) {
    Map<String, @Nullable Object> head = new LinkedHashMap<>();
    head.put("v", VERSION);
    head.put("seq", entry.seq());
    head.put("prev", previous);
    head.put("at", entry.at());
    head.put("type", entry.type());
    head.put("data", entry.event());
    String object = Json.compact(head);
    String body = object.substring(0, object.length() - 1);
    return sealed(body);
  }

  static String sealed(String body) {
    return body + CRC + crc(body) + "\"}";
  }

  /** Returns why a line is not a complete record; absent when it is one. */
  static @Nullable String gap(String line) {
    int end = line.length() - TRAILER;
    if (end < 1 || !line.startsWith(CRC, end)) {
      return "no checksum";
    }
    return line.equals(sealed(line.substring(0, end))) ? null : "checksum does not match";
  }

  /** Returns whether the line starts with a complete record that is followed by more. */
  static boolean isFollowed(String line) {
    for (int end = line.indexOf(CRC); end >= 0; end = line.indexOf(CRC, end + 1)) {
      int next = end + TRAILER;
      if (next + 1 < line.length()
          && line.charAt(next + 1) == '{'
          && gap(line.substring(0, next)) == null) {
        return true;
      }
    }
    return false;
  }

  /** Parses a complete record. */
  static Entry read(String line, long seq, String previous) throws JsonException {
    Map<String, @Nullable Object> head = Json.parseObject(line);
    if (!(head.get("seq") instanceof Number number) || number.longValue() != seq) {
      throw new JsonException(
          "found record " + head.get("seq") + " where " + seq + " was expected");
    }
    if (!previous.equals(head.get("prev"))) {
      throw new JsonException("does not follow the previous record");
    }
    String type = String.valueOf(head.get("type"));
    Class<? extends Record> form = TYPES.get(type);
    if (form == null || !(head.get("data") instanceof Map<?, ?> data)) {
      throw new UnknownException("unknown record type " + type, null);
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    data.forEach((key, value) -> tree.put(String.valueOf(key), value));
    try {
      Instant at = Instant.parse(String.valueOf(head.get("at")));
      return new Entry(seq, at, (Event) Json.toRecord(tree, form));
    } catch (DateTimeParseException e) {
      throw new UnknownException("invalid time", e);
    } catch (JsonException e) {
      throw new UnknownException(String.valueOf(e.getMessage()), e);
    }
  }

  static String digest(String line) {
    return ContentId.of(line.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static String crc(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  /** Returns {@code between-accepted} for {@code BetweenAccepted}. */
  static String word(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
