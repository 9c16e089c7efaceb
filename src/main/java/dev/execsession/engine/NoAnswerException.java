package dev.execsession.engine;

/** Thrown when no answer is possible: there is no terminal, or its input ended. */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoAnswerException(String message) {
    super(message);
  }
}
