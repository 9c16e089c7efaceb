package dev.execsession.cli;

import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.Ruling;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of {@code guard check --json}, version 1; component names are the field names. */
record GuardCheckJson(
    int version,
    boolean ok,
    @Nullable String session,
    @Nullable String block,
    @Nullable String plan,
    List<PathResult> paths,
    List<JsonEventListener.ProblemJson> problems) {

  static GuardCheckJson of(ActiveBlock block, List<Ruling> rulings, List<Problem> problems) {
    return new GuardCheckJson(
        1,
        problems.isEmpty(),
        block.session(),
        block.block(),
        block.plan(),
        rulings.stream().map(PathResult::of).toList(),
        JsonEventListener.ProblemJson.of(problems));
  }

  static GuardCheckJson of(StopException stop) {
    return new GuardCheckJson(
        1, false, null, null, null, List.of(), JsonEventListener.ProblemJson.of(stop.problems()));
  }

  /**
   * One path.
   *
   * @param path relative to the worktree's root where it lies in it, else as it was named
   * @param verdict absent when it does not lie in the worktree
   */
  record PathResult(
      String path,
      @Nullable String pathBase64,
      boolean allowed,
      @Nullable Verdict verdict,
      String rule,
      @Nullable String note) {
    static PathResult of(Ruling ruling) {
      TreePath place = ruling.path();
      return new PathResult(
          place == null ? ruling.asked() : place.text(),
          place == null || place.utf8().isPresent() ? null : place.base64(),
          ruling.allowed(),
          ruling.verdict(),
          ruling.rule(),
          ruling.note());
    }
  }
}
