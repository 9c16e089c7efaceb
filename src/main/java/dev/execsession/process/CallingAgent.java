package dev.execsession.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coding agent that started this process, however many processes are in between.
 *
 * @param name {@code claude}; {@link #UNKNOWN} when only a general marker is there
 * @param session its id of the conversation, when the environment has it
 * @param ancestor its process, when it can be seen
 * @param sign what it was recognized by, to be shown
 */
public record CallingAgent(
    String name, @Nullable String session, @Nullable ProcessAbove ancestor, String sign) {
  public static final String UNKNOWN = "agent";

  /** A variable that more than one agent sets. */
  private static final String GENERAL = "AI_AGENT";

  /** The end of that variable's value in the shell of a model. */
  private static final String OF_MODEL = "_agent";

  /** Returns the agent that started this process. */
  public static Optional<CallingAgent> find(Map<String, String> environment) {
    return find(environment, ProcessAbove.all());
  }

  /**
   * Returns the agent that the environment names, or else the nearest one above.
   *
   * @param ancestors the nearest first
   */
  public static Optional<CallingAgent> find(
      Map<String, String> environment, List<ProcessAbove> ancestors) {
    return inEnvironment(environment)
        .map(agent -> agent.withProcess(ancestors))
        .or(() -> above(environment, ancestors));
  }

  /** Returns the agent that the environment of this process names. */
  public static Optional<CallingAgent> inEnvironment(Map<String, String> environment) {
    for (AgentProgram program : AgentProgram.values()) {
      Optional<String> variable = program.in(environment);
      if (variable.isPresent()) {
        return Optional.of(of(program, environment, null, "`" + variable.get() + "` is set"));
      }
    }
    String general = environment.getOrDefault(GENERAL, "");
    return general.endsWith(OF_MODEL)
        ? Optional.of(
            new CallingAgent(named(general), null, null, "`" + GENERAL + "` is `" + general + "`"))
        : Optional.empty();
  }

  /** Returns the variable that only a command of an agent's model has; a hook has none. */
  public static Optional<String> shellMark(Map<String, String> environment) {
    for (AgentProgram program : AgentProgram.values()) {
      Optional<String> variable = program.inShell(environment);
      if (variable.isPresent()) {
        return variable;
      }
    }
    return environment.getOrDefault(GENERAL, "").endsWith(OF_MODEL)
        ? Optional.of(GENERAL)
        : Optional.empty();
  }

  /** Returns the variables that agents are recognized by. */
  public static List<String> marks() {
    List<String> marks = new ArrayList<>(List.of(GENERAL));
    for (AgentProgram program : AgentProgram.values()) {
      marks.addAll(program.marks());
    }
    return marks;
  }

  private static String named(String marker) {
    for (AgentProgram program : AgentProgram.values()) {
      if (marker.startsWith(program.word())) {
        return program.word();
      }
    }
    return UNKNOWN;
  }

  private static CallingAgent of(
      AgentProgram program,
      Map<String, String> environment,
      @Nullable ProcessAbove ancestor,
      String sign) {
    return new CallingAgent(
        program.word(), program.session(environment).orElse(null), ancestor, sign);
  }

  private CallingAgent withProcess(List<ProcessAbove> ancestors) {
    for (ProcessAbove each : ancestors) {
      AgentProgram program = each.agent();
      if (program != null && program.word().equals(name)) {
        return new CallingAgent(name, session, each, sign);
      }
    }
    return this;
  }

  private static Optional<CallingAgent> above(
      Map<String, String> environment, List<ProcessAbove> ancestors) {
    for (ProcessAbove each : ancestors) {
      AgentProgram program = each.agent();
      if (program != null) {
        return Optional.of(
            of(
                program,
                environment,
                each,
                "process " + each.pid() + " above it is `" + program.word() + "`"));
      }
    }
    return Optional.empty();
  }
}
