package dev.execsession.journal;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The state of a session, folded from the entries of its journal and nothing else.
 *
 * @param lastAt time of the last entry
 * @param blocks in plan order
 * @param lastObservation file of the last scan, with which the next one is compared
 * @param lastHead HEAD as last recorded
 * @param carriedOver whether an earlier session's work is completely carried over
 * @param amendments of the plan's scope, in order
 * @param entries those that were folded in, in order
 */
public record SessionState(
    Event.Locked locked,
    Instant startedAt,
    Instant lastAt,
    LastRun run,
    Status status,
    List<BlockState> blocks,
    Completion completion,
    Accepted taken,
    String lastObservation,
    String lastHead,
    boolean carriedOver,
    List<Amendment> amendments,
    List<Entry> entries) {

  /** An amendment of the scope, and when it was made. */
  public record Amendment(Grant.Amended grant, Instant at) {}

  /** Folds a journal's entries; empty when the lock-in was never recorded. */
  public static Optional<SessionState> of(List<Entry> entries) {
    if (entries.isEmpty() || !(entries.get(0).event() instanceof Event.Locked locked)) {
      return Optional.empty();
    }
    SessionState state = begun(locked, entries.get(0));
    for (Entry entry : entries.subList(1, entries.size())) {
      state = state.after(entry);
    }
    return Optional.of(state);
  }

  private static SessionState begun(Event.Locked locked, Entry first) {
    return new SessionState(
        locked,
        first.at(),
        first.at(),
        LastRun.of(locked),
        Status.ACTIVE,
        locked.blocks().stream().map(BlockState::of).toList(),
        Completion.NONE,
        Accepted.NOTHING,
        locked.baseline(),
        locked.head(),
        false,
        List.of(),
        List.of(first));
  }

  public SessionState after(Entry entry) {
    return entry.event().match(new Fold(at(entry)));
  }

  private SessionState at(Entry entry) {
    return new SessionState(
        locked,
        startedAt,
        entry.at(),
        run,
        status,
        blocks,
        completion,
        taken,
        lastObservation,
        lastHead,
        carriedOver,
        amendments,
        Lists.plus(entries, entry));
  }

  SessionState with(LastRun last, Status now, List<BlockState> all, Completion checked) {
    return new SessionState(
        locked,
        startedAt,
        lastAt,
        last,
        now,
        all,
        checked,
        taken,
        lastObservation,
        lastHead,
        carriedOver,
        amendments,
        entries);
  }

  SessionState with(Status now) {
    return with(run, now, blocks, completion);
  }

  SessionState with(Completion checked) {
    return with(run, status, blocks, checked);
  }

  SessionState with(String id, UnaryOperator<BlockState> change) {
    block(id);
    return with(block -> block.id().equals(id) ? change.apply(block) : block);
  }

  SessionState with(UnaryOperator<BlockState> change) {
    return with(run, status, blocks.stream().map(change).toList(), completion);
  }

  SessionState with(Accepted own, String scan, String head, boolean carried) {
    return new SessionState(
        locked,
        startedAt,
        lastAt,
        run,
        status,
        blocks,
        completion,
        own,
        scan,
        head,
        carried,
        amendments,
        entries);
  }

  /** Returns the session under an amended plan. */
  SessionState amended(Grant.Amended event) {
    Map<String, Fact.Block> definitions = new HashMap<>();
    event.blocks().forEach(block -> definitions.put(block.id(), block));
    return new SessionState(
            event.amending(locked),
            startedAt,
            lastAt,
            run,
            status.answered(),
            blocks,
            completion,
            taken,
            lastObservation,
            lastHead,
            carriedOver,
            Lists.plus(amendments, new Amendment(event, lastAt)),
            entries)
        .with(
            block -> {
              Fact.Block definition = definitions.get(block.id());
              return definition == null || block.isDone()
                  ? block
                  : new BlockFold(block).amended(definition);
            });
  }

  SessionState scanned(String look) {
    return with(taken, look, lastHead, carriedOver);
  }

  /**
   * Returns the session with what a block that a signal cut off changed, which no entry records.
   */
  public SessionState soFar(String block, List<Fact.Change> changes) {
    return with(
        block,
        cut ->
            cut.with(
                cut.step(),
                cut.attempt(),
                cut.findings().soFar(changes),
                cut.verification(),
                cut.acceptance()));
  }

  /** Returns the mode of the last run. */
  public Mode mode() {
    return run.mode();
  }

  /** Returns the mode of the blocks that an agent works on. */
  public Mode agentMode() {
    return run.agentMode();
  }

  /** Returns the blocks whose results wait for approval, in order. */
  public List<BlockState> waiting() {
    return blocks().stream().filter(block -> block.isJudged() && !block.isApproved()).toList();
  }

  /** Returns the options that stay on for the session, as of the last run. */
  public Choices choices() {
    return run.choices();
  }

  /** Returns the sandbox of the last run; empty in older journals. */
  public Optional<Fact.Sandbox> sandbox() {
    return Optional.ofNullable(run.sandbox());
  }

  /**
   * Returns whether commands ran in this session, or in one whose work was carried over, all of
   * them sandboxed.
   */
  public boolean isConfined() {
    return !Boolean.FALSE.equals(completion.confined())
        && blocks.stream().noneMatch(BlockState::isUnconfined)
        && blocks.stream().anyMatch(BlockState::isConfined);
  }

  public Phase phase() {
    return status.phase();
  }

  /** Returns the block that an agent works on. */
  public Optional<BlockState> openBlock() {
    return blocks.stream().filter(BlockState::isOpen).findFirst();
  }

  /** Returns the block that was last opened for an agent. */
  public Optional<BlockState> lastOpened() {
    return blocks.stream()
        .filter(block -> block.opening().isPresent())
        .max(Comparator.comparing(block -> block.opening().orElseThrow().since()));
  }

  /** Returns the block whose work an agent handed over, and whose verdict is not on record. */
  public Optional<BlockState> handedIn() {
    return blocks.stream().filter(BlockState::isHandedIn).findFirst();
  }

  /**
   * Returns whether the last block was opened for an agent; a block with {@code Run} commands is
   * passed over.
   */
  public boolean isDrivenByAgent() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Event event = entries.get(i).event();
      if (event instanceof Handoff.Opened) {
        return true;
      }
      if (event instanceof Event.Intended begun && !begun.executor().equals("commands")) {
        return false;
      }
    }
    return false;
  }

  /** Returns whether the block's agent asked for a change of the plan, which was made. */
  public boolean isAnswered(BlockState block) {
    if (block.opening().isEmpty() || escalation().isPresent()) {
      return false;
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).event() instanceof Event.Exited end && end.block().equals(block.id())) {
        return end.execution().escalateReason() != null;
      }
    }
    return false;
  }

  /** Returns the phase of a session that has not stopped. */
  Phase underWay() {
    return openBlock().isPresent()
        ? Phase.WORKING
        : handedIn().isPresent() ? Phase.CHECKING : Phase.ACTIVE;
  }

  /** Returns a block of the plan; the id must exist. */
  public BlockState block(String id) {
    return blocks.stream()
        .filter(block -> block.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such block: " + id));
  }

  /** Returns the results of the last round of completion checks. */
  public List<Fact.Check> completionChecks() {
    return completion.checks();
  }

  public List<Fact.ManualCheck> completionManualChecks() {
    return completion.manualChecks();
  }

  /** Returns what the completion checks changed. */
  public List<Fact.Change> completionChanges() {
    return completion.changes();
  }

  /** Returns the risks of what the completion checks did. */
  public List<String> completionRisks() {
    return completion.risks();
  }

  /** Returns the number of files that were taken as git's index describes them, if any. */
  public Optional<Integer> unread() {
    return Optional.ofNullable(completion.unread());
  }

  /** Returns why the completion checks did not pass. */
  public List<String> completionReasons() {
    return completion.reasons();
  }

  /** Returns the earlier results of completion checks that did not pass and ran again. */
  public List<EarlierResult> completionHistory() {
    return completion.history();
  }

  /** Returns the paths whose change a person accepted as their own, with that person. */
  public Map<String, Signed> accepted() {
    return taken.paths();
  }

  /** Returns the findings about history and references that people accepted as their own. */
  public Map<String, Signed> acceptedFindings() {
    return taken.sentences();
  }

  /** Returns the findings about history and references that a person accepted as their own. */
  public Set<String> acceptedViolations() {
    return taken.sentences().keySet();
  }

  /** Returns the question of a paused session. */
  public Optional<Event.Paused> paused() {
    return phase() == Phase.PAUSED ? Optional.ofNullable(status.question()) : Optional.empty();
  }

  /** Returns the signal that ended the last run; empty when none did. */
  public Optional<Event.Interrupted> interruption() {
    return Optional.ofNullable(status.signal());
  }

  /** Returns the block whose undo or redo was started and is not recorded as finished. */
  public Optional<BlockState> halfUndone() {
    return blocks.stream()
        .filter(block -> block.isBeingUndone() || block.isBeingRedone())
        .findFirst();
  }

  /** Returns the earlier session whose work is still being carried over. */
  public Optional<String> carryingFrom() {
    return carriedOver ? Optional.empty() : Optional.ofNullable(locked.previous());
  }

  public Optional<Fact.Escalation> escalation() {
    return Optional.ofNullable(status.escalation());
  }
}
