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
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of one line: a JSON object {@code
 * {"v":1,"seq":…,"prev":…,"at":…,"type":…,"data":…,"crc":…}} whose last key holds the CRC-32C of
 * everything before it, and whose {@code prev} is the SHA-256 of the line before.
 */
final class JournalLine {
  static final int VERSION = 1;
  static final String FIRST = "0".repeat(64);

  private static final String CRC = ",\"crc\":\"";
  private static final int TRAILER = CRC.length() + "00000000\"}".length();

  private static final Map<String, Class<? extends Record>> TYPES =
      Arrays.stream(Event.class.getPermittedSubclasses())
          .collect(Collectors.toMap(JournalLine::word, type -> type.asSubclass(Record.class)));

  private JournalLine() {}

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

  /** Returns the line of an object that its checksum and end are still missing from. */
  static String sealed(String body) {
    return body + CRC + crc(body) + "\"}";
  }

  /** Returns what a line lacks to be a whole record, whatever it says; absent when it is one. */
  static @Nullable String gap(String line) {
    int end = line.length() - TRAILER;
    if (end < 1 || !line.startsWith(CRC, end)) {
      return "no checksum";
    }
    return line.equals(sealed(line.substring(0, end))) ? null : "checksum does not match";
  }

  /** Returns whether a whole record stands at the start of the line and another thing behind it. */
  static boolean runsOn(String line) {
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

  /** Returns the entry of a whole record, or says what is wrong with it. */
  static Entry read(String line, long seq, String previous) throws JsonException {
    Map<String, @Nullable Object> head = Json.parseObject(line);
    if (!(head.get("seq") instanceof Number number) || number.longValue() != seq) {
      throw new JsonException("record " + head.get("seq") + " where " + seq + " belongs");
    }
    if (!previous.equals(head.get("prev"))) {
      throw new JsonException("does not follow the record before it");
    }
    String type = String.valueOf(head.get("type"));
    Class<? extends Record> form = TYPES.get(type);
    if (form == null || !(head.get("data") instanceof Map<?, ?> data)) {
      throw new JsonException(
          "unknown record type " + type + "; was it written by a newer version?");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    data.forEach((key, value) -> tree.put(String.valueOf(key), value));
    try {
      Instant at = Instant.parse(String.valueOf(head.get("at")));
      return new Entry(seq, at, (Event) Json.toRecord(tree, form));
    } catch (DateTimeParseException e) {
      throw new JsonException("no time", e);
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
