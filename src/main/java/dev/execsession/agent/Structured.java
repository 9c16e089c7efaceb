package dev.execsession.agent;

import dev.execsession.json.Json;
import dev.execsession.json.JsonDepth;
import dev.execsession.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the answer that the brief asks for in an agent's message. */
public final class Structured {
  private static final int MAX_DEPTH = 32;
  private static final Pattern FENCE =
      Pattern.compile(
          "(?ms)^[ \\t]{0,3}```[ \\t]*(?:json)?[ \\t]*$\\R(.*?)^[ \\t]{0,3}```[ \\t]*$");

  /** The keys of an answer, see {@code docs/executors.md}. */
  private static final Set<String> KEYS =
      Set.of("status", "summary", "notes", "risks", "attestations", "escalate");

  private Structured() {}

  /**
   * Returns the last JSON object in a message that has the form of an answer: the whole message, or
   * a fenced block of it; empty when there is none.
   */
  public static Optional<Map<String, ?>> in(String message) {
    Optional<Map<String, ?>> found = answer(message.strip());
    Matcher fence = FENCE.matcher(message);
    while (fence.find()) {
      Optional<Map<String, ?>> here = answer(fence.group(1).strip());
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private static Optional<Map<String, ?>> answer(String text) {
    if (!text.startsWith("{") || JsonDepth.isDeeperThan(text, MAX_DEPTH)) {
      return Optional.empty();
    }
    try {
      Map<String, @Nullable Object> object = Json.parseObject(text);
      return KEYS.containsAll(object.keySet()) && !object.isEmpty()
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Returns a tree's object by its texts as keys. */
  static Map<String, ?> of(Map<?, ?> object) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
