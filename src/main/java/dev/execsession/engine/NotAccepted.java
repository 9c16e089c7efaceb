package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.git.ControlChange;
import dev.execsession.git.ControlState;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.worktree.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes to git's control files that earlier sessions found and no person has accepted. */
final class NotAccepted {
  private final Contract contract;
  private final SessionStore store;

  NotAccepted(Contract contract, SessionStore store) {
    this.contract = contract;
    this.store = store;
  }

  /**
   * Returns a sentence for each change that is in force still.
   *
   * @param current the session that runs
   * @param now what controls git now
   */
  List<String> sentences(String current, ControlState now) {
    Map<String, ControlChange> open = new LinkedHashMap<>();
    List<Map.Entry<String, Optional<SessionState>>> sessions =
        new ArrayList<>(store.of(contract.repository().root()).entrySet());
    for (int i = sessions.size() - 1; i >= 0; i--) {
      SessionState state = sessions.get(i).getValue().orElse(null);
      if (state != null && !sessions.get(i).getKey().equals(current)) {
        if (state.blocks().stream().anyMatch(block -> !block.violations().isEmpty())) {
          found(state).forEach(change -> open.put(change.sentence(), change));
        }
        open.keySet().removeAll(state.acceptedViolations());
        state.blocks().stream()
            .flatMap(block -> block.acceptedOver().stream())
            .forEach(kept -> open.keySet().removeAll(kept.over()));
      }
    }
    open.values().removeIf(change -> !change.isInForce(now));
    return List.copyOf(open.keySet());
  }

  private List<ControlChange> found(SessionState state) {
    Optional<SessionFolder> folder = store.byId(state.locked().session());
    if (folder.isEmpty()) {
      return List.of();
    }
    try {
      Observation first = Observation.readFrom(folder.get().scan(state.locked().baseline()));
      Observation last = Observation.readFrom(folder.get().scan(state.lastObservation()));
      return last.control().changedFrom(first.control()).stream()
          .filter(change -> change.weight() == ControlChange.Weight.VIOLATION)
          .filter(change -> !change.isAllowedBy(contract.config().gitAllow()))
          .filter(
              change ->
                  state.blocks().stream()
                      .noneMatch(block -> block.foundRisks().contains(change.sentence())))
          .toList();
    } catch (StopException e) {
      // Written by another version, or removed: nothing is known of it.
      return List.of();
    }
  }
}
