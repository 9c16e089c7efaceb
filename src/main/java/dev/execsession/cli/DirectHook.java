package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookGuard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Answers an agent's hook without picocli, because an agent calls it before every edit and parsing
 * the command line would take longer than the answer.
 */
public final class DirectHook {
  private DirectHook() {}

  /**
   * Returns the exit code after answering; null if the words are not those of a hook, and then
   * nothing was read or written.
   */
  public static @Nullable Integer answer(String[] words, Surroundings surroundings) {
    if (words.length != 4
        || !words[0].equals("guard")
        || !words[1].equals("hook")
        || !words[2].equals("--agent")) {
      return null;
    }
    Agent agent = Agent.of(words[3]).orElse(null);
    if (agent == null) {
      return null;
    }
    Console console = new Console(surroundings, Console.ColourWish.AUTO, Console.Verbosity.NORMAL);
    return console.ended(answer(agent, surroundings.directory(), surroundings, console));
  }

  /**
   * Answers and returns the exit code.
   *
   * @param directory the folder where the hook was started
   */
  static int answer(Agent agent, Path directory, Surroundings surroundings, Console console) {
    HookAnswer answer =
        new HookGuard(agent, directory, surroundings.environment(), new IgnoredByGit())
            .answer(surroundings.in());
    if (!answer.out().isEmpty()) {
      console.result(answer.out());
    }
    if (!answer.err().isEmpty()) {
      console.important(answer.err());
    }
    return answer.exit();
  }
}
