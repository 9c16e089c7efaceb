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
 */
record Acceptance(
    boolean awaitsPerson,
    boolean approved,
    boolean committed,
    Event.@Nullable Committing committing,
    List<Fact.Approval> approvals) {
  static final Acceptance NONE = new Acceptance(false, false, false, null, List.of());

  Acceptance attempt() {
    return new Acceptance(awaitsPerson, approved, false, null, approvals);
  }

  Acceptance judged(boolean stepwise) {
    return new Acceptance(stepwise, false, false, committing, approvals);
  }

  Acceptance approved(Fact.Approval approval) {
    return new Acceptance(
        awaitsPerson, true, committed, committing, Lists.plus(approvals, approval));
  }

  Acceptance with(List<Fact.Approval> earlier) {
    return new Acceptance(awaitsPerson, approved, committed, committing, earlier);
  }

  Acceptance withdrawn() {
    return new Acceptance(awaitsPerson, false, committed, committing, approvals);
  }

  Acceptance committing(Event.Committing begun) {
    return new Acceptance(awaitsPerson, approved, committed, begun, approvals);
  }

  Acceptance done() {
    return new Acceptance(awaitsPerson, approved, true, null, approvals);
  }

  Acceptance redone(boolean here) {
    return new Acceptance(
        awaitsPerson, approved && !here, false, null, here ? List.of() : approvals);
  }
}
