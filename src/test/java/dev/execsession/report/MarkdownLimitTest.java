package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownLimitTest {
  private static final String MARK = "\n**Cut here:** the rest is too long for this place.\n";

  @Test
  void a_document_that_fits_is_unchanged() {
    assertThat(MarkdownLimit.of("# A\n", 4)).isEqualTo("# A\n");
  }

  @Test
  void a_document_is_cut_after_a_whole_line() {
    String text = "# Größe\n".repeat(100);

    assertThat(MarkdownLimit.of(text, 100)).isEqualTo("# Größe\n".repeat(4) + MARK);
  }

  @Test
  void an_open_code_block_is_ended() {
    String text = "a\n````text\n```\n" + "line\n".repeat(100) + "````\nb\n";

    assertThat(MarkdownLimit.of(text, 100))
        .isEqualTo("a\n````text\n```\n" + "line\n".repeat(5) + "````\n" + MARK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 52, 53, 54, 60, 70, 71, 100, 1000})
  void the_limit_holds(int most) {
    String text = "é\n```\n" + "x\n".repeat(1000) + "```\n";

    String cut = MarkdownLimit.of(text, most);

    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
    assertThat(cut.lines().filter("```"::equals).count() % 2).isZero();
  }
}
