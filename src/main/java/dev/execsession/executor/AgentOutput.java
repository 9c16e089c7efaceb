package dev.execsession.executor;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.text.TextSanitizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scans an agent's output for what its exit status does not reveal: denied tools, a failed turn. A
 * reported success only ends the wait for an agent that does not exit.
 */
final class AgentOutput {
  private static final int MAX_DEPTH = 200;
  private static final int LONGEST_TEXT = 300;
  private static final int GEMINI_UNTRUSTED = 55;

  private final OutputFormat format;
  private final List<String> notes = new ArrayList<>();
  private @Nullable String failure;
  private boolean resultSeen;
  private boolean complete;

  private AgentOutput(OutputFormat format) {
    this.format = format;
  }

  /**
   * @param failure why the work counts as failed, even with exit status 0
   * @param succeeded whether the output is complete and reports no failure; only for formats that
   *     mark their end
   */
  record Findings(@Nullable String failure, List<String> notes, boolean succeeded) {
    static final Findings NONE = new Findings(null, List.of(), false);
  }

  static Findings of(OutputFormat format, Path log, @Nullable Integer exit) {
    if (format == OutputFormat.NONE) {
      return Findings.NONE;
    }
    AgentOutput output = new AgentOutput(format);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
      output.readAll(lines);
    } catch (IOException e) {
      output.failure = "its output cannot be read: " + e.getMessage();
    }
    output.judgeEnd(exit);
    return new Findings(
        output.failure, List.copyOf(output.notes), output.complete && output.failure == null);
  }

  /** Reads objects and lists on one line, and objects formatted over several lines. */
  private void readAll(BufferedReader lines) throws IOException {
    @Nullable StringBuilder open = null;
    String line = lines.readLine();
    while (line != null) {
      if (open != null) {
        open.append(line).append('\n');
        if (line.equals("}")) {
          take(open.toString());
          open = null;
        }
      } else if (line.stripTrailing().equals("{")) {
        open = new StringBuilder(line).append('\n');
      } else if (line.startsWith("{") || line.startsWith("[")) {
        take(line);
      }
      line = lines.readLine();
    }
  }

  private void take(String text) {
    if (ResultFile.isDeeperThan(text, MAX_DEPTH)) {
      return;
    }
    try {
      Object value = Json.parseLastWins(text);
      boolean wasSeen = resultSeen;
      resultSeen = false;
      for (Object item : value instanceof List<?> list ? list : singleton(value)) {
        if (item instanceof Map<?, ?> event) {
          judge(event);
        }
      }
      if (resultSeen) {
        checkKeys(text);
      }
      resultSeen |= wasSeen;
    } catch (JsonException e) {
      // Agents also print other text.
      return;
    }
  }

  /** Finds a key that a report has twice, so that it says two things. */
  private void checkKeys(String report) {
    try {
      Json.parse(report);
    } catch (JsonException e) {
      fail("reported something malformed", e.getMessage());
    }
  }

  private static List<?> singleton(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  private void judge(Map<?, ?> event) {
    switch (format) {
      case NONE -> {}
      case CLAUDE, CURSOR -> judgeResult(event);
      case CODEX -> judgeTurn(event);
      case GEMINI, GOOSE -> judgeError(event);
      case OPENCODE -> judgeOpencode(event);
      case COPILOT -> judgeCopilot(event);
    }
  }

  private void judgeResult(Map<?, ?> event) {
    if (!"result".equals(event.get("type"))) {
      return;
    }
    resultSeen = true;
    String subtype = text(event.get("subtype"));
    complete = subtype.equals("success");
    if (Boolean.TRUE.equals(event.get("is_error"))) {
      fail("reported an error", subtype.equals("success") ? event.get("result") : subtype);
    } else if (subtype.startsWith("error")) {
      fail("ended early", subtype);
    }
    if (event.get("permission_denials") instanceof List<?> denials && !denials.isEmpty()) {
      noteDenied(denials, "tool_name");
    }
  }

  private void judgeTurn(Map<?, ?> event) {
    switch (text(event.get("type"))) {
      case "turn.started" -> complete = false;
      case "turn.completed" -> {
        resultSeen = true;
        complete = true;
      }
      case "turn.failed" -> fail("failed", message(event.get("error")));
      case "error" -> note("reported an error", message(event));
      default -> {}
    }
  }

  private void judgeError(Map<?, ?> event) {
    Object error = event.get("error");
    if (error != null && !Boolean.FALSE.equals(error)) {
      fail("reported an error", message(error));
    }
    resultSeen = true;
    complete |= format == OutputFormat.GEMINI && event.containsKey("response");
  }

  private void judgeOpencode(Map<?, ?> event) {
    if ("error".equals(event.get("type"))) {
      fail("reported an error", message(event.get("error")));
    }
    if (event.get("rejected") instanceof List<?> rejected && !rejected.isEmpty()) {
      noteDenied(rejected, "permission");
    }
    resultSeen = true;
  }

  private void judgeCopilot(Map<?, ?> event) {
    if (text(event.get("type")).endsWith("error")) {
      note("reported an error", message(event.containsKey("data") ? event.get("data") : event));
    }
    resultSeen = true;
  }

  private void judgeEnd(@Nullable Integer exit) {
    if (format == OutputFormat.GEMINI && exit != null && exit == GEMINI_UNTRUSTED) {
      fail("does not trust this folder", "start it there once manually, or add `--skip-trust`");
    }
    if (!resultSeen && failure == null && exit != null && exit == 0) {
      note("ended without a final message", null);
    }
  }

  private void noteDenied(List<?> denied, String nameKey) {
    Set<String> names = new LinkedHashSet<>();
    for (Object one : denied) {
      Object name = one instanceof Map<?, ?> map ? map.get(nameKey) : one;
      if (name instanceof String text) {
        names.add(shown(text));
      }
    }
    String calls = denied.size() == 1 ? "1 tool call" : denied.size() + " tool calls";
    note("was denied " + calls, names.isEmpty() ? null : String.join(", ", names));
  }

  private void note(String what, @Nullable Object detail) {
    notes.add(sentence(what, detail));
  }

  /** Keeps the first failure, which is the cause of later ones. */
  private void fail(String what, @Nullable Object detail) {
    failure = failure == null ? sentence(what, detail) : failure;
  }

  private String sentence(String what, @Nullable Object detail) {
    String name = format.name().toLowerCase(Locale.ROOT);
    String more = text(detail);
    return name + " " + what + (more.isEmpty() ? "" : ": " + shown(more));
  }

  private static @Nullable Object message(@Nullable Object error) {
    if (error instanceof Map<?, ?> map) {
      Object message = map.get("message");
      return message == null && map.get("data") instanceof Map<?, ?> data
          ? data.get("message")
          : message;
    }
    return error;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static String shown(String text) {
    String line = TextSanitizer.oneLine(text.strip());
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
  }
}
