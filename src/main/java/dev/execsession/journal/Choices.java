package dev.execsession.journal;

import dev.execsession.json.OmitWhenNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Command-line options that stay on for the session.
 *
 * @param executor name of an executor
 * @param executorCommand a shell command used instead
 * @param model for executors that take one
 * @param executorArgs additional arguments
 * @param commit whether each block is committed
 * @param sandbox absent when not set
 */
public record Choices(
    @Nullable String executor,
    @Nullable String executorCommand,
    @OmitWhenNull @Nullable String model,
    @OmitWhenNull @Nullable List<String> executorArgs,
    boolean ackGuards,
    boolean overrideMode,
    boolean commit,
    @OmitWhenNull @Nullable SandboxMode sandbox) {
  public Choices {
    executorArgs =
        executorArgs == null || executorArgs.isEmpty() ? null : List.copyOf(executorArgs);
  }

  Choices allowing(boolean override, boolean guards) {
    return new Choices(
        executor,
        executorCommand,
        model,
        executorArgs,
        ackGuards || guards,
        overrideMode || override,
        commit,
        sandbox);
  }

  Choices withCommit(boolean now) {
    return new Choices(
        executor, executorCommand, model, executorArgs, ackGuards, overrideMode, now, sandbox);
  }

  Choices withSandbox(@Nullable SandboxMode now) {
    return new Choices(
        executor, executorCommand, model, executorArgs, ackGuards, overrideMode, commit, now);
  }
}
