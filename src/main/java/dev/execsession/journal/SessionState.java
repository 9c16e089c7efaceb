package dev.execsession.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold over a journal: everything known about a session, and nothing that is not in its
 * entries.
 */
public final class SessionState {
  private final Event.Locked locked;
  private final Instant startedAt;
  private final Map<String, BlockState> blocks = new LinkedHashMap<>();
  private final List<Fact.Check> completionChecks = new ArrayList<>();
  private final List<Fact.ManualCheck> completionManualChecks = new ArrayList<>();
  private final List<Fact.Change> completionChanges = new ArrayList<>();
  private final Map<String, String> accepted = new LinkedHashMap<>();
  private final Set<String> acceptedViolations = new LinkedHashSet<>();
  private List<String> completionReasons = List.of();
  private Phase phase = Phase.ACTIVE;
  private Instant lastAt;
  private String lastObservation;
  private String lastHead;
  private Mode mode;
  private boolean carriedOver;
  private Fact.Choices choices;
  private Fact.@Nullable Sandbox sandbox;
  private @Nullable Boolean completionConfined;
  private Event.@Nullable Paused paused;
  private Fact.@Nullable Escalation escalation;

  private SessionState(Event.Locked locked, Instant at) {
    this.locked = locked;
    this.startedAt = at;
    this.lastAt = at;
    this.lastObservation = locked.baseline();
    this.lastHead = locked.head();
    this.mode = locked.mode();
    this.choices = locked.choices();
    this.sandbox = locked.sandbox();
    locked.blocks().forEach(block -> blocks.put(block.id(), new BlockState(block)));
  }

  /** Folds a journal's entries; empty when the lock itself was never recorded. */
  public static Optional<SessionState> of(List<Entry> entries) {
    if (entries.isEmpty() || !(entries.get(0).event() instanceof Event.Locked locked)) {
      return Optional.empty();
    }
    SessionState state = new SessionState(locked, entries.get(0).at());
    entries.subList(1, entries.size()).forEach(state::apply);
    return Optional.of(state);
  }

  /** Folds in one more entry. */
  public void apply(Entry entry) {
    lastAt = entry.at();
    Event event = entry.event();
    if (event instanceof Event.Resumed resumed) {
      phase = Phase.ACTIVE;
      mode = resumed.mode();
      choices = resumed.commit() == null ? choices : choices.withCommit(resumed.commit());
      choices = choices.withSandbox(resumed.sandboxSaid());
      sandbox = resumed.sandbox();
    } else if (event instanceof Event.Carried carried) {
      block(carried.block()).carry(carried);
    } else if (event instanceof Event.CarriedOver) {
      carriedOver = true;
    } else if (event instanceof Event.TakenOver taken) {
      block(taken.block()).baseline = taken.baseline();
    } else if (event instanceof Event.Intended intended) {
      begin(intended);
    } else if (event instanceof Event.Started started) {
      block(started.block()).step = Step.STARTED;
      block(started.block()).started = started;
    } else if (event instanceof Event.Exited exited) {
      block(exited.block()).step = Step.EXITED;
      block(exited.block()).execution = exited.execution();
    } else if (event instanceof Event.Measured measured) {
      measure(measured);
    } else if (event instanceof Event.Rechecking rechecking) {
      recheck(rechecking.block());
    } else if (event instanceof Event.Checked checked) {
      check(checked);
    } else if (event instanceof Event.ManuallyChecked checked) {
      if (checked.block() == null) {
        completionManualChecks.add(checked.check());
      } else {
        block(checked.block()).manualChecks.put(checked.check().text(), checked.check());
      }
    } else if (event instanceof Event.Attested attested) {
      block(attested.block())
          .attestations
          .put(attested.attestation().policy(), attested.attestation());
    } else if (event instanceof Event.Documented documented) {
      block(documented.block()).docs = documented.docs();
    } else if (event instanceof Event.Noted noted) {
      block(noted.block()).notes.add(noted.text());
    } else if (event instanceof Event.Undoing undoing) {
      block(undoing.block()).begin(undoing);
      paused = null;
    } else if (event instanceof Event.Undone undone) {
      undo(undone);
    } else if (event instanceof Event.Redoing redoing) {
      block(redoing.block()).begin(redoing);
      paused = null;
    } else if (event instanceof Event.Redone redone) {
      redo(redone);
    } else {
      decide(entry);
    }
  }

