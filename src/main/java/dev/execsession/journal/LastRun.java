package dev.execsession.journal;

import org.jspecify.annotations.Nullable;

/**
 * How the last run of a session was started.
 *
 * @param choices what the user said to this plan so far
 * @param sandbox what commands were confined to; absent in older journals
 */
record LastRun(Mode mode, Fact.Choices choices, Fact.@Nullable Sandbox sandbox) {
  static LastRun of(Event.Locked locked) {
    return new LastRun(locked.mode(), locked.choices(), locked.sandbox());
  }

  LastRun resumed(Event.Resumed event) {
    Fact.Choices said = event.commit() == null ? choices : choices.withCommit(event.commit());
    return new LastRun(event.mode(), said.withSandbox(event.sandboxSaid()), event.sandbox());
  }

  boolean confines() {
    return sandbox != null && sandbox.confines();
  }
}
