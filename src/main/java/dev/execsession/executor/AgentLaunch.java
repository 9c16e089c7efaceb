package dev.execsession.executor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an agent is started with, so that it asks the guard before each edit and may run the block's
 * checks; nothing is installed.
 *
 * @param arguments that replace {@code {+guard}} in its command
 * @param environment additional variables
 * @param files texts to write before the start
 * @param hooked whether it calls the guard's hook, and not only follows rules
 */
public record AgentLaunch(
    List<String> arguments,
    Map<String, String> environment,
    Map<Path, String> files,
    boolean hooked) {
  /** Starts an agent without a guard. */
  public static final AgentLaunch NONE = new AgentLaunch(List.of(), Map.of(), Map.of(), false);

  public AgentLaunch {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }
}