  private void decide(Entry entry) {
    Event event = entry.event();
    if (event instanceof Event.Judged judged) {
      block(judged.block()).judge(judged, mode == Mode.STEPWISE);
    } else if (event instanceof Event.Paused pause) {
      phase = Phase.PAUSED;
      paused = pause;
    } else if (event instanceof Event.Approved approved) {
      for (String id : approved.blocks()) {
        block(id)
            .approve(new Fact.Approval(approved.by(), entry.at().toString(), approved.digest()));
      }
    } else if (event instanceof Event.BetweenAccepted between) {
      between.changes().forEach(change -> accepted.put(change.path(), between.by()));
      acceptedViolations.addAll(between.violations());
      lastObservation = between.observation();
      if (between.changes().stream().anyMatch(change -> !change.path().equals(locked.plan()))) {
        // What was approved is not what stands there now.
        blocks.values().forEach(block -> block.approved = false);
      }
    } else if (event instanceof Event.Committing committing) {
      block(committing.block()).committing = committing;
    } else if (event instanceof Event.Committed committed) {
      block(committed.block()).commit(committed);
      lastObservation = committed.observation();
    } else if (event instanceof Event.Done done) {
      block(done.block()).step = Step.DONE;
      block(done.block()).reasons = List.of();
    } else if (event instanceof Event.Blocked blocked) {
      phase = Phase.BLOCKED;
      if (blocked.block() == null) {
        completionReasons = blocked.reasons();
      } else {
        block(blocked.block()).step = Step.BLOCKED;
        block(blocked.block()).reasons = blocked.reasons();
      }
    } else if (event instanceof Event.Escalated escalated) {
      phase = Phase.ESCALATED;
      escalation = escalated.escalation();
      if (escalated.escalation().block() != null) {
        block(escalated.escalation().block()).step = Step.ESCALATED;
        block(escalated.escalation().block()).reasons = List.of(escalated.escalation().detail());
      }
    } else if (event instanceof Event.Interrupted) {
      phase = Phase.INTERRUPTED;
    } else if (event instanceof Event.Completed completed) {
      phase = Phase.COMPLETED;
      lastHead = completed.head();
    }
  }

  private void check(Event.Checked checked) {
    if (checked.block() == null) {
      completionChecks.add(checked.check());
      completionConfined = confines() && !Boolean.FALSE.equals(completionConfined);
    } else {
      block(checked.block()).checks.add(checked.check());
      block(checked.block()).ran(confines());
    }
  }

  private boolean confines() {
    return sandbox != null && sandbox.confines();
  }

  private void begin(Event.Intended intended) {
    block(intended.block()).begin(intended);
    block(intended.block()).ran(confines() && !intended.executor().equals("manual"));
    phase = Phase.ACTIVE;
    escalation = null;
    paused = null;
  }

  private void measure(Event.Measured measured) {
    lastObservation = measured.observation();
    if (measured.by() != Actor.BETWEEN) {
      // What a person took as theirs was that change, not what an executor or a check makes of it.
      measured.changes().forEach(change -> accepted.remove(change.path()));
      measured.violations().forEach(acceptedViolations::remove);
    }
    if (measured.block() == null) {
      completionChanges.addAll(measured.changes());
    } else {
      block(measured.block()).measure(measured);
    }
  }

  private void recheck(@Nullable String id) {
    escalation = null;
    phase = Phase.ACTIVE;
    if (id == null) {
      completionChecks.clear();
      completionManualChecks.clear();
      completionReasons = List.of();
    } else {
      block(id).recheck();
    }
  }

