package dev.execsession.cli;

import java.util.Objects;
import java.util.stream.Stream;

/** Names who sits in front of the terminal, for the record. */
final class Person {
  private Person() {}

  /** Returns what {@code EXEC_SESSION_USER}, git's own variables or the system call this user. */
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
