package dev.execsession.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                        | {}
          []                                        | []
          {"a" : [ 1.5 , {"b":null} ], "c":""}      | {"a":[1.5,{"b":null}],"c":""}
          "\\u00e9\\uD83D\\ude00\\\\\\"\\/\\b\\f\\n\\r\\t"  | "é😀\\\\\\"/\\b\\f\\n\\r\\t"
          "\\ud800 alone, \\u007f\\u200d"           | "\\ud800 alone, \\u007f\\u200d"
          [true,false,null]                         | [true,false,null]
          [0.5,-1.25e+2,1E3,-0.0]                   | [0.5,-125.0,1000.0,-0.0]
          """)
  void a_text_is_parsed_into_its_values(String text, String compact) throws JsonException {
    Object tree = JsonText.parse(text).tree();

    assertThat(Json.compact(tree)).isEqualTo(compact);
    assertThat(Json.parse(Json.pretty(tree))).isEqualTo(tree);
  }

  @Test
  void a_text_for_people_has_a_line_for_each_value() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("a", List.of(1, List.of(), Map.of()));
    tree.put("b", Map.of("c", "–"));

    assertThat(Json.pretty(tree))
        .isEqualTo(
            """
            {
              "a": [
                1,
                [],
                {}
              ],
              "b": {
                "c": "–"
              }
            }
            """);
  }

  @Test
  void nesting_is_limited_whatever_the_text() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .isInstanceOf(JsonException.class)
        .hasMessage("line 1, column 202: nested deeper than 200 levels");
  }

  @Test
  void what_is_no_value_of_json_is_not_written() {
    assertThatThrownBy(() -> Json.compact(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.compact(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whole_numbers_are_exact_however_long() throws JsonException {
    assertThat(Json.parse("-999999999999999999")).isEqualTo(-999_999_999_999_999_999L);
    assertThat(Json.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Json.parse("9223372036854775808")).isEqualTo(BigInteger.ONE.shiftLeft(63));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":1,}",
        "[1 2]",
        "[01]",
        "[-]",
        "[1.]",
        "[.5]",
        "[1e]",
        "[+1]",
        "[NaN]",
        "[True]",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u\u0661\u0661\u0661\u0661\"",
        "\"\\u12",
        "\"\\",
        "\"a\tb\"",
        "\"a",
        "{'a':1}",
        "[1]//",
        "[] []"
      })
  void what_the_letter_of_json_does_not_allow_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(JsonException.class);
  }
}
