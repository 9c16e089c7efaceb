package dev.execsession.guard;

import dev.execsession.problem.StopException;
import dev.execsession.process.CallingAgent;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers an agent's other hooks while it drives a session: notes when it works and when it is at
 * rest, tells it the state of the session, and recognizes a prompt that approves. Prints nothing on
 * a failure: these hooks must not stop an agent.
 */
public final class OtherHooks {
  private final Agent agent;
  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory the folder where the hook was started
   */
  public OtherHooks(Agent agent, Path directory, Map<String, String> environment) {
    this.agent = agent;
    this.directory = directory;
    this.environment = environment;
  }

  /**
   * An answer, or a prompt that is still to be judged.
   *
   * @param prompt null if the answer is complete
   */
  public record Reply(HookAnswer answer, @Nullable PromptCall prompt) {}

  /** Returns the answer to an event other than a tool's call. */
  public Reply answer(HookEvent event, InputStream in) {
    try {
      HookPayload payload = HookPayload.read(in);
      ActiveBlocks.Situation now =
          new ActiveBlocks(environment).situation(HookGuard.folders(payload, directory));
      return now.driven() == null || now.place() == null
          ? new Reply(agent.allow(), null)
          : answer(event, payload, now.driven(), now.place(), now.active() != null);
    } catch (StopException e) {
      return new Reply(agent.allow(), null);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Reply(agent.allow(), null);
    }
  }

  private Reply answer(
      HookEvent event, HookPayload payload, DrivenSession driven, GitPlace place, boolean isOpen) {
    HookAnswer answer = agent.allow();
    PromptCall prompt = null;
    switch (event) {
      case AFTER -> {
        note(payload, place, false);
        if (!isOpen
            && !driven.isFree()
            && payload.call() instanceof ToolCall.Shell shell
            && AgentLimits.calls(shell.command(), Set.of("finish"))) {
          answer = agent.endOfTurn(driven.say());
          noteEndOfTurn(payload, place);
        }
      }
      case STOP -> note(payload, place, true);
      case START -> answer = agent.context(event, "exec-session: " + driven.say());
      case PROMPT -> {
        String text = payload.fields().get("prompt") instanceof String typed ? typed : "";
        Optional<ApprovalWords> words = ApprovalWords.of(text);
        if (words.isPresent()) {
          prompt =
              new PromptCall(
                  agent,
                  words.get(),
                  payload.fields(),
                  payload.session(),
                  place.root(),
                  place.commonDir());
        } else if (!isOpen && driven.awaitsApproval() && ApprovalWords.isMeant(text)) {
          answer =
              agent.context(
                  event,
                  "exec-session: this prompt approved nothing: only the exact words count; "
                      + driven.say());
        }
      }
      case TOOL -> {}
    }
    return new Reply(answer, prompt);
  }

  /** Notes the end of a tool or a turn, unless a command of the agent's model reports it. */
  private void note(HookPayload payload, GitPlace place, boolean isTurn) {
    String session = payload.session();
    if (session == null || CallingAgent.shellMark(environment).isPresent()) {
      return;
    }
    HookNotes notes = HookNotes.of(place.commonDir(), agent, session);
    if (isTurn) {
      notes.rest(
          size(payload.fields().get("session_crons")),
          running(payload.fields().get("background_tasks")));
    } else {
      notes.done(payload.id());
    }
  }

  /** Notes that an agent rests which calls no hook after a turn that this tool ended. */
  private void noteEndOfTurn(HookPayload payload, GitPlace place) {
    String session = payload.session();
    if (agent == Agent.GEMINI
        && session != null
        && HookNotes.of(place.commonDir(), agent, session).read().open().isEmpty()) {
      note(payload, place, true);
    }
  }

  private static int size(@Nullable Object items) {
    return items instanceof List<?> list ? list.size() : 0;
  }

  /** Returns how many tasks are not reported as ended. */
  private static int running(@Nullable Object items) {
    int count = 0;
    if (items instanceof List<?> list) {
      for (Object item : list) {
        Object status = item instanceof Map<?, ?> map ? map.get("status") : null;
        boolean ended =
            "completed".equals(status) || "failed".equals(status) || "killed".equals(status);
        count += ended ? 0 : 1;
      }
    }
    return count;
  }
}
