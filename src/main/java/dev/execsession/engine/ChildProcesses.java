package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.journal.Event;
import dev.execsession.problem.ProblemCode;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.process.Command;
import dev.execsession.process.Confinement;
import dev.execsession.process.Enclosing;
import dev.execsession.process.Enclosure;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.scan.ScanHistory;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The settings that all child processes of a session share: environment, secret mask, listener. */
final class ChildProcesses {
  private static final Duration LATE = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final Contract contract;
  private final SessionFolder folder;
  private final ScanHistory history;
  private final SessionListener listener;
  private final ProcessRunner processes;
  private final SecretMask mask;
  private volatile boolean refused;

  /**
   * @param environment the tool's own, from which a child's is derived
   */
  ChildProcesses(
      Map<String, String> environment,
      Contract contract,
      SessionFolder folder,
      ScanHistory history,
      SessionListener listener,
      ProcessRunner processes,
      SecretMask mask) {
    this.environment = environment;
    this.contract = contract;
    this.folder = folder;
    this.history = history;
    this.listener = listener;
    this.processes = processes;
    this.mask = mask;
  }

  /**
   * The log, environment and cookie of one child.
   *
   * @param cookie marks the child and everything it starts
   */
  record Run(Path log, Map<String, String> environment, String cookie) {}

  ProcessRunner processes() {
    return processes;
  }

  SecretMask mask() {
    return mask;
  }

  /** Prepares a child; {@code name} is that of its log: {@code B01-1-check-2}. */
  Run prepare(String name) {
    history.readAhead();
    refused = false;
    String cookie = folder.id() + "/" + UUID.randomUUID();
    Map<String, String> own = new HashMap<>(ChildEnvironment.of(environment));
    own.put(Command.COOKIE, cookie);
    own.put("EXEC_SESSION_ID", folder.id());
    own.put("EXEC_SESSION_PLAN", contract.planPath());
    own.put("EXEC_SESSION_ROOT", contract.repository().root().toString());
    return new Run(folder.log(name + ".log"), own, cookie);
  }

  /**
   * Returns what encloses a command; null for nothing.
   *
   * @param block the block it runs for; null for the completion checks
   */
  @Nullable Enclosure enclosure(@Nullable BlockContract block, Scratch scratch) {
    Optional<Confinement> sandbox = SandboxPlaces.confinement(contract, history, block, scratch);
    return sandbox.isPresent() ? sandbox.get() : contract.sandbox().namespace();
  }

  /**
   * Waits a moment, where processes that a command left behind may still write without being known;
   * they may take longer.
   */
  void awaitLateWriters() {
    if (contract.sandbox().isOpenToLateWriters()) {
      processes.awaitQuiet(LATE);
    }
  }

  /**
   * Returns a note on the last child, if its output shows that this tool refused to run, accept or
   * widen anything for it.
   *
   * @param what such as "its executor"
   */
  Optional<Event> refusal(String block, String what) {
    return refused
        ? Optional.of(
            new Event.Noted(
                block,
                what
                    + " called `exec-session`, which refused ("
                    + ProblemCode.RUN_WITHIN.id()
                    + "); its log shows the command",
                "exec-session"))
        : Optional.empty();
  }

  /** Returns a listener that reports the child's output under the name of its work. */
  ProcessListener watch(String what) {
    return watch(what, true);
  }

  /**
   * Returns a listener that reports the child's progress under the name of its work.
   *
   * @param shown whether its output is meant for people
   */
  ProcessListener watch(String what, boolean shown) {
    return new ProcessListener() {
      @Override
      public void output(String line) {
        refused |= line.contains(Enclosing.startedBy(folder.id()));
        if (shown) {
          listener.output(line);
        }
      }

      @Override
      public void tick(Duration elapsed) {
        listener.tick(what, elapsed);
      }
    };
  }
}
