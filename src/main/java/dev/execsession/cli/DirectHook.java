package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookEvent;
import dev.execsession.guard.HookGuard;
import dev.execsession.guard.OtherHooks;
import dev.execsession.guard.PromptCall;
import dev.execsession.process.ProcessAbove;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers an agent's hook without picocli, because an agent calls it before every edit and parsing
 * the command line would take longer than the answer.
 */
public final class DirectHook {
  private final HookAnswer answer;
  private final @Nullable PromptCall prompt;

  private DirectHook(HookAnswer answer, @Nullable PromptCall prompt) {
    this.answer = answer;
    this.prompt = prompt;
  }

  /**
   * Answers the payload on the input; null if the words are not those of a hook, and then nothing
   * was read.
   *
   * @param directory the folder where the hook was started
   */
  public static @Nullable DirectHook answer(
      String[] words, Path directory, Map<String, String> environment, InputStream in) {
    boolean direct =
        (words.length == 4 || words.length == 6)
            && words[0].equals("guard")
            && words[1].equals("hook")
            && words[2].equals("--agent");
    Agent agent = direct ? Agent.of(words[3]).orElse(null) : null;
    if (agent == null) {
      return null;
    }
    if (words.length == 4) {
      return answer(agent, HookEvent.TOOL, directory, environment, in);
    }
    HookEvent event = words[4].equals("--event") ? HookEvent.of(words[5]) : null;
    return event == null ? null : answer(agent, event, directory, environment, in);
  }

  static DirectHook answer(
      Agent agent,
      HookEvent event,
      Path directory,
      Map<String, String> environment,
      InputStream in) {
    if (event == HookEvent.TOOL) {
      return new DirectHook(
          new HookGuard(agent, directory, environment, new IgnoredByGit()).answer(in), null);
    }
    OtherHooks.Reply reply = new OtherHooks(agent, directory, environment).answer(event, in);
    return new DirectHook(reply.answer(), reply.prompt());
  }

  /** Returns whether there is nothing to write, as after most edits; the exit code is 0 then. */
  public boolean isSilent() {
    return prompt == null
        && answer.exit() == 0
        && answer.out().isEmpty()
        && answer.err().isEmpty();
  }

  /** Writes the answer and returns the exit code; judges a prompt first. */
  public int write(Surroundings surroundings) {
    Console console = new Console(surroundings, Console.ColourWish.AUTO, Console.Verbosity.NORMAL);
    return console.ended(write(surroundings, console));
  }

  int write(Surroundings surroundings, Console console) {
    HookAnswer given =
        prompt == null ? answer : new PromptAnswer(surroundings, prompt, ProcessAbove.all()).answer();
    if (!given.out().isEmpty()) {
      console.result(given.out());
    }
    if (!given.err().isEmpty()) {
      console.important(given.err());
    }
    return given.exit();
  }
}
