package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The approval and commit state of a block's judged result.
 *
 * @param awaitsPerson whether it was judged in a stepwise run
 * @param approved whether a person approved the current result
 * @param committed whether the tool committed the current result
 * @param committing a commit that was started and is not recorded as finished
 * @param over what a person kept although it is not good
 */
record Acceptance(
    boolean awaitsPerson,
    boolean approved,
    boolean committed,
    Event.@Nullable Committing committing,
    List<Fact.Approval> approvals,
    Grant.@Nullable AcceptedOver over) {
  static final Acceptance NONE = new Acceptance(false, false, false, null, List.of(), null);

  Acceptance attempt() {
    return new Acceptance(awaitsPerson, approved, false, null, approvals, null);
  }

  Acceptance judged(boolean stepwise) {
    return new Acceptance(stepwise, false, false, committing, approvals, null);
  }

  Acceptance approved(Fact.Approval approval) {
    return new Acceptance(
        awaitsPerson, true, committed, committing, Lists.plus(approvals, approval), over);
  }

  Acceptance with(List<Fact.Approval> earlier) {
    return new Acceptance(awaitsPerson, approved, committed, committing, earlier, over);
  }

  Acceptance over(Grant.@Nullable AcceptedOver kept) {
    return new Acceptance(awaitsPerson, approved, committed, committing, approvals, kept);
  }

  Acceptance withdrawn() {
    return new Acceptance(awaitsPerson, false, committed, committing, approvals, over);
  }

  Acceptance committing(Event.Committing begun) {
    return new Acceptance(awaitsPerson, approved, committed, begun, approvals, over);
  }

  Acceptance done() {
    return new Acceptance(awaitsPerson, approved, true, null, approvals, over);
  }

  Acceptance redone(boolean here) {
    return new Acceptance(
        awaitsPerson,
        approved && !here,
        false,
        null,
        here ? List.of() : approvals,
        here ? null : over);
  }
}
