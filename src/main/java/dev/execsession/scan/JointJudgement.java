package dev.execsession.scan;

import dev.execsession.scope.Judgement;
import dev.execsession.scope.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The judgement of one of several changes that belong together.
 *
 * @param isIncluded whether it is included by itself, not only because of another change
 */
public record JointJudgement(Judgement judgement, boolean isIncluded) {
  /**
   * Judges changes together.
   *
   * @param alone judges a change by itself
   * @param together judges a change that comes with an included one
   */
  public static <T> List<JointJudgement> of(
      List<T> changes, Function<T, Judgement> alone, Function<T, Judgement> together) {
    List<JointJudgement> first = of(changes, alone);
    if (first.stream().noneMatch(JointJudgement::isIncluded)) {
      return first;
    }
    return IntStream.range(0, changes.size())
        .mapToObj(
            i ->
                first.get(i).isIncluded()
                    ? first.get(i)
                    : new JointJudgement(together.apply(changes.get(i)), false))
        .toList();
  }

  /** Judges changes each by itself. */
  public static <T> List<JointJudgement> of(List<T> changes, Function<T, Judgement> alone) {
    return changes.stream().map(change -> by(alone.apply(change))).toList();
  }

  private static JointJudgement by(Judgement judgement) {
    return new JointJudgement(judgement, judgement.verdict() == Verdict.INCLUDED);
  }
}
