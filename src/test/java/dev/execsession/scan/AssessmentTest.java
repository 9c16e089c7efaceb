package dev.execsession.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Fact;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import dev.execsession.worktree.Delta;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Derived values of an assessment. */
class AssessmentTest {
  private static final Fact.Change A = change("src/A", Verdict.INCLUDED);
  private static final Fact.Change OUT = change("README.md", Verdict.OUTSIDE);

  @Test
  void a_change_out_of_scope_violates_and_one_in_scope_does_not() {
    assertThat(of(List.of(A)).violates()).isFalse();
    assertThat(of(List.of(A, OUT)).violates()).isTrue();
    assertThat(of(List.of(), "tag `v1` was deleted").violates()).isTrue();
  }

  @Test
  void only_no_change_at_all_is_quiet() {
    assertThat(of(List.of()).isQuiet()).isTrue();
    assertThat(of(List.of(A)).isQuiet()).isFalse();
  }

  @Test
  void what_was_put_back_as_it_was_is_no_longer_among_the_changes() {
    assertThat(of(List.of(A, OUT)).stillIn(of(List.of(A))).changes()).containsExactly(A);
  }

  @Test
  void changes_that_a_step_made_and_reverted_are_reported() {
    Assessment all = of(List.of(A), "one").plus(of(List.of(OUT), "two", "one"));

    assertThat(all.changes()).containsExactly(OUT, A);
    assertThat(all.violations()).containsExactly("one", "two");
  }

  @Test
  void a_settled_change_or_sentence_is_left_out() {
    assertThat(of(List.of(A, OUT)).without(List.of(OUT)).changes()).containsExactly(A);
    assertThat(of(List.of(), "one", "two").withoutSentences(List.of("one")).violations())
        .containsExactly("two");
  }

  private static Assessment of(List<Fact.Change> changes, String... sentences) {
    return new Assessment(
        "look-0002",
        Delta.NONE,
        changes,
        List.of(),
        List.of(),
        List.of(),
        List.of(sentences),
        List.of(),
        List.of(),
        List.of());
  }

  private static Fact.Change change(String path, Verdict verdict) {
    return new Fact.Change(
        path,
        null,
        ChangeKind.MODIFIED,
        verdict,
        "rule",
        Actor.EXECUTOR,
        null,
        null,
        1,
        0,
        null,
        null);
  }
}
