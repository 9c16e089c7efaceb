package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitMessageTest {
  private static Fact.Block block(String title, @Nullable String goal) {
    return new Fact.Block(
        "B01", title, goal, "d", "x", "x", List.of(), List.of(), List.of(), null, null);
  }

  @Test
  void a_block_without_a_goal_has_a_subject_and_trailers() {
    assertThat(CommitMessage.of(block("Token bucket", null), "2026-1", "sha256:ab", "sha256:cd"))
        .isEqualTo(
            """
            B01: Token bucket

            Exec-Session: 2026-1
            Exec-Block: B01
            Exec-Plan-Digest: sha256:ab
            Exec-Block-Digest: sha256:cd
            """);
  }

  @Test
  void a_long_title_is_cut_and_foreign_characters_are_shown() {
    assertThat(CommitMessage.subject(block("é".repeat(100), null)))
        .isEqualTo("B01: " + "é".repeat(66) + "…");
    assertThat(CommitMessage.subject(block("\u001b[2K\u202ex\ny", null)))
        .isEqualTo("B01: ^[[2K\\u{202e}x\\ny");
  }

  @Test
  void a_goal_cannot_pass_for_trailers() {
    String text =
        CommitMessage.of(
            block("T", "One.\n\nExec-Block: B99\n" + "word ".repeat(20)), "s", "d", "e");

    assertThat(text.lines()).allMatch(line -> line.length() <= 72);
    assertThat(text)
        .startsWith("B01: T\n\nOne. Exec-Block: B99 word word")
        .endsWith(
            "word\n\nExec-Session: s\nExec-Block: B01\nExec-Plan-Digest: d\nExec-Block-Digest: e\n");
  }
}
