package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookGuard;
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

  private DirectHook(HookAnswer answer) {
    this.answer = answer;
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
        words.length == 4
            && words[0].equals("guard")
            && words[1].equals("hook")
            && words[2].equals("--agent");
    Agent agent = direct ? Agent.of(words[3]).orElse(null) : null;
    return agent == null ? null : new DirectHook(answer(agent, directory, environment, in));
  }

  static HookAnswer answer(
      Agent agent, Path directory, Map<String, String> environment, InputStream in) {
    return new HookGuard(agent, directory, environment, new IgnoredByGit()).answer(in);
  }

  /** Returns whether there is nothing to write, as after most edits; the exit code is 0 then. */
  public boolean isSilent() {
    return answer.exit() == 0 && answer.out().isEmpty() && answer.err().isEmpty();
  }

  /** Writes the answer and returns the exit code. */
  public int write(Surroundings surroundings) {
    Console console = new Console(surroundings, Console.ColourWish.AUTO, Console.Verbosity.NORMAL);
    return console.ended(write(answer, console));
  }

  static int write(HookAnswer answer, Console console) {
    if (!answer.out().isEmpty()) {
      console.result(answer.out());
    }
    if (!answer.err().isEmpty()) {
      console.important(answer.err());
    }
    return answer.exit();
  }
}
