package dev.execsession.cli;

import dev.execsession.guard.Agent;
import dev.execsession.guard.Canary;
import java.io.IOException;

/**
 * Does once what users do often, in folders of its own, so that a JVM that makes a class archive
 * meets the classes that they need.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Gives the answers that need no parser. */
  public static void brief(Surroundings surroundings) throws IOException {
    for (String line : new String[] {"--version", "--help", "guard hook --agent claude"}) {
      PlainAnswers.to(line.split(" "), surroundings);
    }
    Canary.rehearse(Agent.CLAUDE, surroundings.environment(), (active, path) -> false);
  }

  /**
   * Does all else: judges a plan and carries it out.
   *
   * @throws IllegalStateException when that does not come out as it should
   */
  public static void full(Surroundings surroundings) {
    int exit = ExecSession.run(new String[] {"demo"}, surroundings);
    if (exit != ExitCode.DONE) {
      throw new IllegalStateException("the demo ended with " + exit);
    }
  }
}
