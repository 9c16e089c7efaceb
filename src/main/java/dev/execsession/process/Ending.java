package dev.execsession.process;

/** How a command ended. */
public enum Ending {
  /** By itself, with an exit status. */
  EXITED,
  /** By a signal that was not ours. */
  SIGNALLED,
  /** We ended it: it ran longer than it may. */
  TIMED_OUT,
  /** We ended it: it printed nothing for longer than it may. */
  IDLE,
  /** We ended it: it had said that its work is finished, fell silent and did not exit. */
  LINGERED,
  /** We ended it: this tool was asked to stop. */
  INTERRUPTED,
  /** It never ran. */
  NOT_STARTED
}
