package dev.execsession.journal;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Applies one event to a state.
 *
 * @param state with the event's time already set
 */
record Fold(SessionState state) implements EventCases<SessionState> {
  @Override
  public SessionState locked(Event.Locked event) {
    // Only the first record locks, and the fold begins with it.
    return state;
  }

  @Override
  public SessionState resumed(Event.Resumed event) {
    return state.with(
        state.run().resumed(event),
        state.status().in(state.underWay()),
        state.blocks(),
        state.completion());
  }

  @Override
  public SessionState carried(Handover.Carried event) {
    return state.with(event.block(), block -> new BlockFold(block).carried(event));
  }

  @Override
  public SessionState takenOver(Handover.TakenOver event) {
    return state.with(event.block(), block -> new BlockFold(block).takenOver(event));
  }

  @Override
  public SessionState carriedOver(Handover.CarriedOver event) {
    return state.with(state.taken(), state.lastObservation(), state.lastHead(), true);
  }

  @Override
  public SessionState acceptedOver(Grant.AcceptedOver event) {
    Fact.Approval approval =
        new Fact.Approval(
            event.by(), state.lastAt().toString(), event.digest(), event.via(), null, null, null);
    return state
        .with(state.status().escalated(null).in(Phase.ACTIVE))
        .with(event.block(), block -> new BlockFold(block).acceptedOver(event, approval));
  }

  @Override
  public SessionState modeChosen(Grant.ModeChosen event) {
    return state.with(
        state.run().choosing(event), state.status(), state.blocks(), state.completion());
  }

  @Override
  public SessionState amended(Grant.Amended event) {
    return state.amended(event);
  }

  @Override
  public SessionState adopted(Handover.Adopted event) {
    return state.with(event.block(), block -> block.with(block.attempt().adopting(event)));
  }

  @Override
  public SessionState foundCommitted(Handover.FoundCommitted event) {
    return state.with(
        event.block(),
        block ->
            block
                .with(block.attempt().finding(event))
                .noted("the work was found in commit `" + event.commit() + "`"));
  }

  @Override
  public SessionState intended(Event.Intended event) {
    boolean confined = state.run().confines() && !event.executor().equals("manual");
    return state
        .with(event.block(), block -> new BlockFold(block).begun(event).ran(confined))
        .with(Status.ACTIVE);
  }

  @Override
  public SessionState started(Event.Started event) {
    return state.with(event.block(), block -> new BlockFold(block).started(event));
  }

  @Override
  public SessionState opened(Handoff.Opened event) {
    Opening opening = new Opening(event.by(), state.lastAt());
    return state
        .with(event.block(), block -> new BlockFold(block).opened(opening))
        .with(state.status().in(Phase.WORKING));
  }

  @Override
  public SessionState continued(Handoff.Continued event) {
    return state.with(
        event.block(), block -> block.with(block.attempt().continued(event.by(), event.where())));
  }

  @Override
  public SessionState exited(Event.Exited event) {
    SessionState exited =
        state.with(
            event.block(),
            block -> block.at(Step.EXITED).with(block.attempt().ended(event.execution())));
    return exited.block(event.block()).isHandedIn()
        ? exited.with(exited.status().in(Phase.CHECKING))
        : exited;
  }

  @Override
  public SessionState measured(Event.Measured event) {
    Accepted own =
        event.by() == Actor.BETWEEN
            ? state.taken()
            : state.taken().without(event.changes(), event.violations());
    SessionState seen = state.with(own, event.observation(), state.lastHead(), state.carriedOver());
    return event.block() == null
        ? seen.with(seen.completion().plus(event))
        : seen.with(event.block(), block -> new BlockFold(block).measured(event));
  }

  @Override
  public SessionState checked(Event.Checked event) {
    boolean confined = state.run().confines();
    if (event.before() != null && event.block() != null) {
      return state.with(
          event.block(), block -> new BlockFold(block).checkedBefore(event.check()).ran(confined));
    }
    return event.block() == null
        ? state.with(state.completion().plus(event.check(), confined))
        : state.with(
            event.block(),
            block ->
                block
                    .with(block.verification().plus(event.check(), block.attempts()))
                    .ran(confined));
  }

  @Override
  public SessionState rechecking(Event.Rechecking event) {
    SessionState active = state.with(state.status().escalated(null));
    SessionState rechecked =
        event.block() == null
            ? active.with(state.completion().recheck())
            : active.with(event.block(), block -> new BlockFold(block).rechecked());
    return rechecked.with(rechecked.status().in(rechecked.underWay()));
  }

  @Override
  public SessionState manuallyChecked(Event.ManuallyChecked event) {
    return event.block() == null
        ? state.with(state.completion().plus(event.check()))
        : answered(event.block(), event.digest(), answers -> answers.plus(event.check()));
  }

  @Override
  public SessionState attested(Event.Attested event) {
    return answered(event.block(), event.digest(), answers -> answers.plus(event.attestation()));
  }

  @Override
  public SessionState documented(Event.Documented event) {
    return answered(event.block(), event.digest(), answers -> answers.with(event.docs()));
  }

  private SessionState answered(String id, @Nullable String digest, UnaryOperator<Answers> answer) {
    return state.with(id, block -> block.with(block.verification().answered(digest, answer)));
  }

