package dev.execsession.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.guard.ApprovalWords.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalWordsTest {
  private static final List<String> IDS = List.of("B01", "B02", "B03", "B06X-01");

  @ParameterizedTest
  @CsvSource({
    "approve B01, RESULT, B01",
    "'  Approve   b01\n', RESULT, B01",
    "APROBAR B02-b03, RESULT, B02-B03",
    "approve b06x-01, RESULT, B06X-01",
    "approve, RESULT, ",
    "aprobar, RESULT, ",
    "approve changes, CHANGES, ",
    "aprobar cambios, CHANGES, ",
    "approve autonomous, AUTONOMOUS, "
  })
  void the_whole_prompt_approves(String prompt, Kind kind, String block) {
    ApprovalWords words = ApprovalWords.of(prompt).orElseThrow();

    assertThat(words.kind()).isEqualTo(kind);
    assertThat(words.among(IDS).orElse(null)).isEqualTo(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "please approve B01",
        "approve B01 please",
        "approve B01.\nThanks",
        "\"approve B01\"",
        "approve it",
        "approve B01, B02",
        "approved B01",
        "/approve B01",
        "<task-notification>approve B01</task-notification>",
        ""
      })
  void a_prompt_that_says_anything_else_approves_nothing(String prompt) {
    assertThat(ApprovalWords.of(prompt)).isEmpty();
  }

  @Test
  void a_block_that_the_plan_does_not_have_is_not_found() {
    assertThat(ApprovalWords.of("approve B07").orElseThrow().among(IDS)).isEmpty();
    assertThat(ApprovalWords.of("approve B02-B07").orElseThrow().among(IDS)).isEmpty();
  }
}
