package dev.execsession.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.policy.DocsRule.Result;
import dev.execsession.policy.DocsRule.Status;
import dev.execsession.text.TreePath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsRuleTest {
  private static final TreePath CODE = TreePath.of("api/A.java");
  private static final TreePath GUIDE = TreePath.of("docs/guide.md");
  private static final DocsRule RULE =
      new DocsRule(
          List.of("api"), List.of("docs"), (pattern, path) -> path.isWithin(TreePath.of(pattern)));

  private static DocsRule.Result judge(List<String> required, List<TreePath> written) {
    return RULE.judge(required, written, written);
  }

  @Test
  void behaviour_without_a_document_needs_an_answer() {
    assertThat(judge(List.of(), List.of(TreePath.of("test/T.java"), CODE)))
        .isEqualTo(
            new Result(Status.UNANSWERED, "`api/A.java` changed, but nothing under docs", CODE));
  }

  @Test
  void a_document_changed_with_the_behaviour_answers() {
    assertThat(judge(List.of(), List.of(GUIDE, CODE)))
        .isEqualTo(new Result(Status.UPDATED, null, CODE));
  }

  @Test
  void without_a_change_of_behaviour_nothing_is_asked() {
    assertThat(judge(List.of(), List.of(TreePath.of("test/T.java"))))
        .isEqualTo(new Result(Status.NOT_CONCERNED, null, null));
  }

  @Test
  void a_document_that_the_block_names_must_change() {
    List<String> required = List.of("docs/guide.md", "docs/limits.md", "README.md");
    assertThat(judge(required, List.of(CODE, GUIDE)))
        .isEqualTo(
            new Result(
                Status.MISSING,
                "the block must update `docs/limits.md`, `README.md`, where no text was added or changed",
                CODE));
    assertThat(judge(List.of("docs/guide.md"), List.of(CODE, GUIDE)).status())
        .isEqualTo(Status.UPDATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none — internal only",
        "None - internal only",
        "none (internal only)",
        "none: internal only"
      })
  void none_with_a_reason_is_an_answer(String entry) {
    assertThat(judge(List.of(entry), List.of(CODE)))
        .isEqualTo(new Result(Status.NOT_NEEDED, "internal only", CODE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "none — ", "none — ok"})
  void none_without_a_reason_is_no_answer(String entry) {
    assertThat(judge(List.of(entry), List.of(CODE)).status()).isEqualTo(Status.UNANSWERED);
  }

  @Test
  void a_document_without_new_text_is_not_updated() {
    assertThat(RULE.judge(List.of(), List.of(GUIDE, CODE), List.of(CODE)).status())
        .isEqualTo(Status.UNANSWERED);
    assertThat(RULE.judge(List.of("docs/guide.md"), List.of(GUIDE, CODE), List.of(CODE)).status())
        .isEqualTo(Status.MISSING);
  }
}
