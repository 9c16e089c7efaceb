package dev.execsession.store;

import dev.execsession.file.WholeFile;
import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.process.PidSpace;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a worktree's lock, for display only.
 *
 * @param plan that it runs, or another word for its work
 * @param since null in a file that does not hold it
 */
public record LockOwner(String plan, String by, @Nullable Instant since, ProcessIdentity process) {
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
    facts.put("since", since == null ? null : since.toString());
    facts.put("boot", process.space().boot());
    facts.put("pidns", process.space().pidns());
    facts.put("ticks", process.ticks());
    facts.put("tty", process.tty());
    return Json.pretty(facts);
  }

  /**
   * Returns the owner in a file; empty when the file is missing or not as {@link #json} writes it.
   */
  static Optional<LockOwner> read(Path file) {
    try {
      // Reading anything but a small regular file might never end.
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      Map<String, @Nullable Object> facts =
          Json.parseObject(
              new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8));
      return facts.get("pid") instanceof Number pid
          ? Optional.of(
              new LockOwner(
                  text(facts, "plan"),
                  text(facts, "by"),
                  facts.get("since") instanceof String since ? Instant.parse(since) : null,
                  new ProcessIdentity(
                      pid.longValue(),
                      facts.get("ticks") instanceof Number ticks ? ticks.longValue() : 0,
                      new PidSpace(text(facts, "host"), text(facts, "boot"), text(facts, "pidns")),
                      text(facts, "tty"))))
          : Optional.empty();
    } catch (IOException | JsonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, @Nullable Object> facts, String name) {
    return facts.get(name) instanceof String text ? text : "";
  }

  /** Returns a description that is safe to print. */
  String words() {
    StringBuilder words =
        new StringBuilder(
            "session " + plan + (plan.isEmpty() ? "(pid " : " (pid ") + process.pid());
    add(words, " on ", process.space().host());
    add(words, " at ", process.tty());
    add(words, ", by ", by);
    add(
        words,
        ", since ",
        since == null ? "" : Spans.moment(since, Instant.now(), ZoneId.systemDefault()));
    return TextSanitizer.oneLine(words.append(')').toString());
  }

  private static void add(StringBuilder words, String word, String value) {
    if (!value.isEmpty()) {
      words.append(word).append(value);
    }
  }
}
