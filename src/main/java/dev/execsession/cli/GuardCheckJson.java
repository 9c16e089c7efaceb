package dev.execsession.cli;

import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.Ruling;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON document of {@code guard check --json}, version 1; component names are field names. */
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
   * A checked path.
   *
   * @param path relative to the worktree's root if it is in it, else as given
   * @param verdict null if the path is not in the worktree
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
