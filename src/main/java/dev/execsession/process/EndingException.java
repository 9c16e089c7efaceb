package dev.execsession.process;

/**
 * Says that a signal ends the process: whoever works gives up and lets go of what it holds. Not to
 * be caught on the way, and nothing to be told to the user, who asked for it.
 */
public final class EndingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EndingException() {
    super("the process is ending");
  }
}
