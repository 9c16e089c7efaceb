package dev.execsession.testing;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document of the tool, queried by paths such as {@code blocks.0.checks.*.status}: names,
 * positions from 0, and {@code *} for every element of a list.
 */
public final class JsonDoc {
  private final Map<String, @Nullable Object> tree;

  private JsonDoc(Map<String, @Nullable Object> tree) {
    this.tree = tree;
  }

  public static JsonDoc parse(String text) {
    try {
      return new JsonDoc(Json.parseObject(text));
    } catch (JsonException e) {
      throw new AssertionError("not one JSON document: " + e.getMessage() + "\n" + text, e);
    }
  }

  public static JsonDoc read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns every value at the path, in order. */
  public List<@Nullable Object> all(String way) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(tree);
    for (String step : way.split("\\.", -1)) {
      List<@Nullable Object> next = new ArrayList<>();
      for (@Nullable Object value : values) {
        follow(value, step, next, way);
      }
      values = next;
    }
    return values;
  }

  private static void follow(
      @Nullable Object value, String step, List<@Nullable Object> next, String way) {
    if (value instanceof Map<?, ?> map) {
      if (!map.containsKey(step)) {
        throw new AssertionError("no `" + step + "` of `" + way + "` in " + Json.pretty(value));
      }
      next.add(map.get(step));
    } else if (value instanceof List<?> list && step.equals("*")) {
      next.addAll(list);
    } else if (value instanceof List<?> list && step.matches("\\d+")) {
      int at = Integer.parseInt(step);
      if (at >= list.size()) {
        throw new AssertionError("no element " + at + " of `" + way + "` in " + Json.pretty(value));
      }
      next.add(list.get(at));
    } else {
      throw new AssertionError("no `" + step + "` of `" + way + "` in " + Json.compact(value));
    }
  }

  /** Returns whether the first name of the path exists. */
  public boolean has(String way) {
    return tree.containsKey(way.split("\\.", 2)[0]);
  }

  /** Returns the values at the path as texts. */
  public List<String> texts(String way) {
    return all(way).stream().map(String::valueOf).toList();
  }

  /** Returns the one value at the path as text, {@code null} if absent. */
  public String text(String way) {
    List<String> texts = texts(way);
    if (texts.size() != 1) {
      throw new AssertionError("`" + way + "` leads to " + texts);
    }
    return texts.get(0);
  }

  /** Returns the objects at the path. */
  @SuppressWarnings("unchecked")
  public List<JsonDoc> docs(String way) {
    return all(way).stream()
        .map(value -> new JsonDoc((Map<String, @Nullable Object>) Objects.requireNonNull(value)))
        .toList();
  }

  @Override
  public String toString() {
    return Json.pretty(tree);
  }
}
