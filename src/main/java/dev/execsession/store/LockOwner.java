package dev.execsession.store;

import dev.execsession.file.WholeFile;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The holder of a worktree's lock, for display only. */
public record LockOwner(String plan, String by, Instant since, ProcessIdentity process) {
  private static final long LARGEST = 64 * 1024;

  public static LockOwner now(
      String plan, String by, Map<String, String> environment, Instant since) {
    return new LockOwner(plan, by, since, ProcessIdentity.own(environment));
  }

  String json() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("plan", plan);
    facts.put("pid", process.pid());
    facts.put("host", process.space().host());
    facts.put("by", by);
    facts.put("since", since.toString());
    facts.put("boot", process.space().boot());
    facts.put("pidns", process.space().pidns());
    facts.put("ticks", process.ticks());
    facts.put("tty", process.tty());
    return Json.pretty(facts);
  }

  /**
   * Returns a description of the owner in a file, safe to print; empty when the file is missing or
   * not as {@link #json} writes it.
   */
  static Optional<String> words(Path file) {
    try {
      // Reading anything but a small regular file might never end.
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      Map<String, @Nullable Object> facts =
          Json.parseObject(
              new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8));
      if (!(facts.get("pid") instanceof Number pid)) {
        return Optional.empty();
      }
      List<String> parts = new ArrayList<>(List.of("pid " + pid.longValue()));
      add(parts, "on ", facts.get("host"), " ");
      add(parts, "at ", facts.get("tty"), ", ");
      add(parts, "by ", facts.get("by"), ", ");
      add(parts, "since ", since(facts.get("since")), ", ");
      return Optional.of(
          TextSanitizer.oneLine(
              "session " + facts.get("plan") + " (" + String.join("", parts) + ")"));
    } catch (IOException | JsonException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String since(@Nullable Object value) {
    try {
      return value instanceof String text
          ? Spans.moment(Instant.parse(text), Instant.now(), ZoneId.systemDefault())
          : null;
    } catch (DateTimeParseException e) {
      return String.valueOf(value);
    }
  }

  private static void add(
      List<String> parts, String word, @Nullable Object value, String separator) {
    if (value instanceof String text && !text.isEmpty()) {
      parts.add(separator + word + text);
    }
  }
}
