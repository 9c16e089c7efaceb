package dev.execsession.cli;

import dev.execsession.problem.Stop;

/** The exit codes; {@code docs/exit-codes.md} describes each. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int BLOCKED = 1;
  public static final int USAGE = 2;
  public static final int REFUSED = 3;
  public static final int ESCALATED = 4;
  public static final int PAUSED = 5;
  public static final int BUSY = 6;
  public static final int UNVERIFIABLE = 7;
  public static final int INTERNAL = 70;

  private ExitCode() {}

  static int of(Stop stop) {
    return switch (stop) {
      case BLOCKED -> BLOCKED;
      case USAGE -> USAGE;
      case REFUSED -> REFUSED;
      case ESCALATED -> ESCALATED;
      case PAUSED -> PAUSED;
      case BUSY -> BUSY;
      case UNVERIFIABLE -> UNVERIFIABLE;
    };
  }
}
