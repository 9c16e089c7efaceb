package dev.execsession.journal;

import org.jspecify.annotations.Nullable;

/**
 * The options of a session's last run.
 *
 * @param agentMode that a person chose for the blocks that an agent works on
 * @param choices those that stay on for the session
 * @param sandbox absent in older journals
 */
record LastRun(Mode mode, Mode agentMode, Choices choices, Fact.@Nullable Sandbox sandbox) {
  static LastRun of(Event.Locked locked) {
    return new LastRun(locked.mode(), Mode.STEPWISE, locked.choices(), locked.sandbox());
  }

  /** A stepwise run ends what was chosen for agents. */
  LastRun resumed(Event.Resumed event) {
    Choices now = event.commit() == null ? choices : choices.withCommit(event.commit());
    return new LastRun(
        event.mode(),
        event.mode() == Mode.STEPWISE ? Mode.STEPWISE : agentMode,
        now.withSandbox(event.sandboxSaid()),
        event.sandbox());
  }

  LastRun choosing(Grant.ModeChosen event) {
    return new LastRun(
        event.mode(),
        event.mode(),
        choices.allowing(event.overridesPlan() != null, event.guardsAcknowledged() != null),
        sandbox);
  }

  boolean confines() {
    return sandbox != null && sandbox.confines();
  }
}
