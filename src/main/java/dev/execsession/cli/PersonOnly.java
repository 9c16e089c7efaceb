package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.guard.PersonWord;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.CallingAgent;
import dev.execsession.process.Enclosing;
import dev.execsession.store.Repositories;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the commands and options that are for a person only when an agent gives them: those that
 * accept a result or widen what a session may do.
 */
record PersonOnly(ExecSession root) {
  /**
   * Stops with REFUSED when an agent started this command. Commands that run inside a session are
   * left to the lock, which refuses more. A repository that is younger than the agent counts as a
   * trial and is exempt.
   *
   * @param prompt what the person can type to the agent instead; null if there is nothing
   */
  void refuse(PersonWord word, @Nullable String prompt) {
    Map<String, String> environment = root.surroundings().environment();
    Optional<CallingAgent> found = CallingAgent.find(environment);
    if (found.isEmpty()
        || Enclosing.find(environment).isPresent()
        || isTrial(found.get(), environment)) {
      return;
    }
    CallingAgent agent = found.get();
    throw new StopException(
        Stop.REFUSED,
        ProblemCode.RUN_BY_AGENT,
        "`"
            + word.text()
            + "` is for a person only, but an agent started this command: "
            + agent.sign(),
        prompt == null
            ? "the person can run this in a terminal that no agent started"
            : "the person can type `"
                + prompt
                + "` to the agent, or run this in a terminal that no agent started");
  }

  /** Refuses the word if it was given. */
  void refuse(boolean given, PersonWord word, @Nullable String prompt) {
    if (given) {
      refuse(word, prompt);
    }
  }

  /** An agent that only the environment names may have started at any time. */
  private boolean isTrial(CallingAgent agent, Map<String, String> environment) {
    if (agent.ancestor() == null || CallingAgent.inEnvironment(environment).isPresent()) {
      return false;
    }
    Instant started =
        ProcessHandle.of(agent.ancestor().pid())
            .flatMap(handle -> handle.info().startInstant())
            .orElse(Instant.MAX);
    RepositoryFacts facts =
        RepositoryProbe.inspectWithoutIndex(root.directory(), environment).facts();
    return facts != null && Repositories.isCreatedSince(started, facts.commonDir());
  }
}
