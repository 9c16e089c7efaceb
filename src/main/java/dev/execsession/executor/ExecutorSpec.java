package dev.execsession.executor;

import dev.execsession.text.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who or what does a block's work. */
public sealed interface ExecutorSpec {
  /** Returns the name that reports use. */
  String name();

  /** Returns what runs, in full, as a person would type it; environment values never. */
  String display();

  /** A person works; the tool waits. */
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

  /**
   * The block's own {@code Run} scripts, one after the other, until one fails.
   *
   * @param timeout how long all of them may run; zero means as long as they like
   * @param idle how long they may print nothing; zero means as long as they like
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
   * @param environment variables beside the session's own
   * @param timeout how long it may run; zero means as long as it likes
   * @param idle how long it may print nothing; zero means as long as it likes
   * @param interactive whether it talks with the person at the terminal, which is its own meanwhile
   */
  record External(
      String name,
      Invocation invocation,
      PromptStyle prompt,
      OutputFormat output,
      Map<String, String> environment,
      Duration timeout,
      Duration idle,
      boolean interactive)
      implements ExecutorSpec {
    /** The name of an executor that was given as a command on the command line. */
    public static final String COMMAND_LINE = "command";

    public External {
      environment = Map.copyOf(environment);
      if (interactive && prompt == PromptStyle.STDIN) {
        throw new IllegalArgumentException("the terminal is on standard input");
      }
    }

    @Override
    public String display() {
      return invocation.display();
    }
  }

  /** How a program is called. */
  sealed interface Invocation {
    String display();
  }

  /**
   * A program with its arguments, no shell between. In an argument {@code {brief}} stands for the
   * brief file's path and {@code {prompt}} for its text.
   */
  record Argv(List<String> words) implements Invocation {
    public Argv {
      words = List.copyOf(words);
      if (words.isEmpty() || words.get(0).isEmpty()) {
        throw new IllegalArgumentException("no program to run");
      }
    }

    @Override
    public String display() {
      return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    }
  }

  /**
   * A line for {@code sh -c}. Nothing is put into it: the brief's path is in {@code
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
