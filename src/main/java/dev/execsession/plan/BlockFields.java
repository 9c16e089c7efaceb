package dev.execsession.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a block; the first field with a key counts. */
record BlockFields(List<Field> all) {
  BlockFields {
    all = List.copyOf(all);
  }

  Optional<Field> get(String key) {
    return all.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** Returns a field's text in one line; absent when it is empty. */
  @Nullable String text(String key) {
    List<String> texts = texts(key);
    return texts.isEmpty() ? null : String.join(" ", texts);
  }

  List<String> texts(String key) {
    return get(key).map(Field::texts).orElse(List.of());
  }

  /** Returns the text of all fields with one of these keys, in order. */
  List<String> texts(Set<String> keys) {
    return all.stream()
        .filter(field -> keys.contains(field.key()))
        .flatMap(field -> field.texts().stream())
        .toList();
  }

  List<String> names(String key) {
    return get(key).map(Values::names).orElse(List.of());
  }
}
