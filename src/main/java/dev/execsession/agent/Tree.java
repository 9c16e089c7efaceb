package dev.execsession.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks values up in a JSON tree; a value of another type counts as absent. */
final class Tree {
  private Tree() {}

  static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static Map<?, ?> object(Map<?, ?> of, String key) {
    return object(of.get(key));
  }

  static List<?> list(Map<?, ?> of, String key) {
    return of.get(key) instanceof List<?> list ? list : List.of();
  }

  /** Returns the text, or "". */
  static String text(Map<?, ?> of, String key) {
    return text(of.get(key));
  }

  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /** Returns the first text among the keys, or "". */
  static String first(Map<?, ?> of, String... keys) {
    for (String key : keys) {
      if (of.get(key) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  static @Nullable Long number(Map<?, ?> of, String key) {
    return of.get(key) instanceof Number number && number.longValue() >= 0
        ? Long.valueOf(number.longValue())
        : null;
  }

  /** Returns an amount of money, rounded to six decimals. */
  static @Nullable Double amount(Map<?, ?> of, String key) {
    return of.get(key) instanceof Number number && number.doubleValue() >= 0
        ? Double.valueOf(Math.round(number.doubleValue() * 1e6) / 1e6)
        : null;
  }

  /** Returns the sum of the keys' numbers; null when it has none of them. */
  static @Nullable Long sum(Map<?, ?> of, String... keys) {
    Long sum = null;
    for (String key : keys) {
      Long one = number(of, key);
      sum = one == null ? sum : Long.valueOf(one + (sum == null ? 0 : sum));
    }
    return sum;
  }

  /** Returns the message of an error in any of its usual shapes, or "". */
  static String error(@Nullable Object error) {
    if (error instanceof String text) {
      return text;
    }
    Map<?, ?> map = object(error);
    Object message = map.get("message");
    if (message instanceof String text && !text.isBlank()) {
      return text;
    }
    for (String inner : List.of("error", "data")) {
      if (map.get(inner) != null) {
        return error(map.get(inner));
      }
    }
    return text(map, "name");
  }
}
