package dev.execsession.contract;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the tool was started.
 *
 * @param start where the search for the worktree starts: the plan's folder, or as the user named
 * @param by who runs it, for the report
 * @param personPresent whether a person can be asked
 * @param environment the process's environment
 */
public record Invocation(
    Path start,
    String by,
    String toolVersion,
    boolean personPresent,
    Map<String, String> environment) {
  public Invocation {
    environment = Map.copyOf(environment);
  }
}
