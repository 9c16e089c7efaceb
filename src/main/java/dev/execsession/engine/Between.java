package dev.execsession.engine;

import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.problem.Stop;
import dev.execsession.scan.Assessment;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles what somebody changed while no block was running: it is nobody's work until a person says
 * so.
 */
final class Between {
  private final Session session;
  private final Drift drift;

  Between(Session session, Drift drift) {
    this.session = session;
    this.drift = drift;
  }

  /**
   * Looks for changes since the last look and settles them.
   *
   * @return why the session cannot go on; absent when it can
   */
  @Nullable Stop settle(ScopeJudge scope, String what) {
    if (session.isAutonomous() && session.scans().history().hasJustLooked()) {
      // Nobody was asked anything since, and what comes next is judged from that look on.
      return null;
    }
    Assessment survey = session.scans().look(scope, Actor.BETWEEN);
    return accept(survey, what);
  }

  /**
   * Asks whether changes that no block made are the person's own.
   *
   * @param what what cannot go on until they are settled
   * @return why the session cannot go on; absent when it can
   */
  @Nullable Stop accept(Assessment survey, String what) {
    List<Fact.Change> progress = survey.changes().stream().filter(this::isPlan).toList();
    if (!progress.isEmpty()) {
      // Nobody can take an edited contract as theirs: what was approved is not what stands there.
      List<DriftFinding> edited = drift.objective();
      if (!edited.isEmpty()) {
        session.escalate(Escalations.drift(null, edited));
        return Stop.ESCALATED;
      }
    }
    Assessment rest = survey.without(progress).withoutSentences(survey.upkeep());
    // Progress noted in the plan, side effects, a commit of a block's work, git's own upkeep:
    // nobody's question.
    if (rest.changes().isEmpty() && rest.violations().isEmpty()) {
      if (!survey.delta().isEmpty() || !survey.upkeep().isEmpty()) {
        session.record(
            new Event.BetweenAccepted(progress, survey.upkeep(), "exec-session", survey.look()));
      }
      return null;
    }
    return ask(rest, what) ? null : Stop.PAUSED;
  }

  private boolean isPlan(Fact.Change change) {
    return change.path().equals(session.contract().planPath());
  }

  private boolean ask(Assessment survey, String what) {
    if (session.canAsk()) {
      try {
        Gate.Choice choice = session.gate().between(survey.changes(), survey.violations()).choice();
        if (choice == Gate.Choice.CONTINUE) {
          List<String> sentences = new ArrayList<>(survey.violations());
          sentences.addAll(survey.upkeep());
          session.record(
              new Event.BetweenAccepted(
                  survey.changes(), sentences, session.request().by(), survey.look()));
          return true;
        }
      } catch (NoAnswerException e) {
        // Told below, as when nobody is there.
      }
    }
    // Only a stepwise run asks.
    session.pause(null, question(survey, what), session.contract().stepwiseCommand());
    return false;
  }

  private static String question(Assessment survey, String what) {
    List<String> named =
        survey.changes().stream()
            .limit(5)
            .map(change -> "`" + ForeignText.oneLine(change.path()) + "`")
            .toList();
    List<String> all = new ArrayList<>(named);
    if (survey.changes().size() > named.size()) {
      all.add((survey.changes().size() - named.size()) + " more");
    }
    survey.violations().stream().limit(3).forEach(all::add);
    return "changed between blocks, before "
        + what
        + ": "
        + String.join(", ", all)
        + "; undo that, or take it as yours at a terminal";
  }
}
