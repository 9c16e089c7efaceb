package dev.execsession.journal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations on immutable lists. */
final class Lists {
  private Lists() {}

  static <T> List<T> joined(List<T> list, List<T> more) {
    return more.isEmpty() ? list : Stream.concat(list.stream(), more.stream()).toList();
  }

  static <T> List<T> plus(List<T> list, T more) {
    return joined(list, List.of(more));
  }

  /** Returns the elements of both lists, each once. */
  static <T> List<T> union(List<T> list, List<T> more) {
    Set<T> all = new LinkedHashSet<>(list);
    return all.addAll(more) ? List.copyOf(all) : list;
  }

  /** Returns the list with {@code more} appended, without earlier elements of the same key. */
  static <T> List<T> replaced(List<T> list, List<T> more, Function<T, String> key) {
    Map<String, T> all = new LinkedHashMap<>();
    list.forEach(item -> all.put(key.apply(item), item));
    for (T item : more) {
      all.remove(key.apply(item));
      all.put(key.apply(item), item);
    }
    return List.copyOf(all.values());
  }

  /** Returns the list with an element of the same key replaced, or with the item appended. */
  static <T> List<T> with(List<T> list, T item, Function<T, String> key) {
    Map<String, T> all = new LinkedHashMap<>();
    list.forEach(known -> all.put(key.apply(known), known));
    all.put(key.apply(item), item);
    return List.copyOf(all.values());
  }

  /** Returns the results of checks that did not pass, as history. */
  static List<EarlierResult> failed(List<Fact.Check> checks, @Nullable Integer attempt) {
    return checks.stream()
        .filter(check -> !check.passed())
        .map(check -> EarlierResult.of(check, attempt))
        .toList();
  }

  /** Returns the side effects of both lists, with the larger count of each folder. */
  static List<Fact.SideEffect> merged(List<Fact.SideEffect> list, List<Fact.SideEffect> more) {
    Map<String, Fact.SideEffect> all = new LinkedHashMap<>();
    Stream.concat(list.stream(), more.stream())
        .forEach(
            effect -> all.merge(effect.path(), effect, (a, b) -> b.files() > a.files() ? b : a));
    return List.copyOf(all.values());
  }
}
