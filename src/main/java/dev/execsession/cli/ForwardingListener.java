package dev.execsession.cli;

import dev.execsession.agent.Activity;
import dev.execsession.contract.Contract;
import dev.execsession.engine.CutOff;
import dev.execsession.engine.Resumption;
import dev.execsession.engine.SessionListener;
import dev.execsession.journal.Entry;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.store.SessionFolder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Passes everything on to another listener. */
abstract class ForwardingListener implements SessionListener {
  private final SessionListener to;

  ForwardingListener(SessionListener to) {
    this.to = to;
  }

  @Override
  public void locked(Contract contract, @Nullable Resumption from) {
    to.locked(contract, from);
  }

  @Override
  public void opened(SessionFolder folder, boolean resumed) {
    to.opened(folder, resumed);
  }

  @Override
  public void finishedBefore(SessionFolder folder) {
    to.finishedBefore(folder);
  }

  @Override
  public void warned(Problem problem) {
    to.warned(problem);
  }

  @Override
  public void remarked(String line) {
    to.remarked(line);
  }

  @Override
  public void interrupting(CutOff run) {
    to.interrupting(run);
  }

  @Override
  public void interrupted(CutOff run) {
    to.interrupted(run);
  }

  @Override
  public void distrusted(CutOff run) {
    to.distrusted(run);
  }

  @Override
  public void lent(String executor, String command) {
    to.lent(executor, command);
  }

  @Override
  public void output(String line) {
    to.output(line);
  }

  @Override
  public void acted(Activity activity) {
    to.acted(activity);
  }

  @Override
  public void waits(String executor, Instant until) {
    to.waits(executor, until);
  }

  @Override
  public void tick(String what, Duration elapsed) {
    to.tick(what, elapsed);
  }

  @Override
  public void began(@Nullable String block, String what, String detail) {
    to.began(block, what, detail);
  }

  @Override
  public void recorded(Entry entry, SessionState state) {
    to.recorded(entry, state);
  }

  @Override
  public void beforeBlock() {
    to.beforeBlock();
  }
}
