package dev.execsession.journal;

import dev.execsession.process.PidSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one block after the last entry that was folded in.
 *
 * @param remarks notes that people left
 * @param origin the earlier session that completed this block
 * @param confined whether every command of the block was sandboxed; absent when none ran
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

  BlockState with(
      Step next, Attempt last, Findings found, Verification result, Acceptance decision) {
    return new BlockState(
        block, next, last, found, result, decision, undo, remarks, origin, confined);
  }

  BlockState with(List<String> notes, @Nullable String from, @Nullable Boolean held) {
    return new BlockState(
        block, step, attempt, findings, verification, acceptance, undo, notes, from, held);
  }

  /** Records a command; a single unsandboxed one makes the block unsandboxed. */
  BlockState ran(boolean isConfined) {
    return with(remarks, origin, isConfined && !Boolean.FALSE.equals(confined));
  }

  BlockState noted(String text) {
    return with(Lists.plus(remarks, text), origin, confined);
  }

  /** Returns what shows that the block is done. */
  public Handover.Evidence evidence() {
    return new Handover.Evidence(
        attempt.execution(),
        approvals(),
        manualChecks(),
        attestations(),
        verification.answers().docs(),
        Lists.union(verification.risks(), findings.risks()),
        Lists.joined(findings.notes(), remarks),
        sideEffects(),
        commits(),
        acceptedOver().orElse(null),
        history().isEmpty() ? null : history());
  }

  /** Returns the scan that an undo of the block restores. */
  public Optional<String> undoTo() {
    Handover.Adopted adopted = attempt.origins().adopted();
    return adopted == null ? baseline() : Optional.of(adopted.undoTo());
  }

  /** Returns the earlier uncommitted work that counts as the block's. */
  public Optional<Handover.Adopted> adopted() {
    return Optional.ofNullable(attempt.origins().adopted());
  }

  /** Returns whether the block's baseline shows a tree that this session never saw. */
  public boolean isHandedOver() {
    return attempt.origins().taken() != null || attempt.origins().found() != null;
  }

  /** Returns the earlier work that counts as the block's. */
  public Optional<Handover.TakenOver> takenOver() {
    return Optional.ofNullable(attempt.origins().taken());
  }

  public String id() {
    return block.id();
  }

  public boolean isDone() {
    return step == Step.DONE;
  }

  /** Returns whether its work is good and awaits approval. */
  public boolean isJudged() {
    return step == Step.JUDGED;
  }

  /** Returns the number of attempts, including one that is about to start. */
  public int attempts() {
    return attempt.number();
  }

  /** Returns the command of the last attempt's executor. */
  public Optional<String> command() {
    return Optional.ofNullable(attempt.command());
  }

  /** Returns the file of the scan that the block's changes are compared with. */
  public Optional<String> baseline() {
    return Optional.ofNullable(attempt.baseline());
  }

  /** Returns the file of the last scan attributed to the block; empty while an executor runs. */
  public Optional<String> lastLook() {
    return Optional.ofNullable(findings.scan());
  }

  /** Returns the marker in the environment of the last executor's processes. */
  public Optional<String> cookie() {
    return Optional.ofNullable(attempt.cookie());
  }

  /** Returns the PID namespace of the last executor; empty in older journals. */
  public Optional<PidSpace> where() {
    return Optional.ofNullable(attempt.where());
  }

  /** Returns the process of the last executor. */
  public Optional<Event.Started> started() {
    return Optional.ofNullable(attempt.started());
  }

  /**
   * Returns the agent that the last attempt was opened for; empty when this tool ran an executor.
   */
  public Optional<Opening> opening() {
    return Optional.ofNullable(attempt.opening());
  }

  /** Returns whether an agent works on the block, and has not called {@code finish}. */
  public boolean isOpen() {
    return step == Step.STARTED && opening().isPresent();
  }

  /** Returns whether an agent handed its work over, and the verdict is not on record. */
  public boolean isHandedIn() {
    return (step == Step.EXITED || step == Step.MEASURED) && opening().isPresent();
  }

  /** Returns the earlier session that completed this block. */
  public Optional<String> carriedFrom() {
    return Optional.ofNullable(origin);
  }

  /** Returns how the last executor ended. */
  public Optional<Fact.Execution> execution() {
    return Optional.ofNullable(attempt.execution());
  }

  /** Returns what agents used in the block's attempts, in order. */
  public List<Receipt.OfAttempt> receipts() {
    return attempt.receipts();
  }

  /** Returns whether commands ran for the block, all of them sandboxed. */
  public boolean isConfined() {
    return Boolean.TRUE.equals(confined);
  }

  /** Returns whether any command of the block ran without a sandbox. */
  public boolean isUnconfined() {
    return Boolean.FALSE.equals(confined);
  }

  /** Returns the block's changes as judged, or as scanned so far. */
  public List<Fact.Change> changes() {
    return verification.changes().isEmpty() ? findings.changes() : verification.changes();
  }

  /** Returns the {@link dev.execsession.text.TreePath#key} of each path that is on record. */
  public Set<String> recordedPaths() {
    return Stream.of(
            findings.touched().paths().keySet().stream(),
            verification.changes().stream().map(Fact.Change::key),
            adopted().stream().flatMap(work -> work.paths().stream()))
        .flatMap(keys -> keys)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the last attempt's findings about history, references and control files, a sentence
   * each.
   */
  public List<String> violations() {
    return findings.violations();
  }

  /** Returns what the block is on record for. */
  public Touched touched() {
    return findings.touched();
  }

  /** Returns what git held only as staged or stashed before the last attempt. */
  public Fact.Kept kept() {
    return attempt.kept() == null ? Fact.Kept.NONE : attempt.kept();
  }

  public List<Fact.SideEffect> sideEffects() {
    return findings.sideEffects();
  }

  public List<Fact.Commit> commits() {
    return findings.commits();
  }

  /** Returns the ids of the commits made by this tool. */
  public Set<String> ownCommits() {
    return findings.ownCommits();
  }

  /** Returns the commit that was started and is not recorded as finished. */
  public Optional<Event.Committing> committing() {
    return Optional.ofNullable(acceptance.committing());
  }

  /** Returns whether the tool committed the current result. */
  public boolean isCommitted() {
    return acceptance.committed();
  }

  /** Returns the results of the last round of checks. */
  public List<Fact.Check> checks() {
    return verification.checks();
  }

  /** Returns the earlier results of checks that did not pass and ran again, in order. */
  public List<EarlierResult> history() {
    return verification.history();
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

  /** Returns the digest that an approval of the judged result covers. */
  public Optional<String> digest() {
    return Optional.ofNullable(verification.digest());
  }

  /**
   * Returns whether the result was judged in a stepwise run, so that only a person can approve it.
   */
  public boolean awaitsPerson() {
    return step == Step.JUDGED && acceptance.awaitsPerson();
  }

  /** Returns what a person kept although it is not good. */
  public Optional<Grant.AcceptedOver> acceptedOver() {
    return Optional.ofNullable(acceptance.over())
        .filter(kept -> step == Step.DONE || (step == Step.JUDGED && acceptance.approved()));
  }

  /** Returns whether a person approved the current result, and the block is not yet done. */
  public boolean isApproved() {
    return step == Step.JUDGED && acceptance.approved();
  }

  /** Returns why the block is blocked. */
  public List<String> reasons() {
    return verification.reasons();
  }

  /** Returns the remaining risks: those of the judgement, then those that the executor reported. */
  public List<String> risks() {
    return Lists.union(
        Lists.union(verification.risks(), Lists.union(findings.risks(), findings.losses().risks())),
        execution().map(Fact.Execution::risks).orElse(List.of()));
  }

  /** Returns whether a hook changed anything while the block was committed. */
  public boolean isChangedByHook() {
    return findings.changes().stream().anyMatch(change -> change.hands().contains(Actor.HOOK));
  }

  /** Returns what the last attempt took away from others and a person accepted. */
  public List<String> acceptedLosses() {
    return findings.losses().accepted();
  }

  /** Returns the risks that scans found. */
  public List<String> foundRisks() {
    return findings.risks();
  }

  /** Returns notes for the planner: the executor's, then people's. */
  public List<String> notes() {
    return Stream.concat(
            execution().stream().flatMap(run -> run.notes().stream()),
            Stream.concat(findings.notes().stream(), remarks.stream()))
        .toList();
  }

  /** Returns whether the block's changes were undone and nothing ran since. */
  public boolean isUndone() {
    return undo.undone();
  }

  /** Returns the work that the last undo removed; empty once something ran since. */
  public Optional<UndoneWork> undoneWork() {
    return Optional.ofNullable(undo.work());
  }

  /** Returns whether a redo was started and is not recorded as finished. */
  public boolean isBeingRedone() {
    return undo.redoingFrom() != null;
  }

  /** Returns whether an undo was started and is not recorded as finished. */
  public boolean isBeingUndone() {
    return undo.undoingFrom() != null;
  }
}
