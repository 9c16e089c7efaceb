package dev.execsession.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON document of {@code agents --json}, version 1; component names are field names. */
record AgentsJson(int version, List<Agent> agents) {
  static AgentsJson of(List<AgentSurvey.Found> found) {
    return new AgentsJson(1, found.stream().map(Agent::of).toList());
  }

  /**
   * An executor that starts an agent.
   *
   * @param agent the preset that it is based on
   * @param path where the program was found; null if it was not
   * @param home the folder of its settings; null if that is not known
   * @param trust null outside of a repository
   */
  record Agent(
      String name,
      String agent,
      String program,
      @Nullable String path,
      @Nullable String version,
      @Nullable String home,
      boolean homeExists,
      @Nullable String trust,
      String guard) {
    static Agent of(AgentSurvey.Found found) {
      return new Agent(
          found.name(),
          found.candidate().agent().word(),
          found.candidate().program(),
          text(found.path()),
          found.version(),
          text(found.home()),
          found.hasHome(),
          found.trust() == AgentSurvey.Trust.UNKNOWN ? null : found.trust().words(),
          found.guard());
    }

    private static @Nullable String text(@Nullable Path path) {
      return path == null ? null : path.toString();
    }
  }
}
