package dev.execsession.guard;

import dev.execsession.process.AgentProgram;
import dev.execsession.process.ProcessAbove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes which process of which agent calls {@code exec-session begin} or {@code finish}, with which
 * hooks.
 */
final class BeginNote {
  private BeginNote() {}

  static void write(Agent agent, HookPayload payload, GitPlace place) {
    String session = payload.session();
    if (session == null) {
      return;
    }
    ProcessAbove process = process(agent, ProcessAbove.all());
    HookNotes.of(place.commonDir(), agent, session)
        .begin(
            new Conversation.Begun(
                process == null ? 0 : process.pid(),
                process == null ? 0 : process.ticks(),
                HookSettings.digest(agent, place.root())));
  }

  /** Returns the nearest process of the agent; null if none is seen. */
  static @Nullable ProcessAbove process(Agent agent, List<ProcessAbove> above) {
    for (ProcessAbove each : above) {
      AgentProgram program = each.agent();
      if (program != null && program.word().equals(agent.word())) {
        return each;
      }
    }
    return null;
  }
}
