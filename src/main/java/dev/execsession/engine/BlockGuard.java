package dev.execsession.engine;

import dev.execsession.check.CheckSpec;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.executor.AgentLaunch;
import dev.execsession.executor.ExecutorSpec;
import dev.execsession.guard.ActiveBlock;
import dev.execsession.guard.ActiveBlockFile;
import dev.execsession.guard.Agent;
import dev.execsession.guard.GuardCalls;
import dev.execsession.guard.LaunchGuard;
import dev.execsession.journal.Receipt;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the active block for {@code guard} while it runs.
 *
 * @param launcher the program that starts this tool, for agents' hooks; null when it is not known
 */
record BlockGuard(
    Contract contract,
    SessionFolder folder,
    ScanHistory history,
    Map<String, String> environment,
    @Nullable Path launcher) {
  /**
   * Publishes a block during its work.
   *
   * @param result the executor's result file; empty for a person
   */
  <T> T during(BlockContract block, String result, Supplier<T> work) {
    Path file = file(folder);
    folder.write(file, ActiveBlockFile.render(active(block, result, false)));
    boolean done = false;
    try {
      T value = work.get();
      done = true;
      return value;
    } finally {
      remove(file, done);
    }
  }

  /** Publishes a block that stays an agent's when this process ends, until it is cleared. */
  void publish(BlockContract block) {
    folder.write(file(folder), ActiveBlockFile.render(active(block, "", true)));
  }

  /** Removes the file that a crash left; to be called only by the holder of the session's lock. */
  static void clear(SessionFolder folder) {
    remove(file(folder), true);
  }

  /**
   * Returns what an agent is started with to call the guard.
   *
   * @param result its result file
   */
  AgentLaunch launch(BlockContract block, ExecutorSpec.External program, Path result) {
    Optional<Agent> agent = Agent.of(program.output().word());
    if (launcher == null || agent.isEmpty() || !program.isGuarded()) {
      return AgentLaunch.NONE;
    }
    Path results = Objects.requireNonNull(result.getParent());
    // An agent may not change these.
    Path own = folder.path().resolve("launch");
    LaunchGuard start =
        LaunchGuard.of(
            agent.get(),
            new LaunchGuard.Places(launcher, contract.repository().root(), results, own),
            scope(block),
            checks(block),
            program.variables(environment));
    Map<Path, String> files = new LinkedHashMap<>();
    start.files().forEach((name, text) -> files.put(own.resolve(name), text));
    return new AgentLaunch(
        start.arguments(), start.environment(), files, LaunchGuard.hooks(agent.get()));
  }

  /** Returns how often an agent called the guard; null when it was started without its hook. */
  static Receipt.@Nullable Guard calls(Path result, AgentLaunch launch) {
    if (launch.equals(AgentLaunch.NONE)) {
      return null;
    }
    GuardCalls calls = GuardCalls.read(Objects.requireNonNull(result.getParent()));
    return calls.calls() == 0 && !launch.hooked()
        ? null
        : new Receipt.Guard(calls.calls(), calls.vetoes());
  }

  private static List<String> checks(BlockContract block) {
    return block.checks().stream().map(CheckSpec::command).toList();
  }

  private ScopeDefinition scope(BlockContract block) {
    return block.scope().allowing(contract.config().scope().allowedWith()).definition();
  }

  private static Path file(SessionFolder folder) {
    return folder.path().resolve(ActiveBlockFile.NAME);
  }

  private ActiveBlock active(BlockContract block, String result, boolean open) {
    return new ActiveBlock(
        folder.id(),
        block.id(),
        contract.planPath(),
        contract.digest(),
        contract.repository().root().toString(),
        contract.commitsAllowed(),
        result,
        open,
        ProcessIdentity.own(environment),
        scope(block),
        // Where a person is at the agent's terminal, the agent asks.
        open ? List.of() : checks(block),
        history.current().ignore().files().stream()
            .map(file -> new ActiveBlock.IgnoreText(file.folder().raw(), file.text()))
            .toList());
  }

  /**
   * A file that stays is valid only while this process runs, so it need not hide a more serious
   * failure.
   */
  private static void remove(Path file, boolean tell) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      if (tell) {
        throw new StopException(
            Stop.UNVERIFIABLE,
            ProblemCode.JOURNAL_WRITE,
            "cannot remove `" + file + "`: " + IoReason.of(e),
            "remove it, then run the same command again",
            e);
      }
    }
  }
}
