package dev.execsession.engine;

import dev.execsession.journal.Event;
import dev.execsession.problem.Stop;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a step leads: on, or to the end of the run. */
sealed interface Transition {
  /** What is to be recorded of it. */
  List<Event> events();

  /** The next step follows. */
  record Next(List<Event> events) implements Transition {}

  /** The run ends here, for what its last event says. */
  record Halt(Stop why, List<Event> events) implements Transition {}

  /** Returns that nothing is in the way, and nothing is to be recorded. */
  static Transition next() {
    return new Next(List.of());
  }

  static Transition next(Event event) {
    return new Next(List.of(event));
  }

  /**
   * Returns the end of a run that waits for a person.
   *
   * @param block the block it is about; absent when it is about none
   * @param next the command that goes on
   */
  static Halt paused(@Nullable String block, String question, String next) {
    return new Halt(Stop.PAUSED, List.of(new Event.Paused(block, question, next)));
  }

  /** Records the events and returns why the run ends; empty when it goes on. */
  default Optional<Stop> settle(EventSink events) {
    events().forEach(events::record);
    return this instanceof Halt halt ? Optional.of(halt.why()) : Optional.empty();
  }
}
