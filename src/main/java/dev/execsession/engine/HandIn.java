package dev.execsession.engine;

import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Opening;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.process.SecretMask;
import dev.execsession.store.EventSink;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records that an agent handed over its work on the open block. If an earlier {@code finish} was
 * cut off, the work is handed over again as it is now, with what the agent reported then.
 */
record HandIn(Turn turn, SecretMask mask, Clock clock) {
  private static final Turn.Report NOTHING =
      new Turn.Report(null, List.of(), List.of(), Map.of(), null, null);

  void record(EventSink events) {
    SessionState state = events.state();
    Optional<Caller> caller = turn.caller();
    if (caller.isEmpty()) {
      return;
    }
    Turn.Report report = turn instanceof Turn.Finish finish ? finish.report() : NOTHING;
    state
        .openBlock()
        .filter(block -> turn instanceof Turn.Finish)
        .or(state::handedIn)
        .filter(block -> block.step() != Step.EXITED || !report.isEmpty())
        .ifPresent(
            block ->
                events.record(
                    new Event.Exited(
                        block.id(), block.attempts(), execution(block, caller.get(), report))));
  }

  private Fact.Execution execution(BlockState block, Caller caller, Turn.Report report) {
    Fact.@Nullable Execution before = block.isOpen() ? null : block.execution().orElse(null);
    Opening opening = block.opening().orElseThrow();
    String name = caller.name().equals(Caller.UNKNOWN) ? opening.by().name() : caller.name();
    Map<String, String> attestations = new TreeMap<>();
    if (before != null) {
      attestations.putAll(before.attestations());
    }
    report.attestations().forEach((policy, text) -> attestations.put(policy, mask.mask(text)));
    String summary = report.summary();
    String detail = report.detail();
    return new Fact.Execution(
        name,
        Fact.Execution.Ending.FINISHED,
        null,
        null,
        Duration.between(opening.since(), clock.instant()).toMillis(),
        null,
        null,
        summary != null ? mask.mask(summary) : before == null ? null : before.summary(),
        joined(before == null ? List.of() : before.notes(), report.notes()),
        joined(before == null ? List.of() : before.risks(), report.risks()),
        attestations,
        null,
        report.escalate(),
        detail == null ? null : mask.mask(detail),
        List.of(),
        null);
  }

  private List<String> joined(List<String> earlier, List<String> now) {
    Set<String> all = new LinkedHashSet<>(earlier);
    now.stream().map(mask::mask).forEach(all::add);
    return new ArrayList<>(all);
  }
}
