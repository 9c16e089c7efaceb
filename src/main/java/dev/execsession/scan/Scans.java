package dev.execsession.scan;

import dev.execsession.git.RefsState;
import dev.execsession.journal.Actor;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.worktree.Observation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Scans and judges in one step. */
public final class Scans {
  /** Several stages of a block ask for its work, and for that of the last step. */
  private static final int MOST_REMEMBERED = 3;

  private final ScanHistory history;
  private final ChangeAssessor assessor;
  private final Map<Question, Assessment> last = new LinkedHashMap<>();

  /** What a judgement depends on. Scans of one name show the same, apart from own refs. */
  private record Question(
      String from,
      String to,
      RefsState before,
      RefsState after,
      ScopeJudge scope,
      Actor by,
      Set<String> ownCommits,
      boolean tampered) {}

  public Scans(ScanHistory history, ChangeAssessor assessor) {
    this.history = history;
    this.assessor = assessor;
  }

  public ScanHistory history() {
    return history;
  }

  /** Scans the worktree and judges the difference from the last scan. */
  public Assessment scan(ScopeJudge scope, Actor by) {
    String before = history.currentName();
    Scan scan = history.scan();
    Assessment seen = remembered(question(before, scope, by), () -> scan);
    return by == Actor.BETWEEN
        ? seen
        : seen.withSentences(history.keptWork().lostStashes(scan.delta()))
            .withRisks(history.keptWork().lostStaged(scan.delta()));
  }

  /** Judges the difference between an earlier scan and the current tree, without keeping a scan. */
  public Assessment peek(String scan, ScopeJudge scope, Actor by) {
    return assessor.assess(history.peek(scan), scope, by);
  }

  /** Judges the difference between two scans of an earlier session. */
  public Assessment between(Observation before, Observation after, ScopeJudge scope, Actor by) {
    return assessor.assess(history.between(before, after), scope, by);
  }

  /** Judges the difference between an earlier scan and the last one. */
  public Assessment since(String scan, ScopeJudge scope, Actor by) {
    return remembered(question(scan, scope, by), () -> history.since(scan));
  }

  private Question question(String from, ScopeJudge scope, Actor by) {
    return new Question(
        from,
        history.currentName(),
        history.at(from).refs(),
        history.current().refs(),
        scope,
        by,
        history.ownCommits(),
        history.isTampered());
  }

  private Assessment remembered(Question question, Supplier<Scan> scan) {
    Assessment known = last.get(question);
    if (known == null) {
      known = assessor.assess(scan.get(), question.scope(), question.by());
      last.put(question, known);
      last.keySet().removeIf(old -> last.size() > MOST_REMEMBERED);
    }
    return known;
  }
}
