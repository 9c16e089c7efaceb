package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about one block, as of the last entry folded in.
 *
 * @param remarks notes of people
 * @param origin the session in which this block was done, when that was an earlier one
 * @param confined whether all that ran for the block was confined; absent when nothing ran
 */
public record BlockState(
    Fact.Block block,
    Step step,
    Attempt attempt,
    Findings findings,
    Verification verification,
    Acceptance acceptance,
    UndoState undo,
    List<String> remarks,
    @Nullable String origin,
    @Nullable Boolean confined) {

  static BlockState of(Fact.Block block) {
    return new BlockState(
        block,
        Step.PENDING,
        Attempt.NONE,
        Findings.NONE,
        Verification.NONE,
        Acceptance.NONE,
        UndoState.NONE,
        List.of(),
        null,
        null);
  }

  BlockState at(Step next) {
    return with(next, attempt, findings, verification, acceptance);
  }

  BlockState with(Attempt now) {
    return with(step, now, findings, verification, acceptance);
  }

  BlockState with(Verification now) {
    return with(step, attempt, findings, now, acceptance);
  }

  BlockState with(Acceptance now) {
    return with(step, attempt, findings, verification, now);
  }

  BlockState with(UndoState now) {
    return new BlockState(
        block, step, attempt, findings, verification, acceptance, now, remarks, origin, confined);
  }

  private BlockState with(
      Step next, Attempt last, Findings found, Verification result, Acceptance said) {
    return new BlockState(block, next, last, found, result, said, undo, remarks, origin, confined);
  }

  private BlockState with(List<String> notes, @Nullable String from, @Nullable Boolean held) {
    return new BlockState(
        block, step, attempt, findings, verification, acceptance, undo, notes, from, held);
  }

  /** Something ran for the block; one command that was not confined decides for all. */
  BlockState ran(boolean isConfined) {
    return with(remarks, origin, isConfined && !Boolean.FALSE.equals(confined));
  }

  BlockState noted(String text) {
    return with(Lists.plus(remarks, text), origin, confined);
  }

  BlockState carried(Event.Carried carried) {
    List<Fact.Commit> commits =
        carried.commits().stream().map(id -> new Fact.Commit(id, "", List.of())).toList();
    return with(Step.DONE, attempt, findings.plus(commits), Verification.of(carried), acceptance)
        .ran(carried.confined())
        .from(carried.from());
  }

  private BlockState from(String session) {
    return with(remarks, session, confined);
  }

  BlockState begun(Event.Intended intended) {
    return with(
            Step.INTENDED,
            Attempt.of(intended),
            findings.attempt(),
            Verification.NONE,
            acceptance.attempt())
        .with(undo.attempt());
  }

  BlockState measured(Event.Measured measured) {
    Step next = step == Step.EXITED || step == Step.STARTED ? Step.MEASURED : step;
    return with(next, attempt, findings.plus(measured), verification, acceptance);
  }

  BlockState rechecked() {
    return with(Step.MEASURED, attempt, findings.recheck(), verification.recheck(), acceptance);
  }

  BlockState judged(Event.Judged judged, boolean stepwise) {
    return with(
        judged.outcome() == Outcome.GOOD ? Step.JUDGED : step,
        attempt,
        findings,
        verification.judged(judged),
        acceptance.judged(stepwise));
  }

  BlockState committed(Event.Committed made) {
    Event.Committing begun = acceptance.committing();
    Fact.Commit commit =
        begun == null
            ? new Fact.Commit(made.commit(), "", List.of())
            : new Fact.Commit(made.commit(), begun.subject(), begun.paths());
    return with(step, attempt, findings.plusOwn(commit), verification, acceptance.done());
  }

  /**
   * Returns the block as it is without its work.
   *
   * @param open the case that is open about it
   */
  BlockState undone(Event.Undone event, Fact.@Nullable Escalation open) {
    return new BlockState(
        block,
        Step.PENDING,
        attempt.undone(),
        findings.undone(),
        Verification.NONE,
        Acceptance.NONE,
        UndoState.of(event, this, open),
        remarks,
        null,
        confined);
  }

  /**
   * Returns the block where it was before it was undone; its work is now what differs from the tree
   * without it, and good work has to be verified again.
   */
  BlockState redone(Event.Redone event) {
    BlockState worked = Objects.requireNonNull(undo.before(), "was not undone");
    boolean here = worked.origin == null;
    BlockState settled =
        worked.with(worked.acceptance.redone(here)).with(remarks, worked.origin, worked.confined);
    if (!here) {
      return settled;
    }
    boolean good = worked.step == Step.DONE || worked.step == Step.JUDGED;
    return settled.with(
        good ? Step.MEASURED : worked.step,
        worked.attempt.from(undo.redoingFrom()),
        worked.findings.at(event.observation()),
        good ? worked.verification.withoutDigest() : worked.verification,
        settled.acceptance);
  }

  public String id() {
    return block.id();
  }

  public boolean isDone() {
    return step == Step.DONE;
  }

  /** Returns whether its work is good, and an approval is due. */
  public boolean isJudged() {
    return step == Step.JUDGED;
  }

  /** Returns how often the executor was about to be started. */
  public int attempts() {
    return attempt.number();
  }

  /** Returns the file of the observation that the block's changes are measured against. */
  public Optional<String> baseline() {
    return Optional.ofNullable(attempt.baseline());
  }

  /** Returns the file of the last look that the block answers for; none while an executor runs. */
  public Optional<String> lastLook() {
    return Optional.ofNullable(findings.look());
  }

  /** Returns the mark in the environment of the last executor's processes. */
  public Optional<String> cookie() {
    return Optional.ofNullable(attempt.cookie());
  }

  /** Returns where the last executor was started; none in older journals. */
  public Optional<PidSpace> where() {
    return Optional.ofNullable(attempt.where());
  }

  /** Returns the executor's process as it was recorded when it started. */
  public Optional<Event.Started> started() {
    return Optional.ofNullable(attempt.started());
  }

  /** Returns the session in which this block was done, when that was an earlier one. */
  public Optional<String> carriedFrom() {
    return Optional.ofNullable(origin);
  }

  /** Returns how the last executor ended. */
  public Optional<Fact.Execution> execution() {
    return Optional.ofNullable(attempt.execution());
  }

  /** Returns whether something ran for the block, and only where it could not write elsewhere. */
  public boolean isConfined() {
    return Boolean.TRUE.equals(confined);
  }

  /** Returns whether something ran for the block that could write wherever its user may. */
  public boolean isUnconfined() {
    return Boolean.FALSE.equals(confined);
  }

  /** Returns the block's changes: as judged, or as looked at so far. */
  public List<Fact.Change> changes() {
    return verification.changes().isEmpty() ? findings.changes() : verification.changes();
  }

  /** Returns sentences about history, references and control files, of the last attempt. */
  public List<String> violations() {
    return findings.violations();
  }

  public List<Fact.SideEffect> sideEffects() {
    return findings.sideEffects();
  }

  public List<Fact.Commit> commits() {
    return findings.commits();
  }

  /** Returns those of the commits that the tool itself made. */
  public Set<String> ownCommits() {
    return findings.ownCommits();
  }

  /** Returns the commit that was begun and whose end is not recorded. */
  public Optional<Event.Committing> committing() {
    return Optional.ofNullable(acceptance.committing());
  }

  /** Returns whether the tool committed the result as it stands. */
  public boolean isCommitted() {
    return acceptance.committed();
  }

  /** Returns the results of the last round of checks. */
  public List<Fact.Check> checks() {
    return verification.checks();
  }

  public List<Fact.ManualCheck> manualChecks() {
    return verification.answers().manualChecks();
  }

  public List<Fact.Attestation> attestations() {
    return verification.answers().attestations();
  }

  public Optional<Fact.Docs> docs() {
    return Optional.ofNullable(verification.answers().docs());
  }

  /** Returns whether the answers hold for a result. */
  public boolean isAnsweredFor(String digest) {
    return verification.answers().holdFor(digest);
  }

  public List<Fact.Approval> approvals() {
    return acceptance.approvals();
  }

  /** Returns what an approval of the judged result covers. */
  public Optional<String> digest() {
    return Optional.ofNullable(verification.digest());
  }

  /** Returns whether the result was judged in a stepwise run: only a person can settle it. */
  public boolean awaitsPerson() {
    return step == Step.JUDGED && acceptance.awaitsPerson();
  }

  /** Returns whether a person approved the result as it stands; what is missing is our own part. */
  public boolean isApproved() {
    return step == Step.JUDGED && acceptance.approved();
  }

  /** Returns why the block is blocked. */
  public List<String> reasons() {
    return verification.reasons();
  }

  /** Returns what remains: as judged, then what the executor said. */
  public List<String> risks() {
    return Lists.union(
        Lists.union(List.of(), verification.risks()),
        execution().map(Fact.Execution::risks).orElse(List.of()));
  }

  /** Returns notes for the planner: the executor's, then those of people. */
  public List<String> notes() {
    return Stream.concat(
            execution().stream().flatMap(run -> run.notes().stream()), remarks.stream())
        .toList();
  }

  /** Returns whether the block's changes were undone and nothing ran since. */
  public boolean isUndone() {
    return undo.undone();
  }

  /** Returns what the last undo took away, while nothing ran since. */
  public Optional<UndoneWork> undoneWork() {
    return Optional.ofNullable(undo.work());
  }

  /** Returns whether putting the block's work back was begun and its end is not recorded. */
  public boolean isBeingRedone() {
    return undo.redoingFrom() != null;
  }

  /** Returns whether undoing the block was begun and its end is not recorded. */
  public boolean isBeingUndone() {
    return undo.undoingFrom() != null;
  }
}
