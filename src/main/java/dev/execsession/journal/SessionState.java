package dev.execsession.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The fold over a journal: everything known about a session, and nothing that is not in its
 * entries.
 *
 * @param lastAt time of the last entry
 * @param blocks in plan order
 * @param lastObservation file of the last look: what the next one is compared with
 * @param lastHead HEAD as last recorded
 * @param carriedOver whether all of an earlier session's work is
 */
public record SessionState(
    Event.Locked locked,
    Instant startedAt,
    Instant lastAt,
    LastRun run,
    Standing standing,
    List<BlockState> blocks,
    Completion completion,
    Accepted taken,
    String lastObservation,
    String lastHead,
    boolean carriedOver) {

  /** Folds a journal's entries; empty when the lock itself was never recorded. */
  public static Optional<SessionState> of(List<Entry> entries) {
    if (entries.isEmpty() || !(entries.get(0).event() instanceof Event.Locked locked)) {
      return Optional.empty();
    }
    SessionState state = begun(locked, entries.get(0).at());
    for (Entry entry : entries.subList(1, entries.size())) {
      state = state.after(entry);
    }
    return Optional.of(state);
  }

  private static SessionState begun(Event.Locked locked, Instant at) {
    return new SessionState(
        locked,
        at,
        at,
        LastRun.of(locked),
        Standing.ACTIVE,
        locked.blocks().stream().map(BlockState::of).toList(),
        Completion.NONE,
        Accepted.NOTHING,
        locked.baseline(),
        locked.head(),
        false);
  }

  /** Returns the state once one more entry is folded in. */
  public SessionState after(Entry entry) {
    return entry.event().match(new Fold(at(entry.at())));
  }

  private SessionState at(Instant now) {
    return new SessionState(
        locked,
        startedAt,
        now,
        run,
        standing,
        blocks,
        completion,
        taken,
        lastObservation,
        lastHead,
        carriedOver);
  }

  SessionState with(LastRun last, Standing now, List<BlockState> all, Completion checked) {
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
        carriedOver);
  }

  SessionState with(Standing now) {
    return with(run, now, blocks, completion);
  }

  SessionState with(Completion checked) {
    return with(run, standing, blocks, checked);
  }

  /** Returns the state with another state of one block. */
  SessionState with(String id, UnaryOperator<BlockState> change) {
    block(id);
    return with(block -> block.id().equals(id) ? change.apply(block) : block);
  }

  /** Returns the state with other states of the blocks. */
  SessionState with(UnaryOperator<BlockState> change) {
    return with(run, standing, blocks.stream().map(change).toList(), completion);
  }

  SessionState with(Accepted own, String look, String head, boolean carried) {
    return new SessionState(
        locked, startedAt, lastAt, run, standing, blocks, completion, own, look, head, carried);
  }

  SessionState lookedAt(String look) {
    return with(taken, look, lastHead, carriedOver);
  }

  /** Returns the mode of the last run. */
  public Mode mode() {
    return run.mode();
  }

  /** Returns what the user said to this plan, as of the last run. */
  public Fact.Choices choices() {
    return run.choices();
  }

  /** Returns what the last run confined commands to; none in older journals. */
  public Optional<Fact.Sandbox> sandbox() {
    return Optional.ofNullable(run.sandbox());
  }

  /**
   * Returns whether something ran in this session, or in one whose work was carried over, and all
   * of it was confined.
   */
  public boolean isConfined() {
    return !Boolean.FALSE.equals(completion.confined())
        && blocks.stream().noneMatch(BlockState::isUnconfined)
        && blocks.stream().anyMatch(BlockState::isConfined);
  }

  public Phase phase() {
    return standing.phase();
  }

  /** Returns a block of the locked plan. */
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

  /** Returns why the completion checks did not pass. */
  public List<String> completionReasons() {
    return completion.reasons();
  }

  /** Returns the paths that a person took as their own change, with who did. */
  public Map<String, String> accepted() {
    return taken.paths();
  }

  /** Returns the sentences about history and references that a person took as their own doing. */
  public Set<String> acceptedViolations() {
    return taken.sentences();
  }

  /** Returns the question that a paused session waits with. */
  public Optional<Event.Paused> paused() {
    return phase() == Phase.PAUSED ? Optional.ofNullable(standing.question()) : Optional.empty();
  }

  /** Returns the block whose undo, or redo, was begun and is not recorded as ended. */
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
    return Optional.ofNullable(standing.escalation());
  }
}
