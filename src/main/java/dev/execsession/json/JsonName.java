package dev.execsession.json;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An enum with names in JSON: by default the constants' names in lower case with dashes. */
public interface JsonName {
  String name();

  /** Returns the constant's name in JSON. */
  default String jsonName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant with a name; empty if there is none. */
  static <E extends Enum<E> & JsonName> Optional<E> find(Class<E> type, String word) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.jsonName().equals(word))
        .findFirst();
  }
}
