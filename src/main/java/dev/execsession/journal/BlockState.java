package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the journal says about one block, as of the last entry folded in. */
public final class BlockState {
  private final Fact.Block block;
  Step step = Step.PENDING;
  int attempts;
  @Nullable String baseline;
  @Nullable String lastLook;
  @Nullable String cookie;
  @Nullable PidSpace where;
  @Nullable String carriedFrom;
  @Nullable String digest;
  Event.@Nullable Started started;
  Fact.@Nullable Execution execution;
  Fact.@Nullable Docs docs;
  @Nullable Boolean confined;
  boolean undone;
  boolean undoing;
  boolean redoing;
  @Nullable String undoingFrom;
  @Nullable String redoingFrom;
  @Nullable UndoneWork undoneWork;
  @Nullable BlockState beforeUndo;
  Fact.@Nullable Escalation ownEscalation;
  boolean awaitsPerson;
  boolean approved;
  boolean committed;
  Event.@Nullable Committing committing;
  List<Fact.Change> changes = List.of();
  List<String> reasons = List.of();
  List<String> risks = List.of();
  final Map<String, Fact.SideEffect> sideEffects = new LinkedHashMap<>();
  final Set<Fact.Commit> commits = new LinkedHashSet<>();
  final Set<String> ownCommits = new LinkedHashSet<>();
  final List<Fact.Check> checks = new ArrayList<>();
  final List<Fact.Change> lookedAt = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  final Map<String, Fact.ManualCheck> manualChecks = new LinkedHashMap<>();
  final Map<String, Fact.Attestation> attestations = new LinkedHashMap<>();
  final List<Fact.Approval> approvals = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final Set<String> undoingPaths = new LinkedHashSet<>();

  BlockState(Fact.Block block) {
    this.block = block;
  }

  void carry(Event.Carried carried) {
    step = Step.DONE;
    ran(carried.confined());
    carriedFrom = carried.from();
    changes = carried.changes();
    checks.addAll(carried.checks());
    carried.commits().forEach(id -> commits.add(new Fact.Commit(id, "", List.of())));
  }

  /** Something ran for the block; one command that was not confined decides for all. */
  void ran(boolean isConfined) {
    confined = isConfined && !Boolean.FALSE.equals(confined);
  }

  void begin(Event.Intended intended) {
    step = Step.INTENDED;
    attempts = intended.attempt();
    baseline = intended.baseline();
    cookie = intended.cookie();
    where = intended.where();
    started = null;
    execution = null;
    undone = false;
    undoing = false;
    redoing = false;
    undoneWork = null;
    beforeUndo = null;
    committed = false;
    committing = null;
    lastLook = null;
    lookedAt.clear();
    violations.clear();
    attestations.clear();
    docs = null;
    forgetResult();
  }

  void measure(Event.Measured measured) {
    lastLook = measured.observation();
    if (step == Step.EXITED || step == Step.STARTED) {
      step = Step.MEASURED;
    }
    for (Fact.Change change : measured.changes()) {
      lookedAt.removeIf(known -> known.path().equals(change.path()));
      lookedAt.add(change);
    }
    violations.addAll(measured.violations());
    commits.addAll(measured.commits());
    measured
        .sideEffects()
        .forEach(
            effect ->
                sideEffects.merge(
                    effect.path(),
                    effect,
                    (a, b) -> new Fact.SideEffect(a.path(), Math.max(a.files(), b.files()))));
  }

  void recheck() {
    step = Step.MEASURED;
    violations.clear();
    forgetResult();
  }

  private void forgetResult() {
    changes = List.of();
    reasons = List.of();
    risks = List.of();
    digest = null;
    checks.clear();
    manualChecks.clear();
  }

  void judge(Event.Judged judged, boolean stepwise) {
    changes = judged.changes();
    risks = judged.risks();
    reasons = judged.reasons();
    digest = judged.digest();
    step = judged.outcome() == Outcome.GOOD ? Step.JUDGED : step;
    awaitsPerson = stepwise;
    approved = false;
    committed = false;
  }

  void approve(Fact.Approval approval) {
    approvals.add(approval);
    approved = true;
  }

  void commit(Event.Committed made) {
    Event.Committing begun = committing;
    committing = null;
    committed = true;
    ownCommits.add(made.commit());
    commits.add(
        begun == null
            ? new Fact.Commit(made.commit(), "", List.of())
            : new Fact.Commit(made.commit(), begun.subject(), begun.paths()));
  }

  /** One undo that was cut off and begun again still starts from the first look. */
  void begin(Event.Undoing begun) {
    if (!undoing) {
      undoingFrom = begun.observation();
      undoingPaths.clear();
    }
    undoingPaths.addAll(begun.paths());
    undoing = true;
  }

  /** Gives the block as it is without its work. */
  BlockState undone(Event.Undone event, Fact.@Nullable Escalation own) {
    ownEscalation = own == null ? ownEscalation : own;
    BlockState pending = new BlockState(block);
    pending.attempts = attempts;
    pending.cookie = cookie;
    pending.commits.addAll(commits);
    pending.ownCommits.addAll(ownCommits);
    pending.notes.addAll(notes);
    pending.confined = confined;
    pending.undone = true;
    if (undoingFrom != null) {
      pending.undoneWork = new UndoneWork(undoingFrom, event.observation(), undoingPaths);
      pending.beforeUndo = this;
    }
    return pending;
  }

  void begin(Event.Redoing begun) {
    redoingFrom = redoing ? redoingFrom : begun.observation();
    redoing = true;
  }

