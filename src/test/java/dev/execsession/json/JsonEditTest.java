package dev.execsession.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEditTest {
  private static final List<String> PATH = List.of("hooks", "Pre");
  private static final Map<String, ?> ITEM = Map.of("command", "x");

  @Test
  void what_is_missing_on_the_way_is_made() throws JsonException {
    assertThat(JsonEdit.append("{}\n", PATH, ITEM))
        .isEqualTo(
            """
            {
              "hooks": {
                "Pre": [
                  {
                    "command": "x"
                  }
                ]
              }
            }
            """);
  }

  @Test
  void everything_else_keeps_its_bytes() throws JsonException {
    String text =
        """
        {
        \t"z" : 1,   "a":[ 1,2 ],
        \t"hooks": {
        \t\t"Pre": [
        \t\t\t{"own": "\\u00e9"}
        \t\t]
        \t}

        }""";

    assertThat(JsonEdit.append(text, PATH, ITEM))
        .isEqualTo(
            """
            {
            \t"z" : 1,   "a":[ 1,2 ],
            \t"hooks": {
            \t\t"Pre": [
            \t\t\t{"own": "\\u00e9"},
            \t\t\t{
            \t\t\t\t"command": "x"
            \t\t\t}
            \t\t]
            \t}

            }""");
  }

  @Test
  void a_text_on_one_line_stays_on_it_and_line_ends_stay_as_they_are() throws JsonException {
    assertThat(JsonEdit.append("{\"hooks\":{\"Pre\":[1]}}", PATH, 2))
        .isEqualTo("{\"hooks\":{\"Pre\":[1, 2]}}");
    assertThat(JsonEdit.append("{\r\n  \"a\": 1\r\n}\r\n", List.of("b"), 2))
        .isEqualTo("{\r\n  \"a\": 1,\r\n  \"b\": [\r\n    2\r\n  ]\r\n}\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\": 1}",
        "{\n  \"a\": 1\n}\n",
        "{\"hooks\": {\"Pre\": [1, 2]}}",
        "{\n    \"hooks\": {\n        \"Pre\": [\n            1\n        ],\n        \"b\": {}\n    }\n}",
        "{\r\n\t\"hooks\": {\"c\": 1}\r\n}"
      })
  void removing_what_was_appended_restores_the_text(String text) throws JsonException {
    String appended = JsonEdit.append(text, PATH, ITEM);

    assertThat(JsonEdit.items(appended, PATH)).contains(ITEM);
    assertThat(JsonEdit.remove(appended, PATH, ITEM::equals).replaceAll("\\s", ""))
        .isEqualTo(text.replaceAll("\\s", ""));
    if (!JsonEdit.items(text, PATH).isEmpty()) {
      assertThat(JsonEdit.remove(appended, PATH, ITEM::equals)).isEqualTo(text);
    }
  }

  @Test
  void items_are_removed_at_any_position() throws JsonException {
    String text = "{\"hooks\": {\"Pre\": [1, 2, 3, 2]}, \"z\": 0}";

    assertThat(JsonEdit.remove(text, PATH, item -> Objects.equals(item, 2L)))
        .isEqualTo("{\"hooks\": {\"Pre\": [1, 3]}, \"z\": 0}");
    assertThat(JsonEdit.remove(text, PATH, item -> Objects.equals(item, 1L)))
        .isEqualTo("{\"hooks\": {\"Pre\": [2, 3, 2]}, \"z\": 0}");
    assertThat(JsonEdit.remove(text, PATH, item -> true)).isEqualTo("{\"z\": 0}");
    assertThat(JsonEdit.remove("{}", PATH, item -> true)).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{} {}",
        "{\"a\":1,}",
        "{\"a\":1 // why\n}",
        "{/* x */}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":01}",
        "{\"a\":nan}",
        "{'a':1}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"hooks\":[]}",
        "{\"hooks\":{\"Pre\":{}}}",
        "\ufeff{}"
      })
  void what_is_not_plain_json_of_that_shape_is_refused(String text) {
    assertThatThrownBy(() -> JsonEdit.append(text, PATH, ITEM)).isInstanceOf(JsonException.class);
  }
}
