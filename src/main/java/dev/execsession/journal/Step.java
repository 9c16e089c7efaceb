package dev.execsession.journal;

/** How far a block came; each step is recorded before the next one acts. */
public enum Step {
  /** Not begun. */
  PENDING,
  /** About to start the executor; it may or may not have been started. */
  INTENDED,
  /** The executor was started and its end is not recorded. */
  STARTED,
  /** The executor ended; its work was not looked at yet. */
  EXITED,
  /** The work was looked at; checks are due. */
  MEASURED,
  /** The work is good; an approval is due. */
  JUDGED,
  DONE,
  BLOCKED,
  ESCALATED;

  /** Returns the status that reports show. */
  public Progress status() {
    return switch (this) {
      case DONE -> Progress.DONE;
      case BLOCKED, ESCALATED -> Progress.BLOCKED;
      case PENDING, INTENDED, STARTED, EXITED, MEASURED, JUDGED -> Progress.PENDING;
    };
  }
}
