package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Phase;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;

/** Warns that an unfinished session will ask about this change to protected files. */
record UnfinishedSession(ExecSession root) {
  void warn(RepositoryFacts facts) {
    try {
      new SessionStore(facts.commonDir())
          .latest(facts.root(), null)
          .filter(stored -> stored.state().phase() != Phase.COMPLETED)
          .ifPresent(
              stored ->
                  new ProblemPrinter(root.console())
                      .print(
                          Problem.warning(
                              ProblemCode.GUARD_ACTIVE,
                              "session `"
                                  + stored.folder().id()
                                  + "` is unfinished: it will ask about this change when it"
                                  + " resumes",
                              null)));
    } catch (StopException e) {
      // An unreadable session cannot resume; it reports that when it tries.
    }
  }
}
