package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "abc,3",
    "naïve,5",
    "nai\u0308ve,5",
    "令牌桶,6",
    "한국어,6",
    "🚀 go,5",
    "a\u200db,2",
    "a\u001b[31mred\u001b[0m,4",
    "…,1"
  })
  void width_counts_columns(String text, int columns) {
    assertThat(Columns.width(text)).isEqualTo(columns);
  }

  @Test
  void a_line_that_fits_is_not_cut() {
    assertThat(Columns.cut("令牌", 4)).isEqualTo("令牌");
  }

  @ParameterizedTest
  @CsvSource({"abcdef,4,abc…", "令牌桶,5,令牌…", "令牌桶,4,令…", "abc,1,…", "abc,0,''"})
  void a_longer_line_is_cut_to_the_columns(String text, int most, String shown) {
    assertThat(Columns.cut(text, most)).isEqualTo(shown);
    assertThat(Columns.width(shown)).isLessThanOrEqualTo(most);
  }
}