  @Override
  public SessionState noted(Event.Noted event) {
    return state.with(event.block(), block -> block.noted(event.text()));
  }

  @Override
  public SessionState judged(Event.Judged event) {
    boolean stepwise = state.mode() == Mode.STEPWISE;
    SessionState judged =
        state.with(event.block(), block -> new BlockFold(block).judged(event, stepwise));
    return state.phase() == Phase.CHECKING
        ? judged.with(judged.status().in(judged.underWay()))
        : judged;
  }

  @Override
  public SessionState paused(Event.Paused event) {
    return state.with(state.status().paused(event));
  }

  @Override
  public SessionState approved(Event.Approved event) {
    Fact.Approval approval =
        new Fact.Approval(
            event.by(),
            state.lastAt().toString(),
            event.digest(),
            event.via(),
            event.agent() == null ? null : event.agent().name(),
            event.agent() == null ? null : event.agent().session(),
            Consent.held(event.checks()));
    SessionState approved = state;
    for (String id : event.blocks()) {
      approved = approved.with(id, block -> block.with(block.acceptance().approved(approval)));
    }
    return approved;
  }

  @Override
  public SessionState betweenAccepted(Grant.BetweenAccepted event) {
    SessionState own =
        state.with(
            state.taken().plus(event, state.lastAt()),
            event.observation(),
            state.lastHead(),
            state.carriedOver());
    Map<String, String> baselines = event.baselines();
    if (baselines != null) {
      own =
          own.with(
              block ->
                  baselines.containsKey(block.id())
                      ? new BlockFold(block).rebased(baselines.get(block.id()), event.observation())
                      : block);
    }
    boolean onlyProgress =
        event.changes().stream().allMatch(change -> change.path().equals(state.locked().plan()));
    // The tree is no longer what was approved, and a changed block no longer what was checked.
    return onlyProgress
        ? own
        : own.with(
            block ->
                new BlockFold(block.with(block.acceptance().withdrawn()))
                    .unlessTouched(event.changes()));
  }

  @Override
  public SessionState lossAccepted(Grant.LossAccepted event) {
    return state.with(event.block(), block -> new BlockFold(block).accepted(event));
  }

  @Override
  public SessionState committing(Event.Committing event) {
    return state.with(event.block(), block -> block.with(block.acceptance().committing(event)));
  }

  @Override
  public SessionState committed(Event.Committed event) {
    return state
        .with(event.block(), block -> new BlockFold(block).committed(event))
        .scanned(event.observation());
  }

  @Override
  public SessionState done(Event.Done event) {
    return state.with(
        event.block(), block -> block.at(Step.DONE).with(block.verification().because(List.of())));
  }

  @Override
  public SessionState blocked(Event.Blocked event) {
    SessionState blocked = state.with(state.status().in(Phase.BLOCKED));
    return event.block() == null
        ? blocked.with(state.completion().because(event.reasons()))
        : blocked.with(
            event.block(),
            block -> block.at(Step.BLOCKED).with(block.verification().because(event.reasons())));
  }

  @Override
  public SessionState escalated(Event.Escalated event) {
    Fact.Escalation open = event.escalation();
    SessionState escalated = state.with(state.status().escalated(open).in(Phase.ESCALATED));
    return open.block() == null
        ? escalated
        : escalated.with(
            open.block(),
            block ->
                block
                    .at(Step.ESCALATED)
                    .with(block.verification().because(List.of(open.detail()))));
  }

  @Override
  public SessionState interrupted(Event.Interrupted event) {
    return state.with(state.status().interrupted(event));
  }

  @Override
  public SessionState undoing(Reversal.Undoing event) {
    return state
        .with(event.block(), block -> block.with(block.undo().begin(event)))
        .with(state.status().unasked());
  }

  @Override
  public SessionState undone(Reversal.Undone event) {
    Fact.Escalation open =
        state
            .escalation()
            .filter(escalation -> event.block().equals(escalation.block()))
            .orElse(null);
    return state
        .with(event.block(), block -> new BlockFold(block).undone(event, open))
        .with(new Status(Phase.PAUSED, null, null))
        .scanned(event.observation());
  }

  @Override
  public SessionState redoing(Reversal.Redoing event) {
    return state
        .with(event.block(), block -> block.with(block.undo().begin(event)))
        .with(state.status().unasked());
  }

  @Override
  public SessionState redone(Reversal.Redone event) {
    SessionState redone = state.with(event.block(), block -> new BlockFold(block).redone(event));
    BlockState block = redone.block(event.block());
    Phase phase =
        switch (block.step()) {
          case ESCALATED -> Phase.ESCALATED;
          case BLOCKED -> Phase.BLOCKED;
          case PENDING, INTENDED, STARTED, EXITED, MEASURED, JUDGED, DONE -> Phase.PAUSED;
        };
    return redone.with(new Status(phase, null, block.undo().own())).scanned(event.observation());
  }

  @Override
  public SessionState completed(Event.Completed event) {
    return state
        .with(state.status().in(Phase.COMPLETED))
        .with(state.completion().unread(event.unread()))
        .with(state.taken(), state.lastObservation(), event.head(), state.carriedOver());
  }
}
