package dev.execsession.cli;

import dev.execsession.journal.Caller;
import dev.execsession.process.CallingAgent;
import java.util.Map;

/** Determines which agent calls, for the record. */
final class AgentCaller {
  private AgentCaller() {}

  static Caller of(Map<String, String> environment) {
    return CallingAgent.find(environment)
        .map(AgentCaller::caller)
        .orElseGet(() -> new Caller(Caller.UNKNOWN, null, null, null));
  }

  private static Caller caller(CallingAgent agent) {
    CallingAgent.Ancestor process = agent.ancestor();
    return new Caller(
        agent.name(),
        agent.session(),
        process == null ? null : process.pid(),
        process == null ? null : process.ticks());
  }
}
