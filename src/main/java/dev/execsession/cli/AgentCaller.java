package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Conversation;
import dev.execsession.guard.HookNotes;
import dev.execsession.guard.HookSettings;
import dev.execsession.guard.PromptRule;
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
 * The calling agent, as its environment, its processes and its hooks show it.
 *
 * @param agent null if it is not an agent with hooks
 * @param isAttended whether it can pass on what a person says
 * @param noted what its hooks saw of this call
 */
record AgentCaller(Caller caller, @Nullable Agent agent, boolean isAttended, Conversation noted) {
  /**
   * Returns the agent that calls {@code begin} or {@code finish}.
   *
   * @param commonDir the shared part of the repository
   */
  static AgentCaller of(Map<String, String> environment, Path commonDir) {
    return of(environment, commonDir, ProcessAbove.all());
  }

  /**
   * Returns the agent that calls.
   *
   * @param above the processes above this one, the nearest first
   */
  static AgentCaller of(Map<String, String> environment, Path commonDir, List<ProcessAbove> above) {
    Caller caller =
        CallingAgent.find(environment, above)
            .map(AgentCaller::caller)
            .orElseGet(() -> new Caller(Caller.UNKNOWN, null, null, null));
    boolean isAttended = PromptRule.unattended(environment, above).isEmpty();
    Agent agent = Agent.of(caller.name()).orElse(null);
    Long pid = caller.pid();
    Long ticks = caller.ticks();
    String session = caller.session();
    if (agent != null && session == null && pid != null && ticks != null) {
      session = HookNotes.session(commonDir, agent, pid, ticks).orElse(null);
    }
    if (agent == null || session == null) {
      return new AgentCaller(caller, agent, isAttended, Conversation.NONE);
    }
    Conversation noted = HookNotes.of(commonDir, agent, session).read();
    Conversation.Begun begun = noted.begun();
    Caller seen =
        begun == null || (pid != null && !isAbove(begun, above))
            ? new Caller(caller.name(), session, pid, ticks)
            : new Caller(
                caller.name(),
                session,
                begun.pid() == 0 ? pid : Long.valueOf(begun.pid()),
                begun.pid() == 0 ? ticks : Long.valueOf(begun.ticks()),
                begun.settings());
    return new AgentCaller(seen, agent, isAttended, noted);
  }

  /** Returns whether the hook that noted it ran below a process of this call. */
  private static boolean isAbove(Conversation.Begun begun, List<ProcessAbove> above) {
    return begun.pid() == 0
        || above.stream()
            .anyMatch(each -> each.pid() == begun.pid() && each.ticks() == begun.ticks());
  }

  /**
   * Returns what the agent should tell the person about approving in its prompt.
   *
   * @param waited whether a result was waiting before this call: only then can an approval be
   *     missing
   * @param obstacle why the person cannot approve in its prompt; empty if that is possible
   */
  List<String> remarks(SessionState state, boolean waited, Optional<String> obstacle) {
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
                  ? "no hook of " + agent.word() + " saw this command"
                  : "not every hook of " + agent.word() + " is installed")
              + ", so you cannot approve by typing here: run `exec-session guard install --agent "
              + agent.word()
              + "` in a terminal, restart "
              + agent.word()
              + " in this folder and trust its hooks; until then approve in a terminal:"
              + " `exec-session accept "
              + waiting.map(BlockState::id).orElse("BLOCK")
              + "`");
    } else if (obstacle.isPresent() && waiting.isEmpty()) {
      remarks.add(
          "you cannot approve by typing here: "
              + obstacle.get()
              + "; approve in a terminal: `exec-session accept BLOCK`");
    } else if (waited && waiting.isPresent() && obstacle.isEmpty()) {
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
