package dev.execsession.engine;

import dev.execsession.journal.Awaited;
import dev.execsession.journal.Event;
import dev.execsession.problem.Stop;
import dev.execsession.store.EventSink;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of a stage: continue, or end the run. */
sealed interface Transition {
  /** Returns the events to record. */
  List<Event> events();

  /** Continue with the next stage. */
  record Next(List<Event> events) implements Transition {}

  /** End the run, for the reason in its last event. */
  record Halt(Stop why, List<Event> events) implements Transition {}

  /** Returns a transition that continues and records nothing. */
  static Transition next() {
    return new Next(List.of());
  }

  static Transition next(Event event) {
    return new Next(List.of(event));
  }

  /**
   * Ends the run to wait for a person.
   *
   * @param block the block concerned; null if none
   * @param next the command that continues
   */
  static Halt paused(Awaited awaited, @Nullable String block, String question, String next) {
    return new Halt(Stop.PAUSED, List.of(new Event.Paused(block, question, next, awaited)));
  }

  /** Returns the transition with one more event, which is not recorded when the run ends. */
  default Transition then(Event event) {
    return this instanceof Halt
        ? this
        : new Next(Stream.concat(events().stream(), Stream.of(event)).toList());
  }

  /** Records the events and returns why the run ends; empty when it continues. */
  default Optional<Stop> settle(EventSink events) {
    events().forEach(events::record);
    return this instanceof Halt halt ? Optional.of(halt.why()) : Optional.empty();
  }
}
