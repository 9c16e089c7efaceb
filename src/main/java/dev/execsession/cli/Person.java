package dev.execsession.cli;

import dev.execsession.file.FileStat;
import dev.execsession.git.GitConfig;
import dev.execsession.git.RepositoryProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Determines the user's name for the record. */
final class Person {
  /** Variables of build systems that name who started the job. */
  private static final List<String> ACTORS =
      List.of(
          "GITHUB_ACTOR",
          "GITLAB_USER_LOGIN",
          "BUILD_USER_ID",
          "BUILD_REQUESTEDFOR",
          "CIRCLE_USERNAME",
          "BUILDKITE_BUILD_CREATOR");

  private static final List<String> LOGINS = List.of("USER", "LOGNAME", "USERNAME");

  private Person() {}

  /**
   * Returns the name in {@code EXEC_SESSION_USER}, the build system's actor, git's {@code user.name
   * <user.email>} in the repository, or the system's user.
   *
   * @param folder is in the repository
   */
  static String name(Surroundings surroundings, Path folder) {
    Map<String, String> environment = surroundings.environment();
    return variable(environment, List.of("EXEC_SESSION_USER"))
        .or(() -> variable(environment, ACTORS))
        .or(() -> git(folder, environment))
        .orElseGet(() -> system(environment));
  }

  private static Optional<String> git(Path folder, Map<String, String> environment) {
    try {
      return RepositoryProbe.settings(folder, environment).flatMap(Person::signature);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> signature(GitConfig config) {
    Optional<String> name = config.value("user.name").filter(text -> !text.isBlank());
    Optional<String> email = config.value("user.email").filter(text -> !text.isBlank());
    return name.map(text -> text + email.map(to -> " <" + to + ">").orElse("")).or(() -> email);
  }

  private static String system(Map<String, String> environment) {
    return variable(environment, LOGINS)
        .or(() -> ProcessHandle.current().info().user())
        .orElseGet(Person::id);
  }

  private static String id() {
    try {
      return "user " + FileStat.self();
    } catch (IOException e) {
      return "process " + ProcessHandle.current().pid();
    }
  }

  private static Optional<String> variable(Map<String, String> environment, List<String> names) {
    return names.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
