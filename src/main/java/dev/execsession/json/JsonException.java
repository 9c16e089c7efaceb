package dev.execsession.json;

import org.jspecify.annotations.Nullable;

/** Thrown when a text is not JSON or not of the expected form, with the position. */
public class JsonException extends Exception {
  private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message);
  }

  public JsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