  /**
   * Gives the block where it was before it was undone; its work is now what differs from the tree
   * without it, and good work has to be verified again.
   */
  BlockState redone(Event.Redone event) {
    BlockState worked = Objects.requireNonNull(beforeUndo, "was not undone");
    worked.undoing = false;
    worked.committing = null;
    worked.committed = false;
    worked.notes.clear();
    worked.notes.addAll(notes);
    if (worked.carriedFrom == null) {
      worked.baseline = redoingFrom;
      worked.lastLook = event.observation();
      worked.approvals.clear();
      worked.approved = false;
      if (worked.step == Step.DONE || worked.step == Step.JUDGED) {
        worked.step = Step.MEASURED;
        worked.digest = null;
      }
    }
    return worked;
  }

  public Fact.Block block() {
    return block;
  }

  public String id() {
    return block.id();
  }

  public Step step() {
    return step;
  }

  public boolean isDone() {
    return step == Step.DONE;
  }

  /** Counts how often the executor was about to be started. */
  public int attempts() {
    return attempts;
  }

  /** Gives the file of the observation that the block's changes are measured against. */
  public Optional<String> baseline() {
    return Optional.ofNullable(baseline);
  }

  /** Gives the file of the last look that the block answers for; none while an executor runs. */
  public Optional<String> lastLook() {
    return Optional.ofNullable(lastLook);
  }

  /** Gives the mark in the environment of the last executor's processes. */
  public Optional<String> cookie() {
    return Optional.ofNullable(cookie);
  }

  /** Gives where the last executor was started; none in older journals. */
  public Optional<PidSpace> where() {
    return Optional.ofNullable(where);
  }

  /** Gives the executor's process as it was recorded when it started. */
  public Optional<Event.Started> started() {
    return Optional.ofNullable(started);
  }

  /** Gives the session in which this block was done, when that was an earlier one. */
  public Optional<String> carriedFrom() {
    return Optional.ofNullable(carriedFrom);
  }

  /** Gives how the last executor ended. */
  public Optional<Fact.Execution> execution() {
    return Optional.ofNullable(execution);
  }

  /** Tells whether something ran for the block, and only where it could not write elsewhere. */
  public boolean isConfined() {
    return Boolean.TRUE.equals(confined);
  }

  /** Tells whether something ran for the block that could write wherever its user may. */
  public boolean isUnconfined() {
    return Boolean.FALSE.equals(confined);
  }

  /** Gives the block's changes: as judged, or as looked at so far. */
  public List<Fact.Change> changes() {
    return changes.isEmpty() ? List.copyOf(lookedAt) : changes;
  }

  /** Gives sentences about history, references and control files, since the last attempt began. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  public List<Fact.SideEffect> sideEffects() {
    return List.copyOf(sideEffects.values());
  }

  public List<Fact.Commit> commits() {
    return List.copyOf(commits);
  }

  /** Gives those of the commits that the tool itself made. */
  public Set<String> ownCommits() {
    return Set.copyOf(ownCommits);
  }

  /** Gives the commit that was begun and whose end is not recorded. */
  public Optional<Event.Committing> committing() {
    return Optional.ofNullable(committing);
  }

  /** Tells whether the tool committed the result as it stands. */
  public boolean isCommitted() {
    return committed;
  }

  /** Gives the results of the last round of checks. */
  public List<Fact.Check> checks() {
    return List.copyOf(checks);
  }

  public List<Fact.ManualCheck> manualChecks() {
    return List.copyOf(manualChecks.values());
  }

  public List<Fact.Attestation> attestations() {
    return List.copyOf(attestations.values());
  }

  public Optional<Fact.Docs> docs() {
    return Optional.ofNullable(docs);
  }

  public List<Fact.Approval> approvals() {
    return List.copyOf(approvals);
  }

  /** Gives what an approval of the judged result covers. */
  public Optional<String> digest() {
    return Optional.ofNullable(digest);
  }

  /** Tells whether the result was judged in a stepwise run: only a person can settle it. */
  public boolean awaitsPerson() {
    return step == Step.JUDGED && awaitsPerson;
  }

  /** Tells whether a person approved the result as it stands; what is missing is our own part. */
  public boolean isApproved() {
    return step == Step.JUDGED && approved;
  }

  /** Gives why the block is blocked. */
  public List<String> reasons() {
    return reasons;
  }

  /** Gives what remains: as judged, then what the executor said. */
  public List<String> risks() {
    List<String> all = new ArrayList<>(risks);
    if (execution != null) {
      all.addAll(execution.risks());
    }
    return List.copyOf(new LinkedHashSet<>(all));
  }

  /** Gives notes for the planner: the executor's, then those of people. */
  public List<String> notes() {
    List<String> all = new ArrayList<>();
    if (execution != null) {
      all.addAll(execution.notes());
    }
    all.addAll(notes);
    return List.copyOf(all);
  }

  /** Tells whether the block's changes were undone and nothing ran since. */
  public boolean isUndone() {
    return undone;
  }

  /** Gives what the last undo took away, while nothing ran since. */
  public Optional<UndoneWork> undoneWork() {
    return Optional.ofNullable(undoneWork);
  }

  /** Tells whether putting the block's work back was begun and its end is not recorded. */
  public boolean isBeingRedone() {
    return redoing;
  }

  /** Tells whether undoing the block was begun and its end is not recorded. */
  public boolean isBeingUndone() {
    return undoing;
  }
}
