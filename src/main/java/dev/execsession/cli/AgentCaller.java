package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Conversation;
import dev.execsession.guard.HookNotes;
import dev.execsession.guard.HookSettings;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.process.CallingAgent;
import dev.execsession.process.ProcessAbove;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agent that calls, for the record: what its environment and processes show, and what its hooks
 * saw of this call.
 *
 * @param agent null if it is none that has hooks
 * @param noted what its hooks saw
 */
record AgentCaller(Caller caller, @Nullable Agent agent, Conversation noted) {
  static Caller of(Map<String, String> environment) {
    return CallingAgent.find(environment)
        .map(AgentCaller::caller)
        .orElseGet(() -> new Caller(Caller.UNKNOWN, null, null, null));
  }

  /**
   * Returns the agent that calls {@code begin}.
   *
   * @param commonDir the shared part of the repository
   */
  static AgentCaller of(Map<String, String> environment, Path commonDir) {
    Caller caller = of(environment);
    Agent agent = Agent.of(caller.name()).orElse(null);
    Long pid = caller.pid();
    Long ticks = caller.ticks();
    String session = caller.session();
    if (agent != null && session == null && pid != null && ticks != null) {
      session = HookNotes.session(commonDir, agent, pid, ticks).orElse(null);
    }
    if (agent == null || session == null) {
      return new AgentCaller(caller, agent, Conversation.NONE);
    }
    Conversation noted = HookNotes.of(commonDir, agent, session).read();
    Conversation.Begun begun = noted.begun();
    Caller seen =
        begun == null
            ? new Caller(caller.name(), session, pid, ticks)
            : new Caller(
                caller.name(),
                session,
                begun.pid() == 0 ? pid : Long.valueOf(begun.pid()),
                begun.pid() == 0 ? ticks : Long.valueOf(begun.ticks()),
                begun.settings());
    return new AgentCaller(seen, agent, noted);
  }

  /**
   * Returns what the agent and its person should know about approvals by prompt.
   *
   * @param waited whether a result waited before this call: only then an approval is missing
   */
  List<String> remarks(SessionState state, boolean waited) {
    List<String> remarks = new ArrayList<>();
    if (agent == null || !agent.hasPromptHook()) {
      return remarks;
    }
    Optional<BlockState> waiting =
        state.waiting().stream()
            .reduce((first, last) -> last)
            .filter(block -> state.phase() == Phase.PAUSED);
    String settings = caller.settings();
    if (settings == null || settings.equals(HookSettings.NOT_INSTALLED)) {
      remarks.add(
          (settings == null
                  ? "no hook of " + agent.word() + " saw this call"
                  : "not every hook of " + agent.word() + " is installed")
              + ", so what is typed to it approves nothing: run `exec-session guard install --agent "
              + agent.word()
              + "` in a terminal, restart it here and trust the hooks; until then answer in a"
              + " terminal: `exec-session accept "
              + waiting.map(BlockState::id).orElse("BLOCK")
              + "`");
    } else if (waited && waiting.isPresent()) {
      String refused = noted.refused();
      remarks.add(
          refused == null
              ? "no approval arrived; if you typed it while I was working, type it again"
              : "no approval arrived: " + refused);
    }
    return remarks;
  }

  private static Caller caller(CallingAgent agent) {
    ProcessAbove process = agent.ancestor();
    return new Caller(
        agent.name(),
        agent.session(),
        process == null ? null : process.pid(),
        process == null ? null : process.ticks());
  }
}
