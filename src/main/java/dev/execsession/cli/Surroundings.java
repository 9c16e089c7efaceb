package dev.execsession.cli;

import dev.execsession.process.Interrupts;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with; made once in {@code Main} so that nothing else touches the
 * system.
 *
 * @param directory the current directory
 * @param inputIsTerminal whether a person can type
 * @param outputIsTerminal whether a person reads standard output
 * @param errorIsTerminal whether a person reads standard error
 * @param interrupts tells of the signals that ask the process to end
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

  /** Returns the same with somebody who tells of signals. */
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

  /** Returns whether a variable is set to something. */
  boolean has(String variable) {
    String value = environment.get(variable);
    return value != null && !value.isEmpty();
  }

  /** Returns whether this is a build machine: nobody answers there, whatever the terminal says. */
  boolean isContinuousIntegration() {
    String value = environment.getOrDefault("CI", "");
    return !value.isEmpty() && !value.equalsIgnoreCase("false") && !value.equals("0");
  }
}
