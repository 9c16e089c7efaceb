package dev.execsession.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {
  private static String at(int width, String line) {
    return String.join("\n", Wrapped.at(line, width));
  }

  @Test
  void a_line_that_fits_stays() {
    assertThat(at(10, "one two 34")).isEqualTo("one two 34");
  }

  @Test
  void text_goes_on_below_the_text_and_not_below_its_label() {
    assertThat(at(34, "  objective    keep the limit per tenant and per key"))
        .isEqualTo("  objective    keep the limit per\n" + " ".repeat(15) + "tenant and per key");
  }

  @Test
  void text_goes_on_below_the_last_of_several_labels() {
    assertThat(at(40, "  B01  done     Token bucket (2 files; checks: 1 passed)"))
        .isEqualTo(
            "  B01  done     Token bucket (2 files;\n" + " ".repeat(16) + "checks: 1 passed)");
  }

  @Test
  void an_item_goes_on_below_its_text() {
    assertThat(at(20, "  - one item of a list")).isEqualTo("  - one item of a\n    list");
  }

  @Test
  void a_word_longer_than_the_line_is_not_broken() {
    assertThat(at(20, "see api/src/main/java/Limit.java for it"))
        .isEqualTo(
            """
            see
            api/src/main/java/Limit.java
            for it""");
  }

  @Test
  void a_command_in_backticks_is_not_broken() {
    assertThat(at(30, "hint: commit it, or run `git stash push -- x`"))
        .isEqualTo(
            """
            hint: commit it, or run
                  `git stash push -- x`""");
  }

  @Test
  void a_command_after_a_label_is_left_to_the_terminal() {
    String line = "next    exec-session run docs/exec-plans/active/limit.md";
    assertThat(at(30, line)).isEqualTo(line);
    assertThat(at(30, "  git checkout -- docs/exec-plans/a b"))
        .isEqualTo("  git checkout -- docs/exec-plans/a b");
  }

  @Test
  void a_question_wraps_before_the_command_that_answers_it() {
    assertThat(at(30, "waiting for  Approve B01?  exec-session run limit --approve B01"))
        .isEqualTo(
            "waiting for  Approve B01?\n"
                + " ".repeat(13)
                + "exec-session run limit --approve B01");
  }

  @Test
  void wide_characters_count_twice() {
    assertThat(at(8, "令牌 令牌 令")).isEqualTo("令牌\n令牌 令");
  }

  @Test
  void styles_take_no_room() {
    assertThat(at(7, "\u001b[31mred\u001b[0m one two"))
        .isEqualTo("\u001b[31mred\u001b[0m one\ntwo");
  }
}
