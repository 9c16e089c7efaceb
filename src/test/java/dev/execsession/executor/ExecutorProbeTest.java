package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.executor.ExecutorSpec.Invocation;
import dev.execsession.executor.ExecutorSpec.Shell;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorProbeTest {
  @TempDir Path root;

  private List<Problem> check(Invocation invocation) {
    return ExecutorProbe.check(spec(invocation), Map.of("PATH", "/usr/bin:/bin"), root);
  }

  private static External spec(Invocation invocation) {
    return new External(
        "my-agent",
        invocation,
        PromptStyle.STDIN,
        OutputFormat.NONE,
        Map.of(),
        Duration.ZERO,
        Duration.ZERO,
        false,
        AgentOptions.NONE,
        Budget.NONE);
  }

  private Path script(String text, boolean executable) throws IOException {
    Path file = Files.writeString(root.resolve("agent.sh"), text);
    assertThat(file.toFile().setExecutable(executable)).isTrue();
    return file;
  }

  @Test
  void a_missing_program_is_reported_with_a_remedy() {
    assertThat(check(new Argv(List.of("no-such-agent", "-p"))))
        .containsExactly(
            Problem.error(
                ProblemCode.EXEC_NOT_FOUND,
                "executor `my-agent` starts `no-such-agent`, which was not found",
                "install it, add its folder to PATH, or set EXEC_SESSION_EXECUTOR_MY_AGENT_COMMAND"
                    + " to the command to use"));
    assertThat(check(new Shell("./agnt.sh --fast")))
        .extracting(Problem::message)
        .containsExactly("executor `my-agent` starts `./agnt.sh`, which was not found");
  }

  @Test
  void a_file_that_is_not_executable_and_a_folder_are_reported() throws IOException {
    Path file = script("#!/bin/sh\n", false);

    assertThat(check(new Shell("./agent.sh")))
        .containsExactly(
            Problem.error(
                ProblemCode.EXEC_NOT_EXECUTABLE,
                "executor `my-agent` starts `./agent.sh`, which is not executable",
                "run `chmod +x " + root.resolve("./agent.sh") + "`"));
    assertThat(file).exists();
    assertThat(check(new Argv(List.of(root.toString()))))
        .extracting(Problem::message)
        .containsExactly("executor `my-agent` starts `" + root + "`, which is a folder");
  }

  @Test
  void a_script_without_its_interpreter_is_reported() throws IOException {
    script("#!/usr/bin/pyhton -u\n", true);
    assertThat(check(new Argv(List.of("./agent.sh"))))
        .extracting(Problem::message)
        .containsExactly(
            "executor `my-agent` starts `./agent.sh`, whose first line names `/usr/bin/pyhton`,"
                + " which was not found");

    script("#!/bin/sh\r\n", true);
    assertThat(check(new Argv(List.of("./agent.sh"))))
        .extracting(Problem::hint)
        .containsExactly("save the script with LF line endings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh x.sh",
        "cd api && ./x",
        "X=1 agent",
        "\"$AGENT\" -p",
        "for i in 1; do :; done"
      })
  void a_shell_command_that_works_or_cannot_be_checked_passes(String line) {
    assertThat(check(new Shell(line))).isEmpty();
  }

  @Test
  void a_person_and_scripts_need_no_program() {
    assertThat(ExecutorProbe.check(new ExecutorSpec.Manual(), Map.of(), root)).isEmpty();
  }
}