  private void undo(Event.Undone undone) {
    Fact.Escalation own =
        escalation != null && undone.block().equals(escalation.block()) ? escalation : null;
    blocks.put(undone.block(), block(undone.block()).undone(undone, own));
    lastObservation = undone.observation();
    escalation = null;
    paused = null;
    phase = Phase.PAUSED;
  }

  private void redo(Event.Redone redone) {
    BlockState block = block(redone.block()).redone(redone);
    blocks.put(redone.block(), block);
    lastObservation = redone.observation();
    escalation = block.ownEscalation;
    paused = null;
    phase =
        block.step == Step.ESCALATED
            ? Phase.ESCALATED
            : block.step == Step.BLOCKED ? Phase.BLOCKED : Phase.PAUSED;
  }

  public Event.Locked locked() {
    return locked;
  }

  /** Gives the mode of the last run. */
  public Mode mode() {
    return mode;
  }

  /** Gives what the user said to this plan, as of the last run. */
  public Fact.Choices choices() {
    return choices;
  }

  /** Gives what the last run confined commands to; none in older journals. */
  public Optional<Fact.Sandbox> sandbox() {
    return Optional.ofNullable(sandbox);
  }

  /**
   * Tells whether something ran in this session, or in one whose work was carried over, and all of
   * it was confined.
   */
  public boolean isConfined() {
    return !Boolean.FALSE.equals(completionConfined)
        && blocks.values().stream().noneMatch(BlockState::isUnconfined)
        && blocks.values().stream().anyMatch(BlockState::isConfined);
  }

  public Phase phase() {
    return phase;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** Gives the time of the last entry. */
  public Instant lastAt() {
    return lastAt;
  }

  /** Gives all blocks in plan order. */
  public List<BlockState> blocks() {
    return List.copyOf(blocks.values());
  }

  /** Gives a block of the locked plan. */
  public BlockState block(String id) {
    return Objects.requireNonNull(blocks.get(id), () -> "no such block: " + id);
  }

  /** Gives the results of the last round of completion checks. */
  public List<Fact.Check> completionChecks() {
    return List.copyOf(completionChecks);
  }

  public List<Fact.ManualCheck> completionManualChecks() {
    return List.copyOf(completionManualChecks);
  }

  /** Gives what the completion checks changed. */
  public List<Fact.Change> completionChanges() {
    return List.copyOf(completionChanges);
  }

  /** Gives why the completion checks did not pass. */
  public List<String> completionReasons() {
    return completionReasons;
  }

  /** Gives the file of the last look: what the next one is compared with. */
  public String lastObservation() {
    return lastObservation;
  }

  /** Gives HEAD as last recorded. */
  public String lastHead() {
    return lastHead;
  }

  /** Gives the paths that a person took as their own change, with who did. */
  public Map<String, String> accepted() {
    return Map.copyOf(accepted);
  }

  /** Gives the question that a paused session waits with. */
  public Optional<Event.Paused> paused() {
    return phase == Phase.PAUSED ? Optional.ofNullable(paused) : Optional.empty();
  }

  /** Gives the sentences about history and references that a person took as their own doing. */
  public Set<String> acceptedViolations() {
    return Set.copyOf(acceptedViolations);
  }

  /** Gives the block whose undo, or redo, was begun and is not recorded as ended. */
  public Optional<BlockState> halfUndone() {
    return blocks.values().stream()
        .filter(block -> block.isBeingUndone() || block.isBeingRedone())
        .findFirst();
  }

  /** Gives the earlier session whose work is still being carried over. */
  public Optional<String> carryingFrom() {
    return carriedOver ? Optional.empty() : Optional.ofNullable(locked.previous());
  }

  public Optional<Fact.Escalation> escalation() {
    return Optional.ofNullable(escalation);
  }
}
