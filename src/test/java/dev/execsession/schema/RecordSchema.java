package dev.execsession.schema;

import dev.execsession.json.Json;
import dev.execsession.json.JsonName;
import dev.execsession.json.OmitWhenNull;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drafts JSON Schemas, draft 2020-12, from the records that are written as JSON. Objects stay open,
 * because fields may be added within a version.
 */
final class RecordSchema {
  private final FieldNotes notes;
  private final Map<Class<?>, String> names = new LinkedHashMap<>();
  private final Map<String, Object> shapes = new LinkedHashMap<>();

  RecordSchema(FieldNotes notes) {
    this.notes = notes;
  }

  /** Returns the schema of a document that is one record. */
  static String of(String name, String title, Class<?> type, FieldNotes notes) {
    RecordSchema made = new RecordSchema(notes);
    return made.document(name, title, made.object(type, component -> true));
  }

  /** Returns a whole schema. */
  String document(String name, String title, Map<String, Object> root) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:exec-session:schema:" + name + ":1");
    schema.put("title", title);
    schema.putAll(root);
    if (!shapes.isEmpty()) {
      schema.put("$defs", shapes);
    }
    return Json.pretty(schema);
  }

  /** Returns the schema of a record, with those of its components that are wanted. */
  Map<String, Object> object(Class<?> type, Predicate<RecordComponent> wanted) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!wanted.test(component)) {
        continue;
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      notes.of(type, component.getName()).ifPresent(note -> schema.put("description", note));
      schema.putAll(
          component.getName().equals("version") && component.getType() == int.class
              ? Map.of("const", 1)
              : nullable(component, value(component.getGenericType())));
      properties.put(component.getName(), schema);
      if (!component.isAnnotationPresent(OmitWhenNull.class)) {
        required.add(component.getName());
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("required", required);
    object.put("properties", properties);
    return object;
  }

  private static Map<String, Object> nullable(
      RecordComponent component, Map<String, Object> schema) {
    AnnotatedType type = component.getAnnotatedType();
    boolean isNullable =
        type.isAnnotationPresent(Nullable.class)
            && !component.isAnnotationPresent(OmitWhenNull.class);
    if (!isNullable) {
      return schema;
    }
    if (schema.get("type") instanceof String word) {
      Map<String, Object> both = new LinkedHashMap<>(schema);
      both.put("type", List.of(word, "null"));
      return both;
    }
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private Map<String, Object> value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Map<String, Object> schema = new LinkedHashMap<>();
      boolean isList = generic.getRawType() == List.class;
      schema.put("type", isList ? "array" : "object");
      schema.put(isList ? "items" : "additionalProperties", value(arguments[arguments.length - 1]));
      return schema;
    }
    Class<?> simple = (Class<?>) type;
    if (simple.isRecord()) {
      return Map.of("$ref", "#/$defs/" + shape(simple));
    }
    if (simple.isEnum()) {
      return Map.of("enum", Stream.of(simple.getEnumConstants()).map(RecordSchema::word).toList());
    }
    if (simple == Instant.class) {
      Map<String, Object> time = new LinkedHashMap<>();
      time.put("type", "string");
      time.put("format", "date-time");
      return time;
    }
    return Map.of("type", Objects.requireNonNull(SIMPLE.get(simple), simple.getName()));
  }

  private static final Map<Class<?>, String> SIMPLE =
      Map.of(
          String.class, "string",
          int.class, "integer",
          Double.class, "number",
          Integer.class, "integer",
          long.class, "integer",
          Long.class, "integer",
          boolean.class, "boolean",
          Boolean.class, "boolean");

  private static String word(Object constant) {
    return constant instanceof JsonName named
        ? named.jsonName()
        : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the name of a record's schema, which is added when it is new. */
  private String shape(Class<?> type) {
    String known = names.get(type);
    if (known != null) {
      return known;
    }
    String simple = type.getSimpleName();
    Class<?> outer = type.getEnclosingClass();
    String name =
        names.containsValue(simple) && outer != null ? outer.getSimpleName() + simple : simple;
    names.put(type, name);
    shapes.put(name, Map.of());
    shapes.put(name, object(type, component -> true));
    return name;
  }
}
