package dev.execsession.schema;

import dev.execsession.journal.Event;
import dev.execsession.journal.Phase;
import dev.execsession.problem.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the schema of a line of {@code run --json}. It promises the fields of an event that {@code
 * docs/json.md} names, and no others.
 */
final class EventSchema {
  private static final Pattern ITEM = Pattern.compile("(?ms)^- ([^:]+):(.*?)(?=^- |\\z)");
  private static final Pattern WORD = Pattern.compile("`([A-Za-z-]+)`");

  private final RecordSchema records = new RecordSchema(new FieldNotes(Map.of()));
  private final Map<String, Set<String>> promised = promised();

  static String draft(Class<?> problem) {
    return new EventSchema().render(problem);
  }

  private String render(Class<?> problem) {
    List<Object> lines = new ArrayList<>();
    types(Event.class)
        .sorted((a, b) -> word(a).compareTo(word(b)))
        .forEach(type -> lines.add(line(type)));
    lines.add(ended(problem));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("type", "object");
    root.put("required", List.of("version", "event"));
    root.put("oneOf", lines);
    return records.document("run-events", "A line of exec-session run --json", root);
  }

  private Map<String, Object> line(Class<?> type) {
    Set<String> fields = promised.getOrDefault(word(type), Set.of());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("version", Map.of("const", 1));
    properties.put("seq", Map.of("type", "integer"));
    properties.put("at", ordered("type", "string", "format", "date-time"));
    properties.put("event", Map.of("const", word(type)));
    properties.put("data", records.object(type, component -> fields.contains(component.getName())));
    return ordered(
        "required", List.of("version", "seq", "at", "event", "data"), "properties", properties);
  }

  private Map<String, Object> ended(Class<?> problem) {
    List<String> states =
        Stream.concat(Stream.of(Phase.values()), Stream.of(Stop.values()))
            .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .distinct()
            .toList();
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("version", Map.of("const", 1));
    properties.put("event", Map.of("const", "ended"));
    properties.put("session", Map.of("type", "string"));
    properties.put("state", Map.of("enum", states));
    properties.put("exit", Map.of("type", "integer"));
    properties.put(
        "problems", ordered("type", "array", "items", records.object(problem, each -> true)));
    return ordered(
        "required", List.of("version", "event", "state", "exit"), "properties", properties);
  }

  private static Map<String, Object> ordered(String a, Object one, String b, Object two) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, one);
    map.put(b, two);
    return map;
  }

  private static Stream<Class<?>> types(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? types(type) : Stream.of(type));
  }

  private static String word(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Returns the words in backticks that the page has for each event. */
  private static Map<String, Set<String>> promised() {
    try {
      String page = Files.readString(Path.of("docs/json.md"));
      String list = page.substring(page.indexOf("\n## Events of a run\n"));
      Map<String, Set<String>> promised = new LinkedHashMap<>();
      ITEM.matcher(list)
          .results()
          .forEach(
              item ->
                  words(item.group(1)).forEach(name -> promised.put(name, words(item.group(2)))));
      return promised;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(@Nullable String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(Objects.requireNonNull(text));
    while (word.find()) {
      words.add(Objects.requireNonNull(word.group(1)));
    }
    return words;
  }
}
