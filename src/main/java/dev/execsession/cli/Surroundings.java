package dev.execsession.cli;

import dev.execsession.contract.Invocation;
import dev.execsession.process.CallingAgent;
import dev.execsession.process.Interrupts;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process's environment; created once in {@code Main}, so that nothing else accesses the
 * system.
 *
 * @param directory the current directory
 * @param interrupts reports signals that ask the process to end
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean inputIsTerminal,
    boolean outputIsTerminal,
    boolean errorIsTerminal,
    Interrupts interrupts) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  public Surroundings with(Interrupts interrupts) {
    return new Surroundings(
        in,
        out,
        err,
        environment,
        directory,
        inputIsTerminal,
        outputIsTerminal,
        errorIsTerminal,
        interrupts);
  }

  /**
   * Returns how the tool was started.
   *
   * @param start where the search for the worktree starts, in the repository
   * @param personPresent whether a person can be asked
   */
  Invocation invocation(Path start, boolean personPresent) {
    return new Invocation(
        start, Person.name(this, start), ToolVersion.number(), personPresent, environment);
  }

  /** Returns whether a variable is set and not empty. */
  boolean has(String variable) {
    String value = environment.get(variable);
    return value != null && !value.isEmpty();
  }

  /** Returns whether a person at a terminal can be prompted; an agent's terminal is not one. */
  boolean isPersonPresent() {
    return inputIsTerminal
        && errorIsTerminal
        && !isContinuousIntegration()
        && CallingAgent.inEnvironment(environment).isEmpty();
  }

  /** Returns whether this is a build machine, where prompts are never answered. */
  boolean isContinuousIntegration() {
    String value = environment.getOrDefault("CI", "");
    return !value.isEmpty() && !value.equalsIgnoreCase("false") && !value.equals("0");
  }
}
