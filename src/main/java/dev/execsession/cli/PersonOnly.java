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
 * Keeps a coding agent from saying what only a person may say: a word that accepts a result or
 * widens what a session may do.
 */
record PersonOnly(ExecSession root) {
  /**
   * Stops with REFUSED when an agent started this command. A command of a session is left to the
   * lock, which refuses more; a repository that is younger than the agent is a test or a trial.
   *
   * @param prompt what the person can type to the agent instead; null for nothing
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
        "`" + word.text() + "` is for a person, and an agent started this command: " + agent.sign(),
        (prompt == null
            ? "the person runs this in a terminal that no agent started"
            : "the person types `"
                + prompt
                + "` to the agent, or runs this in a terminal that no agent started"));
  }

  /** Refuses the word if it was given. */
  void refuse(boolean given, PersonWord word, @Nullable String prompt) {
    if (given) {
      refuse(word, prompt);
    }
  }

  /** Who is named by the environment may have started long ago. */
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
