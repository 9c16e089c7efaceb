package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.TestRepo;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is recorded: the named user, the build system's, git's, the system's, in this order. */
class PersonTest {
  @TempDir Path temp;

  private final Map<String, String> environment = new TreeMap<>();
  private TestRepo repo;

  @BeforeEach
  void repository() {
    repo = TestRepo.create(temp);
    environment.putAll(repo.environment());
    environment.put("USER", "login");
  }

  @Test
  void the_named_user_comes_first() {
    gitUser("Ann Lee", "ann@example.org");
    environment.put("GITHUB_ACTOR", "octo");
    environment.put("EXEC_SESSION_USER", "me");

    assertThat(person()).isEqualTo("me");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID"})
  void then_the_actor_of_the_build_system(String variable) {
    gitUser("Build", "build@example.org");
    environment.put(variable, "octo");

    assertThat(person()).isEqualTo("octo");
  }

  @Test
  void then_gits_user_of_the_repository() {
    repo.sh("printf '[user]\\n name = Global\\n email = g@example.org\\n' >$HOME/.gitconfig");
    assertThat(person()).isEqualTo("Global <g@example.org>");

    gitUser("Ann Lee", "ann@example.org");
    assertThat(person()).isEqualTo("Ann Lee <ann@example.org>");

    repo.git("config", "user.email", "");
    assertThat(person()).isEqualTo("Ann Lee");
  }

  @Test
  void then_the_systems_user_never_an_unknown_one() {
    assertThat(person()).isEqualTo("login");

    environment.remove("USER");
    assertThat(person()).isNotBlank().isNotEqualTo("unknown");
  }

  @Test
  void the_author_of_a_commit_in_the_environment_is_not_who_runs_the_tool() {
    environment.put("GIT_AUTHOR_NAME", "Somebody Else");

    assertThat(person()).isEqualTo("login");
  }

  @Test
  void outside_a_repository_the_systems_user_is_left() {
    assertThat(Person.name(surroundings(), temp)).isEqualTo("login");
  }

  private String person() {
    return Person.name(surroundings(), repo.root());
  }

  private void gitUser(String name, String email) {
    repo.git("config", "user.name", name);
    repo.git("config", "user.email", email);
  }

  private Surroundings surroundings() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        nowhere,
        nowhere,
        environment,
        repo.root(),
        false,
        false,
        false,
        Interrupts.NONE);
  }
}
