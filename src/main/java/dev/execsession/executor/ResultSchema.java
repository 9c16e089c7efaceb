package dev.execsession.executor;

import dev.execsession.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of an executor's answer, in the subset that providers accept for structured
 * output: every key required, no others, absence is null or an empty list.
 */
final class ResultSchema {
  private static final Map<String, ?> TEXT = Map.of("type", "string");

  private ResultSchema() {}

  /** Returns the schema on one line. */
  static String text() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", choice("done", "blocked"));
    answer.put("summary", TEXT);
    answer.put("notes", list(TEXT));
    answer.put("risks", list(TEXT));
    answer.put("attestations", list(object(attestation())));
    Map<String, Object> escalate = new LinkedHashMap<>();
    escalate.put("reason", choice("objective", "architecture", "dependency", "scope"));
    escalate.put("detail", TEXT);
    answer.put("escalate", orNull(object(escalate)));
    return Json.compact(object(answer));
  }

  private static Map<String, Object> attestation() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("policy", TEXT);
    fields.put("status", choice("met", "not met"));
    fields.put("evidence", TEXT);
    return fields;
  }

  private static Map<String, Object> object(Map<String, Object> fields) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", fields);
    schema.put("required", List.copyOf(fields.keySet()));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private static Map<String, Object> list(Map<String, ?> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  private static Map<String, Object> choice(String... words) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", Arrays.asList(words));
    return schema;
  }
}
