package dev.execsession.journal;

/** One method per kind of event, so that a new kind fails to compile until it is handled. */
public interface EventCases<R> {
  R locked(Event.Locked event);

  R carried(Handover.Carried event);

  R takenOver(Handover.TakenOver event);

  R carriedOver(Handover.CarriedOver event);

  R acceptedOver(Grant.AcceptedOver event);

  R modeChosen(Grant.ModeChosen event);

  R amended(Grant.Amended event);

  R adopted(Handover.Adopted event);

  R foundCommitted(Handover.FoundCommitted event);

  R resumed(Event.Resumed event);

  R intended(Event.Intended event);

  R started(Event.Started event);

  R opened(Handoff.Opened event);

  R continued(Handoff.Continued event);

  R exited(Event.Exited event);

  R measured(Event.Measured event);

  R checked(Event.Checked event);

  R rechecking(Event.Rechecking event);

  R manuallyChecked(Event.ManuallyChecked event);

  R attested(Event.Attested event);

  R documented(Event.Documented event);

  R noted(Event.Noted event);

  R judged(Event.Judged event);

  R paused(Event.Paused event);

  R approved(Event.Approved event);

  R betweenAccepted(Grant.BetweenAccepted event);

  R lossAccepted(Grant.LossAccepted event);

  R committing(Event.Committing event);

  R committed(Event.Committed event);

  R done(Event.Done event);

  R blocked(Event.Blocked event);

  R escalated(Event.Escalated event);

  R interrupted(Event.Interrupted event);

  R undoing(Reversal.Undoing event);

  R undone(Reversal.Undone event);

  R redoing(Reversal.Redoing event);

  R redone(Reversal.Redone event);

  R completed(Event.Completed event);
}
