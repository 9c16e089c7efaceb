package dev.execsession.engine;

/** Says that nobody can answer: there is no terminal, or its input ended. */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoAnswerException(String message) {
    super(message);
  }
}
