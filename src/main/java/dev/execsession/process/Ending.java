package dev.execsession.process;

/** How a command ended. */
public enum Ending {
  /** It exited by itself. */
  EXITED,
  /** A signal ended it that was not ours. */
  SIGNALLED,
  /** We stopped it: it exceeded its time limit. */
  TIMED_OUT,
  /** We stopped it: it printed nothing for too long. */
  IDLE,
  /** We stopped it: it had reported that it was finished, fell silent and did not exit. */
  LINGERED,
  /** We stopped it: it used more than its budget. */
  OVER_BUDGET,
  /** We stopped it: this tool was interrupted. */
  INTERRUPTED,
  /** It never ran. */
  NOT_STARTED
}
