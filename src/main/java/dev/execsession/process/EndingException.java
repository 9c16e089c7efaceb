package dev.execsession.process;

/**
 * Thrown when a signal ends the process, to release resources on the way. Must not be caught on the
 * way nor reported to the user, who asked for it.
 */
public final class EndingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EndingException() {
    super("the process is ending");
  }
}
