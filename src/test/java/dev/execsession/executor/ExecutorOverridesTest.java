package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.External;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorOverridesTest {
  private static final External SPEC =
      new External(
          "my-agent",
          new Argv(List.of("agent", "-c", "policy=\"never\"", "-")),
          PromptStyle.STDIN,
          OutputFormat.CODEX,
          Map.of(),
          Duration.ofMinutes(60),
          Duration.ZERO);

  private static String applied(Map<String, String> environment) {
    return ExecutorOverrides.apply(SPEC, environment).display();
  }

  @Test
  void without_a_variable_nothing_changes() {
    assertThat(ExecutorOverrides.apply(SPEC, Map.of("PATH", "/bin"))).isEqualTo(SPEC);
    assertThat(applied(Map.of("EXEC_SESSION_EXECUTOR_MY_AGENT_COMMAND", " ")))
        .isEqualTo("agent -c 'policy=\"never\"' -");
  }

  @Test
  void extra_arguments_are_split_as_the_shell_does_and_put_last() {
    assertThat(
            applied(
                Map.of(
                    "EXEC_SESSION_EXECUTOR_MY_AGENT_EXTRA_ARGS",
                    " --tools 'Bash(npm test)' \"a\\\"b\" it\\'s ''")))
        .isEqualTo("agent -c 'policy=\"never\"' - --tools 'Bash(npm test)' 'a\"b' 'it'\\''s' ''");
  }

  @Test
  void a_command_replaces_the_whole_line_and_keeps_the_rest() {
    assertThat(
            ExecutorOverrides.apply(
                SPEC,
                Map.of(
                    "EXEC_SESSION_EXECUTOR_MY_AGENT_COMMAND", "nice agent2 | tee log",
                    "EXEC_SESSION_EXECUTOR_MY_AGENT_EXTRA_ARGS", "'x y'")))
        .isEqualTo(SPEC.withInvocation(new ExecutorSpec.Shell("nice agent2 | tee log 'x y'")));
  }
}
