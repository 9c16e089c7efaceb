package dev.execsession.executor;

import dev.execsession.agent.OutputFormat;
import dev.execsession.text.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The executor of a block: a person, an agent that calls this tool, commands or a program. */
public sealed interface ExecutorSpec {
  /** Returns the name for reports. */
  String name();

  /** Returns the complete shell command, without environment values. */
  String display();

  /** A person does the work while the tool waits. */
  record Manual() implements ExecutorSpec {
    @Override
    public String name() {
      return "manual";
    }

    @Override
    public String display() {
      return "a person";
    }
  }

  /** The agent that calls this tool does the work, between two commands. */
  record Agent(String name) implements ExecutorSpec {
    @Override
    public String display() {
      return "the agent that calls `exec-session begin`";
    }
  }

  /**
   * The block's {@code Run} scripts, run in order until one fails.
   *
   * @param timeout maximum run time of all of them; zero for none
   * @param idle maximum time without output; zero for none
   */
  record Commands(List<String> scripts, Duration timeout, Duration idle) implements ExecutorSpec {
    public Commands {
      scripts = List.copyOf(scripts);
      if (scripts.isEmpty()) {
        throw new IllegalArgumentException("no commands to run");
      }
    }

    @Override
    public String name() {
      return "commands";
    }

    @Override
    public String display() {
      return String.join("\n", scripts);
    }
  }

  /**
   * A program, typically a coding agent.
   *
   * @param environment additional variables
   * @param timeout maximum run time; zero for none
   * @param idle maximum time without output; zero for none
   * @param interactive whether it uses the terminal to interact with a person
   * @param options how a preset's command is completed
   */
  record External(
      String name,
      Invocation invocation,
      PromptStyle prompt,
      OutputFormat output,
      Map<String, String> environment,
      Duration timeout,
      Duration idle,
      boolean interactive,
      AgentOptions options,
      Budget budget)
      implements ExecutorSpec {
    /** The name of an executor passed as a command on the command line. */
    public static final String COMMAND_LINE = "command";

    public External {
      environment = Map.copyOf(environment);
      if (interactive && prompt == PromptStyle.STDIN) {
        throw new IllegalArgumentException("the terminal is on standard input");
      }
    }

    /** Returns whether a further attempt can resume the agent's conversation. */
    public boolean isResumable() {
      return !options.resume().isEmpty();
    }

    /** Returns whether its command has a place for what starts the guard. */
    public boolean isGuarded() {
      return invocation instanceof Argv argv && argv.isGuarded();
    }

    /**
     * Returns variables with its own in place of those of the same name; placeholders are not
     * replaced.
     */
    public Map<String, String> variables(Map<String, String> base) {
      Map<String, String> all = new TreeMap<>(base);
      all.putAll(environment);
      return all;
    }

    @Override
    public String display() {
      return invocation.display();
    }
  }

  sealed interface Invocation {
    String display();
  }

  /** A program with its arguments, run without a shell; see {@link Placeholders}. */
  record Argv(List<String> words) implements Invocation {
    public Argv {
      words = List.copyOf(words);
      if (words.isEmpty() || words.get(0).isEmpty()) {
        throw new IllegalArgumentException("no program to run");
      }
    }

    /** Returns whether it has a place for what starts the guard. */
    public boolean isGuarded() {
      return words.contains(AgentOptions.GUARD);
    }

    @Override
    public String display() {
      return words.stream()
          .filter(word -> !word.equals(AgentOptions.RESUME) && !word.equals(AgentOptions.GUARD))
          .map(ShellWord::quote)
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * A command for {@code sh -c}, without replacements: the brief's path is in {@code
   * $EXEC_SESSION_BRIEF}, and its text in {@code $1} when the prompt style is argument.
   */
  record Shell(String line) implements Invocation {
    public Shell {
      if (line.isBlank()) {
        throw new IllegalArgumentException("no program to run");
      }
    }

    @Override
    public String display() {
      return line;
    }
  }
}
