package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookGuard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Answers the shortest command lines, those that programs and people give again and again, without
 * the parser: reading words takes it longer than the answer.
 */
public final class PlainAnswers {
  private PlainAnswers() {}

  /**
   * Gives the exit code after an answer; nothing when the words need the parser, and nothing was
   * read or written.
   */
  public static @Nullable Integer to(String[] words, Surroundings surroundings) {
    if (words.length == 1) {
      return switch (words[0]) {
        case "--version", "-V" -> print("exec-session " + ToolVersion.number(), surroundings);
        case "--help", "-h", "help" -> print(HelpText.TEXT, surroundings);
        default -> null;
      };
    }
    if (words.length == 4
        && words[0].equals("guard")
        && words[1].equals("hook")
        && words[2].equals("--agent")) {
      Agent agent = Agent.of(words[3]).orElse(null);
      if (agent == null) {
        return null;
      }
      Console console = console(surroundings);
      return ended(console, hook(agent, surroundings.directory(), surroundings, console));
    }
    return null;
  }

  /**
   * Answers an agent's hook and gives the exit code.
   *
   * @param directory where the hook was started
   */
  static int hook(Agent agent, Path directory, Surroundings surroundings, Console console) {
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

  private static int print(String text, Surroundings surroundings) {
    Console console = console(surroundings);
    console.result(text);
    return ended(console, ExitCode.DONE);
  }

  private static Console console(Surroundings surroundings) {
    return new Console(surroundings, Console.ColourWish.AUTO, Console.Verbosity.NORMAL);
  }

  private static int ended(Console console, int exit) {
    if (!console.outputFailed()) {
      return exit;
    }
    console.important("error: standard output could not be written");
    return ExitCode.UNVERIFIABLE;
  }
}
