package dev.execsession.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where a session as a whole stands.
 *
 * @param question what it last paused with; of no meaning in another phase
 * @param escalation the open case
 */
record Standing(
    Phase phase, Event.@Nullable Paused question, Fact.@Nullable Escalation escalation) {
  static final Standing ACTIVE = new Standing(Phase.ACTIVE, null, null);

  Standing in(Phase next) {
    return new Standing(next, question, escalation);
  }

  Standing paused(Event.Paused asked) {
    return new Standing(Phase.PAUSED, asked, escalation);
  }

  Standing escalated(Fact.@Nullable Escalation open) {
    return new Standing(phase, question, open);
  }

  Standing unasked() {
    return new Standing(phase, null, escalation);
  }
}
