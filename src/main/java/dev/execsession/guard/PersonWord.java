package dev.execsession.guard;

import org.jspecify.annotations.Nullable;

/**
 * The words on this tool's command line that only a person may say: they accept a result, or widen
 * what a session may do. The guard denies them in an agent's commands, and the tool refuses them
 * when an agent started it.
 */
public enum PersonWord {
  ACCEPT("accept", null),
  AMEND("amend", null),
  APPROVE("approve", null),
  ROLLBACK("rollback", null),
  CLOSE("close", null),
  APPROVE_RESULT("--approve", null),
  APPROVE_GROUP("--approve-group", null),
  ACCEPT_BETWEEN("--accept-between", null),
  OVERRIDE_MODE("--override-mode", null),
  ACK_GUARDS("--ack-guards", null),
  RESTART("--restart", null),
  ADOPT("--adopt", null),
  ALLOW_DIRTY("--allow-dirty", null),
  AUTONOMOUS("--mode", "autonomous"),
  SANDBOX_OFF("--sandbox", "off");

  private final String name;
  private final @Nullable String value;

  /**
   * @param name of a command, or of an option
   * @param value the one that is for a person; null for any, or none
   */
  PersonWord(String name, @Nullable String value) {
    this.name = name;
    this.value = value;
  }

  /** Returns the word as typed: {@code accept}, {@code --mode autonomous}. */
  public String text() {
    return value == null ? name : name + " " + value;
  }

  /** Returns whether it is a command. */
  boolean isCommand() {
    return !name.startsWith("-");
  }

  /** Returns the word that is this option, whatever its value; null if it is for everyone. */
  public static @Nullable PersonWord option(String name) {
    for (PersonWord word : values()) {
      if (!word.isCommand() && word.value == null && word.name.equals(name)) {
        return word;
      }
    }
    return null;
  }

  /** Returns the word that is this command; null if it is for everyone. */
  static @Nullable PersonWord command(String name) {
    for (PersonWord word : values()) {
      if (word.isCommand() && word.name.equals(name)) {
        return word;
      }
    }
    return null;
  }

  /**
   * Returns the word that an argument says as an option; null if it says none.
   *
   * @param before the argument before it, which may be the option that it is the value of
   */
  static @Nullable PersonWord argument(String before, String argument) {
    for (PersonWord word : values()) {
      if (!word.isCommand() && word.isSaidBy(before, argument)) {
        return word;
      }
    }
    return null;
  }

  private boolean isSaidBy(String before, String argument) {
    if (value == null) {
      return argument.equals(name) || argument.startsWith(name + "=");
    }
    return argument.equals(name + "=" + value) || (before.equals(name) && argument.equals(value));
  }
}
