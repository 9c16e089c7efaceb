package dev.execsession.closeout;

import java.util.Optional;
import java.util.stream.Stream;

/** How a plan ended. */
public enum Outcome {
  PASS("Completed"),
  PASS_WITH_NOTES("Completed"),
  SUPERSEDED("Superseded"),
  CANCELLED("Cancelled");

  private final String status;

  Outcome(String status) {
    this.status = status;
  }

  /** Returns the word for the plan's Status. */
  public String status() {
    return status;
  }

  /** Returns whether the work of the plan is done. */
  public boolean isDone() {
    return this == PASS || this == PASS_WITH_NOTES;
  }

  public static Optional<Outcome> of(String word) {
    return Stream.of(values()).filter(outcome -> outcome.name().equals(word)).findFirst();
  }
}
