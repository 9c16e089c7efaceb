package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.LockedPlan;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.drift.ObjectiveDrift;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a run relates to the plan's last session.
 *
 * @param previous the session to resume, or to carry over from
 * @param resumed whether the run continues the same journal
 * @param finished whether everything is done already
 */
record Continuation(Optional<SessionStore.Stored> previous, boolean resumed, boolean finished) {

  static Continuation of(
      Optional<SessionStore.Stored> latest, Contract contract, RunRequest request) {
    if (latest.isEmpty()) {
      return new Continuation(Optional.empty(), false, false);
    }
    SessionState state = latest.get().state();
    boolean samePlan = state.locked().planDigest().equals(contract.digest());
    if (request.restart()) {
      return new Continuation(Optional.empty(), false, false);
    }
    if (!samePlan) {
      boolean amended = state.phase() == Phase.ESCALATED || state.phase() == Phase.COMPLETED;
      if (amended || (request.allows(Permission.ACCEPT_BETWEEN) && unsettled(state).isEmpty())) {
        return new Continuation(latest, false, false);
      }
      throw planChanged(latest.get(), contract, request);
    }
    if (state.phase() == Phase.COMPLETED) {
      return new Continuation(latest, false, true);
    }
    if (!state.locked().configDigest().equals(contract.configDigest())) {
      if (request.allows(Permission.ACCEPT_BETWEEN) && unsettled(state).isEmpty()) {
        return new Continuation(latest, false, false);
      }
      throw new StopException(
          Stop.REFUSED,
          Problem.error(
              ProblemCode.RUN_CONFIG_CHANGED,
              "`.exec-session.yml` changed since the session was locked in",
              state.openBlock().isPresent()
                  ? "undo the change, then call `exec-session finish` again"
                  : "undo the change, or accept it with `"
                      + contract.runCommand()
                      + " --accept-between`: blocks that are done and unchanged carry over"));
    }
    return new Continuation(latest, true, false);
  }

  /** Returns the session that the run continues, and what changed since. */
  Optional<Resumption> resumption(Contract contract, RunRequest request) {
    return previous.map(
        stored -> {
          Event.Locked locked = stored.state().locked();
          List<String> changes = new ArrayList<>();
          if (!locked.planDigest().equals(contract.digest())) {
            changes.addAll(differences(stored, contract, request));
          }
          if (!locked.configDigest().equals(contract.configDigest())) {
            changes.add("`.exec-session.yml`");
          }
          return new Resumption(stored.state(), changes);
        });
  }

  private static List<String> differences(
      SessionStore.Stored stored, Contract contract, RunRequest request) {
    return ObjectiveDrift.compare(
            contract.planPath(),
            LockedPlan.sections(stored.folder(), request.plan().shown()),
            LockedPlan.sections(contract.plan()))
        .stream()
        .flatMap(finding -> Stream.concat(Stream.of(finding.detail()), finding.evidence().stream()))
        .toList();
  }

  private static StopException planChanged(
      SessionStore.Stored stored, Contract contract, RunRequest request) {
    List<String> differences = differences(stored, contract, request);
    return new StopException(
        Stop.REFUSED,
        Problem.error(
                ProblemCode.RUN_PLAN_CHANGED,
                "the plan was edited after lock-in\n" + "  " + String.join("\n  ", differences),
                unsettled(stored.state())
                    .map(
                        id ->
                            "undo the edit, then run again: block `"
                                + id
                                + "` was interrupted and must be settled before the plan changes")
                    .orElse(
                        "undo the edit, or accept the new text with `"
                            + contract.runCommand()
                            + " --accept-between`: blocks that are done and unchanged carry over"))
            .at(request.plan().shown(), null, null));
  }

  /** Returns a block whose executor or checks may have changed the plan themselves. */
  static Optional<String> unsettled(SessionState state) {
    return state.blocks().stream()
        .filter(
            block ->
                switch (block.step()) {
                  case INTENDED, STARTED, EXITED, MEASURED -> true;
                  case PENDING, JUDGED, DONE, BLOCKED, ESCALATED -> false;
                })
        .map(BlockState::id)
        .findFirst();
  }
}
