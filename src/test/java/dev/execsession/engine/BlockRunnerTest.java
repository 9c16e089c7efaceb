package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.contract.BlockContract;
import dev.execsession.engine.BlockRunner.Stages;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.report.SessionLog;
import dev.execsession.scope.Verdict;
import dev.execsession.store.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stages that follow from a block's state, and the results of a stage. */
class BlockRunnerTest {
  private static final Fact.Change CHANGE = SessionLog.change("src/A", Verdict.INCLUDED, "src/**");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pending             | settle execute measure judge check ask
          intended            | recover measure judge check ask
          started             | recover measure judge check ask
          exited              | measure judge check ask
          measured            | recheck judge check ask
          judged              | settle
          done                | (none)
          blocked             | recheck judge check ask
          escalated           | recheck judge check ask
          undone              | settle execute measure judge check ask
          executor failed     | settle execute measure judge check ask
          nothing was changed | settle execute measure judge check ask
          """)
  void a_block_continues_from_its_recorded_step(String where, String way) {
    assertThat(words(stages().from(at(where), false))).isEqualTo(way);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exited    | measure judge check ask
          judged    | settle
          blocked   | recheck execute measure judge check ask
          escalated | recheck execute measure judge check ask
          """)
  void another_executor_does_a_blocked_block_again(String where, String way) {
    assertThat(words(stages().from(at(where), true))).isEqualTo(way);
  }

  @Test
  void a_block_is_taken_up_once_more_with_its_executor_or_without() {
    assertThat(words(stages().again(true))).isEqualTo("between execute measure judge check ask");
    assertThat(words(stages().again(false))).isEqualTo("recheck judge check ask");
  }

  @Test
  void a_transition_records_its_events_and_returns_whether_the_run_ends() {
    List<Event> recorded = new ArrayList<>();
    Event noted = new Event.Noted("B01", "n", "ana");

    assertThat(Transition.next().settle(into(recorded))).isEmpty();
    assertThat(Transition.next(noted).settle(into(recorded))).isEmpty();
    assertThat(Transition.paused(Awaited.APPROVAL, "B01", "why?", "next").settle(into(recorded)))
        .contains(Stop.PAUSED);
    assertThat(recorded)
        .containsExactly(noted, new Event.Paused("B01", "why?", "next", Awaited.APPROVAL));
  }

  private static BlockState at(String where) {
    SessionLog log = SessionLog.of(SessionLog.block("B01", "One"));
    Fact.Execution end = SessionLog.ended("done", List.of(), List.of());
    switch (where) {
      case "intended" -> log.add(intended());
      case "started" -> log.add(intended()).add(new Event.Started("B01", 1, 7, 0));
      case "exited" -> log.worked("B01", 1, end);
      case "measured" -> worked(log, end);
      case "judged" -> worked(log, end).judged("B01", List.of(), List.of(), CHANGE);
      case "done" -> worked(log, end).approved("B01");
      case "blocked" -> worked(log, end).add(new Event.Blocked("B01", List.of("why")));
      case "escalated" -> worked(log, end).add(new Event.Escalated(escalation()));
      case "undone" ->
          worked(log, end)
              .add(new Reversal.Undone("B01", List.of(), List.of(), "looks/2", Map.of()));
      case "executor failed" ->
          worked(log, failed(end)).add(new Event.Blocked("B01", List.of("exit 3")));
      case "nothing was changed" ->
          log.worked("B01", 1, end)
              .measured("B01", List.of())
              .add(new Event.Blocked("B01", List.of("no effect")));
      default -> assertThat(where).isEqualTo("pending");
    }
    return log.state().block("B01");
  }

  private static SessionLog worked(SessionLog log, Fact.Execution end) {
    return log.worked("B01", 1, end).measured("B01", List.of(), CHANGE);
  }

  private static Event intended() {
    return new Event.Intended("B01", 1, "agent", "agent", "looks/0", "c", null, null);
  }

  private static Fact.Execution failed(Fact.Execution end) {
    return new Fact.Execution(
        end.name(),
        end.ending(),
        3,
        null,
        1,
        null,
        "it ended with exit 3",
        null,
        List.of(),
        List.of(),
        Map.of(),
        null,
        null,
        null,
        List.of(),
        null);
  }

  private static Fact.Escalation escalation() {
    return Escalations.asked("B01", EscalationReason.PERSON, "wrong", List.of());
  }

  private static Stages stages() {
    return new Stages(
        named("settle"),
        named("recover"),
        named("between"),
        named("execute"),
        named("measure"),
        named("recheck"),
        named("judge"),
        named("check"),
        named("ask"),
        named("accept"));
  }

  /** A stage that only has a name. */
  private record Named(String name) implements Stage {
    @Override
    public Transition run(BlockContract block, SessionState now, EventSink before) {
      return Transition.next();
    }
  }

  private static Stage named(String name) {
    return new Named(name);
  }

  private static String words(List<Stage> way) {
    return way.isEmpty()
        ? "(none)"
        : String.join(" ", way.stream().map(stage -> ((Named) stage).name()).toList());
  }

  private static EventSink into(List<Event> events) {
    SessionState state = SessionLog.of(SessionLog.block("B01", "One")).state();
    return new EventSink() {
      @Override
      public SessionState record(Event event) {
        events.add(event);
        return state;
      }

      @Override
      public SessionState recordAhead(Event event) {
        return record(event);
      }

      @Override
      public SessionState state() {
        return state;
      }
    };
  }
}
