package dev.execsession.json;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An enum whose constants have words in JSON: their names in lower case with dashes, as a rule. */
public interface JsonName {
  String name();

  /** Returns the constant's word. */
  default String jsonName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant with a word; empty when none has it. */
  static <E extends Enum<E> & JsonName> Optional<E> find(Class<E> type, String word) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.jsonName().equals(word))
        .findFirst();
  }
}
