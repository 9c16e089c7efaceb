package dev.execsession.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " {\"a\" : [ 1.5 , {\"b\":null} ],\n\"c\":\"\"}\n",
        "\"\\u00e9\\uD83D\\ude00\\\\\\\"\\/\\b\\f\\n\\r\\t\u00e9\"",
        "\"\\ud800 alone\"",
        "[true,false,null]",
        "[0.5,-1.25e+2,1E3,-0.0]"
      })
  void a_tree_is_what_the_library_reads(String text) throws JsonException {
    assertThat(JsonText.parse(text).tree()).isEqualTo(Json.parse(text));
  }

  @Test
  void whole_numbers_are_exact_as_far_as_a_long_goes() throws JsonException {
    assertThat(JsonText.parse("-999999999999999999").tree()).isEqualTo(-999_999_999_999_999_999L);
    assertThat(JsonText.parse("1" + "0".repeat(30)).tree()).isEqualTo(1e30);
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
