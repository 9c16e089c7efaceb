package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.executor.Reporting;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Event;
import dev.execsession.journal.Handoff;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.Stop;
import dev.execsession.process.PidSpace;
import dev.execsession.process.PrivateFile;
import dev.execsession.scan.Assessment;
import dev.execsession.store.EventSink;
import dev.execsession.store.SessionFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens a block for the calling agent and ends the command: the agent works until it calls {@code
 * finish}. A block that the plan gives to a person or to commands is executed as usual.
 */
record OpenBlock(
    Contract contract,
    SessionFolder folder,
    Caller caller,
    Stage execute,
    Safekeeping safekeeping,
    BlockGuard guard,
    Checks checks,
    BlockWork work,
    Map<String, String> environment)
    implements Stage {
  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    if (!(block.executor() instanceof ExecutorSpec.Agent)) {
      return execute.run(block, now, before);
    }
    BlockState state = now.block(block.id());
    Safekeeping.Kept last = safekeeping.keep(now);
    // Intended but not opened: no agent has seen the brief.
    int attempt = state.step() == Step.INTENDED ? state.attempts() : state.attempts() + 1;
    Optional<Briefs.Failure> previous = Briefs.failureOf(state);
    before.record(
        new Event.Intended(
            block.id(),
            attempt,
            caller.name(),
            block.command(),
            state.baseline().orElse(last.scan()),
            folder.id() + "/" + UUID.randomUUID(),
            PidSpace.here(environment),
            last.kept()));
    if (state.attempts() == 0 && state.baseline().isEmpty()) {
      Assessment forbidden = checks.runBefore(block, before);
      if (forbidden != null) {
        return work.outOfScope(
            block, before.state(), work.whole(block, before.state()).plus(forbidden));
      }
    }
    PrivateFile.write(
        folder.brief(block.id(), attempt),
        new Briefs(contract).render(block, previous, null, Reporting.FINISH),
        "the brief");
    guard.publish(block);
    return new Transition.Halt(
        Stop.PAUSED, List.of(new Handoff.Opened(block.id(), attempt, caller)));
  }
}
