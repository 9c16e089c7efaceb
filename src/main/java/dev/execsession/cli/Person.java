package dev.execsession.cli;

import java.util.Objects;
import java.util.stream.Stream;

/** Determines the user's name for the record. */
final class Person {
  private Person() {}

  /** Returns the name in {@code EXEC_SESSION_USER}, git's variables, or the system's. */
  static String name(Surroundings surroundings) {
    return Stream.of(
            "EXEC_SESSION_USER",
            "GIT_AUTHOR_NAME",
            "GITHUB_ACTOR",
            "GITLAB_USER_LOGIN",
            "USER",
            "LOGNAME",
            "USERNAME")
        .map(surroundings.environment()::get)
        .filter(Objects::nonNull)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("unknown");
  }
}
