package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkdownTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '\0',
      value = {
        "plain words, and a name_of_it → plain words, and a name_of_it",
        "a * b _c_ ~d~ [e](f) $g$ \\ → a \\* b \\_c\\_ \\~d\\~ \\[e](f) \\$g\\$ \\\\",
        "<b> && &lt; → &lt;b> &amp;&amp; &amp;lt;",
        "ask @team about #12 or GH-7 → ask `@team` about `#12` or `GH-7`",
        "see https://x.example now → see `https://x.example` now",
        "the check `make test` failed → the check `make test` failed",
        "`@a`` b` → ``` `@a`` ``` b\\`",
        "- item → \\- item",
        "# head → \\# head",
        "1. one → 1\\. one",
        "1.0 is out → 1.0 is out",
        "::set-output → \\::set-output",
      })
  void a_sentence_is_escaped_so_that_it_renders_unchanged(String foreign, String markdown) {
    assertThat(Markdown.text(foreign)).isEqualTo(markdown);
  }

  @Test
  void adjacent_code_spans_stay_separate() {
    assertThat(Markdown.text("`a`@b")).isEqualTo("`a` `@b`");
  }

  @Test
  void code_that_starts_with_a_backtick_is_padded() {
    assertThat(Markdown.code("`x")).isEqualTo("`` `x ``");
  }

  @Test
  void a_bar_in_a_table_cell_is_escaped_even_in_code() {
    assertThat(Markdown.codeCell("a|b")).isEqualTo("`a\\|b`");
    assertThat(Markdown.cell("a|b `c|d`")).isEqualTo("a\\|b `c\\|d`");
    assertThat(Markdown.code("a|b")).isEqualTo("`a|b`");
  }

  @Test
  void a_list_item_keeps_its_lines() {
    assertThat(Markdown.item("first\n\n::second\n- third"))
        .isEqualTo("- first\\\n  \\::second\\\n  \\- third\n");
  }

  @Test
  void an_empty_column_is_left_out() {
    assertThat(
            Markdown.table(
                List.of("a", "b", "c"), List.of(List.of("1", "", "2"), List.of("3", "", ""))))
        .isEqualTo("| a | c |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |\n");
    assertThat(Markdown.table(List.of("a"), List.of())).isEmpty();
  }

  @Test
  void only_text_with_log_commands_is_prefixed_with_bars() {
    assertThat(Markdown.fence("text", "ok\r\nfine\n")).isEqualTo("```text\nok\nfine\n```\n");
    assertThat(Markdown.fence("text", "ok\n ::error::x"))
        .isEqualTo("```text\n| ok\n|  ::error::x\n```\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "59999, 59 s",
    "125400, 2 min 05 s",
    "3720000, 1 h 02 min"
  })
  void a_duration_is_shown_as_precisely_as_it_matters(long millis, String said) {
    assertThat(Words.duration(millis)).isEqualTo(said);
  }
}
