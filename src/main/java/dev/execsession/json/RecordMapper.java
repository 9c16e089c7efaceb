package dev.execsession.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps records to object trees and back: a component is a key of the same name. Components are
 * strings, numbers, booleans, instants (ISO 8601), enums, records, and lists and string-keyed maps
 * of these. A missing list or map is read as empty.
 */
final class RecordMapper {
  /** Looking a record's components up takes far longer than reading them. */
  private static final ClassValue<Component[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected Component[] computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(Component::of).toArray(Component[]::new);
        }
      };

  private record Component(
      String name, Class<?> type, Type genericType, Method accessor, boolean omitted) {
    static Component of(RecordComponent component) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Component(
          component.getName(),
          component.getType(),
          component.getGenericType(),
          accessor,
          component.isAnnotationPresent(OmitWhenNull.class));
    }
  }

  private RecordMapper() {}

  static @Nullable Object toTree(@Nullable Object value) {
    if (value instanceof Record record) {
      return recordToTree(record);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        tree.put(String.valueOf(entry.getKey()), toTree(entry.getValue()));
      }
      return tree;
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> tree = new ArrayList<>();
      for (Object item : items) {
        tree.add(toTree(item));
      }
      return tree;
    }
    if (value instanceof Enum<?> constant) {
      return word(constant);
    }
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    return value;
  }

  private static Map<String, @Nullable Object> recordToTree(Record record) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (Component component : COMPONENTS.get(record.getClass())) {
      Object value;
      try {
        value = component.accessor().invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
      if (value != null || !component.omitted()) {
        tree.put(component.name(), toTree(value));
      }
    }
    return tree;
  }

  static <T extends Record> T fromTree(Map<String, ?> tree, Class<T> type) throws JsonException {
    Component[] components = COMPONENTS.get(type);
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].type();
      values[i] =
          fromValue(
              tree.get(components[i].name()),
              components[i].genericType(),
              type.getSimpleName() + "." + components[i].name());
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new JsonException("not a " + type.getSimpleName() + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new JsonException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Object fromValue(@Nullable Object value, Type type, String place)
      throws JsonException {
    if (type instanceof ParameterizedType generic) {
      return fromCollection(value, generic, place);
    }
    Class<?> wanted = (Class<?>) type;
    if (value == null) {
      return fromNothing(wanted, place);
    }
    if (wanted.isInstance(value)) {
      return value;
    }
    if (value instanceof Number number) {
      if (wanted == long.class || wanted == Long.class) {
        return number.longValue();
      }
      if (wanted == int.class || wanted == Integer.class) {
        return number.intValue();
      }
      if (wanted == Double.class) {
        return number.doubleValue();
      }
    }
    if (value instanceof Boolean && wanted == boolean.class) {
      return value;
    }
    if (value instanceof Map<?, ?> map && wanted.isRecord()) {
      return fromTree(keyed(map), wanted.asSubclass(Record.class));
    }
    if (value instanceof String text) {
      return fromWord(text, wanted, place);
    }
    throw new JsonException(place + " is not a " + wanted.getSimpleName());
  }

  private static Object fromWord(String text, Class<?> wanted, String place) throws JsonException {
    if (wanted == Instant.class) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new JsonException(place + " is not an instant: " + text, e);
      }
    }
    if (wanted.isEnum()) {
      for (Object constant : wanted.getEnumConstants()) {
        if (word((Enum<?>) constant).equals(text)) {
          return constant;
        }
      }
    }
    throw new JsonException(place + " is not a " + wanted.getSimpleName() + ": " + text);
  }

  private static @Nullable Object fromNothing(Class<?> wanted, String place) throws JsonException {
    if (wanted == boolean.class) {
      return false;
    }
    if (wanted.isPrimitive()) {
      throw new JsonException(place + " is missing");
    }
    return null;
  }

  private static Object fromCollection(@Nullable Object value, ParameterizedType type, String place)
      throws JsonException {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class && (value == null || value instanceof List<?>)) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : value == null ? List.of() : (List<?>) value) {
        items.add(fromValue(item, arguments[0], place));
      }
      return items;
    }
    if (type.getRawType() == Map.class && (value == null || value instanceof Map<?, ?>)) {
      Map<String, @Nullable Object> items = new LinkedHashMap<>();
      for (Map.Entry<?, ?> item : (value == null ? Map.of() : (Map<?, ?>) value).entrySet()) {
        items.put(String.valueOf(item.getKey()), fromValue(item.getValue(), arguments[1], place));
      }
      return items;
    }
    throw new JsonException(place + " is not a " + type);
  }

  private static Map<String, ?> keyed(Map<?, ?> map) {
    Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
    map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }

  private static String word(Enum<?> constant) {
    return constant instanceof JsonName named
        ? named.jsonName()
        : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
