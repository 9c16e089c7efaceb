package dev.execsession.scan;

import dev.execsession.journal.Actor;
import dev.execsession.scope.ScopeJudge;
import java.util.function.Function;

/** Looks and judges in one step. */
public final class Scans {
  private final ScanHistory history;
  private final ChangeAssessor assessor;

  public Scans(ScanHistory history, ChangeAssessor assessor) {
    this.history = history;
    this.assessor = assessor;
  }

  public ScanHistory history() {
    return history;
  }

  /** Looks now and judges what differs from the look before. */
  public Assessment look(ScopeJudge scope, Actor by) {
    return assessor.assess(history.look(), scope, path -> by);
  }

  /** Judges what differs between an earlier look and the tree as it is, without keeping a look. */
  public Assessment peek(String look, ScopeJudge scope, Actor by) {
    return assessor.assess(history.peek(look), scope, path -> by);
  }

  /** Judges everything that differs between an earlier look and the last one. */
  public Assessment since(String look, ScopeJudge scope, Function<String, Actor> by) {
    return assessor.assess(history.since(look), scope, by);
  }
}
