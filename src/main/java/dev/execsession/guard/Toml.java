package dev.execsession.guard;

import dev.execsession.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes values as inline TOML: strings, whole numbers, lists and tables with plain keys. */
final class Toml {
  private Toml() {}

  static String value(Object value) {
    if (value instanceof Map<?, ?> table) {
      return table.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Toml::value).collect(Collectors.joining(",", "[", "]"));
    }
    // A basic string of TOML has the escapes of JSON.
    return value instanceof String text ? Json.compact(text) : String.valueOf(value);
  }
}
