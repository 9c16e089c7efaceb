package dev.execsession.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands, each in its own session if the system has {@code setsid}, and stops everything
 * they started. One runner serves a whole run of the tool, so that {@link #stopAll} can be called
 * from a signal handler.
 */
public final class ProcessRunner {
  private static final long LOOK_MS = 100;
  private static final long QUIET_MS = 200;
  private static final long SANDBOX_END_MS = 2_000;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MS = 4_200;
  private static final byte[] NOT_RECORDED =
      "(it had the terminal, so its output was not recorded)\n".getBytes(StandardCharsets.UTF_8);

  private final Optional<Path> setsid;
  private final Terminal terminal;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  // When the last command ended.
  private volatile @Nullable Long lastEnd;

  /**
   * @param environment the tool's own environment, searched for helper programs
   */
  public ProcessRunner(Map<String, String> environment) {
    this(environment, Terminal.NONE);
  }

  /**
   * @param environment the tool's own environment, searched for helper programs
   * @param terminal lent to interactive commands and restored after every command
   */
  public ProcessRunner(Map<String, String> environment, Terminal terminal) {
    this.terminal = terminal;
    Programs.Lookup lookup = Programs.find("setsid", environment, Path.of("/"));
    this.setsid =
        lookup.kind() == Programs.Kind.EXECUTABLE && ProcFs.exists()
            ? Optional.of(lookup.file())
            : Optional.empty();
  }

  /**
   * Runs a command to its end. An interrupt of the calling thread stops the command; the interrupt
   * status is set again on return.
   *
   * @throws dev.execsession.problem.StopException unverifiable, when the log cannot be written; the
   *     process tree was stopped
   */
  public ProcessResult run(Command command, ProcessListener listener) {
    boolean interrupted = Thread.interrupted();
    try {
      if (interrupted || stopping) {
        return ProcessResult.notStarted(Ending.INTERRUPTED, command.log(), "the tool was stopped");
      }
      Run run = new Run(command, listener);
      running.add(run);
      try {
        return run.go();
      } finally {
        interrupted = run.interrupted;
        running.remove(run);
        lastEnd = System.nanoTime();
        synchronized (running) {
          running.notifyAll();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Stops every running command and waits for that, somewhat less than five seconds; nothing can be
   * started afterwards. Thread-safe.
   */
  public void stopAll() {
    stopping = true;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS);
    synchronized (running) {
      while (!running.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return;
        }
        try {
          running.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Waits until the last command's end is this long ago; not at all when none ran. */
  public void awaitQuiet(Duration time) {
    Long end = lastEnd;
    long left = end == null ? 0 : time.toNanos() - (System.nanoTime() - end);
    try {
      TimeUnit.NANOSECONDS.sleep(stopping ? 0 : left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits, unless the tool is stopped; the listener is called once a second.
   *
   * @return whether the time has passed
   */
  public boolean pause(Duration time, ProcessListener listener) {
    long begin = System.nanoTime();
    long seconds = 0;
    while (!stopping) {
      long passed = System.nanoTime() - begin;
      if (passed >= time.toNanos()) {
        return true;
      }
      if (TimeUnit.NANOSECONDS.toSeconds(passed) > seconds) {
        seconds = TimeUnit.NANOSECONDS.toSeconds(passed);
        listener.tick(Duration.ofSeconds(seconds));
      }
      try {
        TimeUnit.NANOSECONDS.sleep(
            Math.min(time.toNanos() - passed, TimeUnit.MILLISECONDS.toNanos(LOOK_MS)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Kills every running command; nothing can be started afterwards. Thread-safe. */
  public void killAll() {
    stopping = true;
    running.forEach(Run::kill);
  }

  private final class Run {
    private final Command command;
    private final ProcessListener listener;
    private final CommandStart start;
    private volatile @Nullable ProcessTree tree;
    private boolean interrupted;
    private long finishedAt;

    Run(Command command, ProcessListener listener) {
      this.command = command;
      this.listener = listener;
      this.start = CommandStart.of(command, setsid);
    }

    void kill() {
      ProcessTree known = tree;
      if (known != null) {
        known.kill();
      }
    }

    ProcessResult go() {
      @Nullable String obstacle = start.obstacle();
      if (obstacle != null) {
        return ProcessResult.notStarted(Ending.NOT_STARTED, command.log(), obstacle);
      }
      CappedLog log = CappedLog.open(command.log(), command.keepBytes());
      if (!command.interactive()) {
        return go(log);
      }
      log.write(NOT_RECORDED, 0, NOT_RECORDED.length);
      return terminal.lend(() -> go(log));
    }

    private ProcessResult go(CappedLog log) {
      Process process;
      long begin = System.nanoTime();
      try {
        process = start.builder(terminal).start();
      } catch (IOException e) {
        log.close();
        return ProcessResult.notStarted(
            Ending.NOT_STARTED, command.log(), "cannot start: " + e.getMessage());
      }
      long ticks = ProcFs.entry(process.pid()).map(ProcFs.Entry::startTicks).orElse(0L);
      ProcessTree family =
          new ProcessTree(process.toHandle(), ticks, start.group(), command.cookie());
      tree = family;
      OutputPump pump =
          new OutputPump(process.getInputStream(), log, command.mask(), listener.readsEveryLine());
      try {
        listener.started(process.pid(), ticks);
        pump.start();
        Optional<Ending> forced = watch(process, pump, begin);
        ProcessResult result = settle(process, family, pump, begin, forced);
        log.check();
        return result;
      } catch (RuntimeException | Error e) {
        family.end();
        pump.close();
        throw e;
      } finally {
        interrupted |= family.wasInterrupted();
        if (!command.interactive()) {
          terminal.restore();
        }
      }
    }

    /** Waits for the end; returns why the command must be stopped, or empty if it exited. */
    private Optional<Ending> watch(Process process, OutputPump pump, long start) {
      long ticked = 0;
      while (true) {
        try {
          if (process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            return Optional.empty();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
        long now = System.nanoTime();
        if (interrupted || stopping) {
          return Optional.of(Ending.INTERRUPTED);
        }
        if (isOver(now - start, command.wallLimit())) {
          return Optional.of(Ending.TIMED_OUT);
        }
        if (isOver(now - pump.lastOutput(), command.idleLimit())) {
          return Optional.of(Ending.IDLE);
        }
        pump.fetchLines().forEach(listener::output);
        if (listener.isOverBudget()) {
          return Optional.of(Ending.OVER_BUDGET);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(now - start);
        if (seconds > ticked) {
          ticked = seconds;
          if (!command.interactive()) {
            listener.tick(Duration.ofSeconds(seconds));
          }
          if (lingers(now, pump.lastOutput())) {
            return Optional.of(Ending.LINGERED);
          }
        }
      }
    }

    /**
     * Returns whether it reported that it is finished and has been silent for its grace period
     * since.
     */
    private boolean lingers(long now, long lastOutput) {
      if (command.grace().isZero() || now - lastOutput < SILENT_NANOS || !listener.isFinished()) {
        finishedAt = 0;
        return false;
      }
      finishedAt = finishedAt == 0 ? now : finishedAt;
      return isOver(now - Math.max(finishedAt, lastOutput), command.grace());
    }

    private static boolean isOver(long nanos, Duration limit) {
      return !limit.isZero() && Duration.ofNanos(nanos).compareTo(limit) >= 0;
    }

    private ProcessResult settle(
        Process process, ProcessTree tree, OutputPump pump, long start, Optional<Ending> forced) {
      long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      List<Survivor> left = List.of();
      List<Survivor> survivors;
      if (forced.isPresent()) {
        survivors = tree.end();
        durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      } else {
        left = tree.awaitEmpty(quiet()) ? List.of() : tree.alive();
        survivors = left.isEmpty() ? List.of() : tree.end();
      }
      await(process, pump);
      pump.fetchLines().forEach(listener::output);
      @Nullable Integer status = process.isAlive() ? null : Integer.valueOf(process.exitValue());
      Optional<String> signal = Optional.ofNullable(status).flatMap(Signals::ofStatus);
      Enclosure enclosure = command.enclosure();
      Optional<String> unmade =
          enclosure == null || forced.isPresent()
              ? Optional.empty()
              : enclosure.obstacle(status, pump.tail());
      if (unmade.isPresent()) {
        return ProcessResult.notStarted(Ending.NOT_STARTED, command.log(), unmade.get());
      }
      return new ProcessResult(
          forced.orElse(signal.isPresent() ? Ending.SIGNALLED : Ending.EXITED),
          signal.isPresent() ? null : status,
          signal.orElse(null),
          durationMs,
          pump.total(),
          command.log(),
          pump.tail(),
          masked(left.stream().filter(one -> !survivors.contains(one)).toList()),
          masked(survivors),
          null);
    }

    /** The end of an enclosure ends everything in it, which may take the kernel a moment. */
    private long quiet() {
      return command.enclosure() == null ? QUIET_MS : SANDBOX_END_MS;
    }

    private void await(Process process, OutputPump pump) {
      try {
        process.waitFor(1, TimeUnit.SECONDS);
        pump.finish();
      } catch (InterruptedException e) {
        interrupted = true;
        pump.close();
      }
    }

    private List<Survivor> masked(List<Survivor> processes) {
      return processes.stream()
          .map(process -> new Survivor(process.pid(), command.mask().mask(process.command())))
          .toList();
    }
  }
}
