package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
  @Test
  void what_belongs_to_the_ci_step_the_agent_or_a_git_command_is_not_passed_on() {
    assertThat(
            ChildEnvironment.of(
                Map.ofEntries(
                    Map.entry("PATH", "/bin"),
                    Map.entry("GITHUB_ENV", "/x"),
                    Map.entry("GITHUB_OUTPUT", "/x"),
                    Map.entry("GITHUB_PATH", "/x"),
                    Map.entry("GITHUB_STEP_SUMMARY", "/x"),
                    Map.entry("GITHUB_SHA", "abc"),
                    Map.entry("CLAUDECODE", "1"),
                    Map.entry("GIT_DIR", "/elsewhere"),
                    Map.entry("GIT_INDEX_FILE", "/elsewhere"),
                    Map.entry("GIT_CONFIG_KEY_0", "x"),
                    Map.entry("GIT_AUTHOR_NAME", "Ada"),
                    Map.entry("EXEC_SESSION_RESULT", "/outer"),
                    Map.entry("EXEC_SESSION_EXECUTOR_CLAUDE_COMMAND", "claude2"))))
        .containsExactly(
            Map.entry("EXEC_SESSION_EXECUTOR_CLAUDE_COMMAND", "claude2"),
            Map.entry("GITHUB_SHA", "abc"),
            Map.entry("GIT_AUTHOR_NAME", "Ada"),
            Map.entry("PATH", "/bin"));
  }

  @Test
  void the_locale_that_the_launcher_forced_is_the_users_own_again() {
    assertThat(
            ChildEnvironment.of(
                Map.of("LC_ALL", "C.UTF-8", "EXEC_SESSION_ORIGINAL_LC_ALL", "unset")))
        .isEmpty();
    assertThat(
            ChildEnvironment.of(Map.of("LC_ALL", "C.UTF-8", "EXEC_SESSION_ORIGINAL_LC_ALL", "=C")))
        .containsExactly(Map.entry("LC_ALL", "C"));
    assertThat(ChildEnvironment.of(Map.of("LC_ALL", "de_DE.UTF-8")))
        .containsExactly(Map.entry("LC_ALL", "de_DE.UTF-8"));
  }
}
