package dev.execsession.journal;

/** The last recorded step of a block; each is recorded before the next one acts. */
public enum Step {
  PENDING,
  /** About to start the executor; it may or may not have been started. */
  INTENDED,
  /** The executor was started; its end is not recorded. */
  STARTED,
  /** The executor ended; its work was not scanned yet. */
  EXITED,
  /** The work was scanned; checks are due. */
  MEASURED,
  /** The work is good; an approval is due. */
  JUDGED,
  DONE,
  BLOCKED,
  ESCALATED;

  public Progress status() {
    return switch (this) {
      case DONE -> Progress.DONE;
      case BLOCKED, ESCALATED -> Progress.BLOCKED;
      case PENDING, INTENDED, STARTED, EXITED, MEASURED, JUDGED -> Progress.PENDING;
    };
  }
}
