package dev.execsession.journal;

import org.jspecify.annotations.Nullable;

/**
 * The options of a session's last run.
 *
 * @param choices those that stay on for the session
 * @param sandbox absent in older journals
 */
record LastRun(Mode mode, Choices choices, Fact.@Nullable Sandbox sandbox) {
  static LastRun of(Event.Locked locked) {
    return new LastRun(locked.mode(), locked.choices(), locked.sandbox());
  }

  LastRun resumed(Event.Resumed event) {
    Choices now = event.commit() == null ? choices : choices.withCommit(event.commit());
    return new LastRun(event.mode(), now.withSandbox(event.sandboxSaid()), event.sandbox());
  }

  boolean confines() {
    return sandbox != null && sandbox.confines();
  }
}
