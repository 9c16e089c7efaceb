package dev.execsession.journal;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies one event to the state of a block. */
record BlockFold(BlockState block) {
  BlockState carried(Handover.Carried carried) {
    Handover.Evidence evidence = carried.evidence();
    if (evidence == null) {
      List<Fact.Commit> commits =
          carried.commits().stream().map(id -> new Fact.Commit(id, "", List.of())).toList();
      return block
          .with(
              Step.DONE,
              block.attempt(),
              block.findings().plus(commits),
              Verification.of(carried),
              block.acceptance())
          .with(block.remarks(), carried.from(), block.confined())
          .ran(carried.confined());
    }
    return block
        .with(
            Step.DONE,
            evidence.execution() == null
                ? block.attempt()
                : block.attempt().ended(evidence.execution()),
            block.findings().plus(evidence),
            Verification.of(carried),
            block.acceptance().with(evidence.approvals()).over(evidence.over()))
        .with(evidence.notes(), carried.from(), block.confined())
        .ran(carried.confined());
  }

  /** Returns the block compared with another scan, in which others' changes are. */
  BlockState rebased(@Nullable String baseline, String last) {
    return block.with(
        block.step(),
        block.attempt().from(baseline),
        block.findings().besideAt(last),
        block.verification(),
        block.acceptance());
  }

  /** Returns the block, to be judged again if it was judged and one of its paths changed. */
  BlockState unlessTouched(List<Fact.Change> changes) {
    Set<String> own = block.step() == Step.JUDGED ? block.recordedPaths() : Set.of();
    return changes.stream().anyMatch(change -> own.contains(change.key())) ? rechecked() : block;
  }

  BlockState takenOver(Handover.TakenOver event) {
    return block.with(
        block.step(),
        block.attempt().takingOver(event),
        block.findings().takenFrom(event),
        block.verification(),
        block.acceptance());
  }

  BlockState begun(Event.Intended intended) {
    return block
        .with(
            Step.INTENDED,
            block.attempt().next(intended),
            block.findings().attempt(intended.kept()),
            block.verification().attempt(block.attempts()),
            block.acceptance().attempt())
        .with(block.undo().attempt());
  }

  BlockState started(Event.Started event) {
    return block.with(
        Step.STARTED,
        block.attempt().started(event),
        block.findings().at(null),
        block.verification(),
        block.acceptance());
  }

  BlockState opened(Opening opening) {
    // No sandbox of this tool holds the agent.
    return block
        .with(
            Step.STARTED,
            block.attempt().opened(opening),
            block.findings().at(null),
            block.verification(),
            block.acceptance())
        .ran(false);
  }

  /** Keeps the warning that a check, which should fail without the block's work, passed. */
  BlockState checkedBefore(Fact.Check check) {
    return check.passed()
        ? block.with(
            block.step(),
            block.attempt(),
            block.findings().plusRisk(check.passedBefore()),
            block.verification(),
            block.acceptance())
        : block;
  }

  BlockState measured(Event.Measured measured) {
    Step next =
        block.step() == Step.EXITED || block.step() == Step.STARTED ? Step.MEASURED : block.step();
    return block.with(
        next,
        block.attempt(),
        block.findings().plus(measured),
        block.verification(),
        block.acceptance());
  }

  BlockState rechecked() {
    return block.with(
        Step.MEASURED,
        block.attempt(),
        block.findings().recheck(),
        block.verification().recheck(block.attempts()),
        block.acceptance());
  }

  BlockState judged(Event.Judged judged, boolean stepwise) {
    return block.with(
        judged.outcome() == Outcome.GOOD ? Step.JUDGED : block.step(),
        block.attempt(),
        block.findings(),
        block.verification().judged(judged),
        block.acceptance().judged(stepwise));
  }

  BlockState acceptedOver(Grant.AcceptedOver event, Fact.Approval approval) {
    return block.with(
        Step.JUDGED,
        block.attempt(),
        block.findings(),
        block.verification().accepted(event),
        block.acceptance().judged(true).over(event).approved(approval));
  }

  /** Returns the block with its amended definition; a judgement under the old one is void. */
  BlockState amended(Fact.Block definition) {
    BlockState amended =
        new BlockState(
            definition,
            block.step(),
            block.attempt().answered(),
            block.findings(),
            block.verification(),
            block.acceptance().withdrawn(),
            block.undo(),
            block.remarks(),
            block.origin(),
            block.confined());
    return block.step() == Step.JUDGED ? new BlockFold(amended).rechecked() : amended;
  }

  BlockState accepted(Grant.LossAccepted event) {
    return block.with(
        block.step(),
        block.attempt(),
        block.findings().plus(event),
        block.verification(),
        block.acceptance());
  }

  BlockState committed(Event.Committed made) {
    Event.Committing begun = block.acceptance().committing();
    Fact.Commit commit =
        begun == null
            ? new Fact.Commit(made.commit(), "", List.of())
            : new Fact.Commit(made.commit(), begun.subject(), begun.paths());
    return block.with(
        block.step(),
        block.attempt(),
        block.findings().plusOwn(commit),
        block.verification(),
        block.acceptance().done());
  }

  /**
   * Returns the block without its work.
   *
   * @param open its open escalation
   */
  BlockState undone(Reversal.Undone event, Fact.@Nullable Escalation open) {
    return new BlockState(
        block.block(),
        Step.PENDING,
        block.attempt().undone(),
        block.findings().undone(),
        Verification.NONE,
        Acceptance.NONE,
        UndoState.of(event, block, open),
        block.remarks(),
        null,
        block.confined());
  }

  /**
   * Returns the block as it was before the undo. Its changes are compared with the tree without its
   * work, and good work is verified again.
   */
  BlockState redone(Reversal.Redone event) {
    BlockState worked = Objects.requireNonNull(block.undo().before(), "was not undone");
    boolean here = worked.origin() == null;
    BlockState settled =
        worked
            .with(worked.acceptance().redone(here))
            .with(block.remarks(), worked.origin(), worked.confined());
    if (!here) {
      return settled;
    }
    boolean good = worked.step() == Step.DONE || worked.step() == Step.JUDGED;
    return settled.with(
        good ? Step.MEASURED : worked.step(),
        worked.attempt().from(block.undo().redoingFrom()),
        worked.findings().at(event.observation()),
        good ? worked.verification().withoutDigest() : worked.verification(),
        settled.acceptance());
  }
}
