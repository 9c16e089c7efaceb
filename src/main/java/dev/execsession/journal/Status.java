package dev.execsession.journal;

import org.jspecify.annotations.Nullable;

/**
 * The phase of a session, with its open question and escalation.
 *
 * @param question of the last pause; meaningless in other phases
 * @param escalation the open one
 * @param signal what ended the last run; absent when no signal did
 */
record Status(
    Phase phase,
    Event.@Nullable Paused question,
    Fact.@Nullable Escalation escalation,
    Event.@Nullable Interrupted signal) {
  static final Status ACTIVE = new Status(Phase.ACTIVE, null, null);

  Status(Phase phase, Event.@Nullable Paused question, Fact.@Nullable Escalation escalation) {
    this(phase, question, escalation, null);
  }

  Status in(Phase next) {
    return new Status(next, question, escalation);
  }

  Status paused(Event.Paused asked) {
    return new Status(Phase.PAUSED, asked, escalation);
  }

  Status interrupted(Event.Interrupted by) {
    // A signal does not take a block away from its agent.
    boolean isHandedOff = phase == Phase.WORKING || phase == Phase.CHECKING;
    return new Status(isHandedOff ? phase : Phase.INTERRUPTED, question, escalation, by);
  }

  Status escalated(Fact.@Nullable Escalation open) {
    return new Status(phase, question, open, signal);
  }

  /** Returns the status after the plan was amended: an escalation is answered. */
  Status answered() {
    return phase == Phase.ESCALATED ? new Status(Phase.PAUSED, null, null) : this;
  }

  Status unasked() {
    return new Status(phase, null, escalation, signal);
  }
}
