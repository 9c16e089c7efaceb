package dev.execsession.store;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.PidSpace;
import dev.execsession.process.SecretMask;
import dev.execsession.process.Survivor;
import dev.execsession.process.Survivors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds processes of a worktree's earlier sessions that still run and could write into the next
 * one. The caller holds the worktree's lock, so that no session is alive.
 */
public final class Orphans {
  private final Path root;
  private final PidSpace here;
  private final SecretMask mask;

  public Orphans(Path root, Map<String, String> environment, SecretMask mask) {
    this.root = root;
    this.here = PidSpace.here(environment);
    this.mask = mask;
  }

  /**
   * Stops with {@link Stop#BUSY} when any is alive.
   *
   * @return a warning when an executor may still run on another machine or in another container
   */
  public Optional<Problem> refuse(SessionStore store) {
    Map<String, Optional<SessionState>> sessions = store.of(root);
    Map<String, Map<Long, Survivor>> found = new LinkedHashMap<>();
    for (Survivors.Marked marked : Survivors.find("")) {
      Optional<SessionState> state = sessions.get(marked.session());
      if (state != null) {
        add(found, name(marked.session(), state, marked.cookie()), marked.process());
      }
    }
    Problem elsewhere = null;
    for (Map.Entry<String, Optional<SessionState>> session : sessions.entrySet()) {
      for (BlockState block : unfinished(session.getValue())) {
        PidSpace where = block.where().orElse(here);
        String name = name(session.getKey(), block);
        if (where.isSameAs(here)) {
          block.started().stream()
              .flatMap(started -> alive(started).stream())
              .forEach(survivor -> add(found, name, survivor));
        } else if (!where.isGone(here)) {
          elsewhere = elsewhere(name, where);
        }
      }
    }
    if (!found.isEmpty()) {
      throw new StopException(Stop.BUSY, problems(found));
    }
    return Optional.ofNullable(elsewhere);
  }

  private static void add(Map<String, Map<Long, Survivor>> found, String name, Survivor survivor) {
    boolean known = found.values().stream().anyMatch(group -> group.containsKey(survivor.pid()));
    if (!known) {
      found.computeIfAbsent(name, n -> new TreeMap<>()).put(survivor.pid(), survivor);
    }
  }

  /** Finds a process by its pid, even when it cleared its environment. */
  private static List<Survivor> alive(Event.Started started) {
    return Survivors.of(started.pid(), started.ticks());
  }

  private static List<BlockState> unfinished(Optional<SessionState> state) {
    return state.stream()
        .flatMap(known -> known.blocks().stream())
        .filter(block -> block.step() == Step.INTENDED || block.step() == Step.STARTED)
        // An agent that calls this tool is not one of its processes.
        .filter(block -> !block.isOpen())
        .toList();
  }

  private static String name(String session, Optional<SessionState> state, String cookie) {
    return state.stream()
        .flatMap(known -> known.blocks().stream())
        .filter(block -> block.cookie().equals(Optional.of(cookie)))
        .findFirst()
        .map(block -> name(session, block))
        .orElse("a command of session `" + session + "`");
  }

  private static String name(String session, BlockState block) {
    return "the executor of block `" + block.id() + "` of session `" + session + "`";
  }

  private static Problem elsewhere(String name, PidSpace where) {
    return Problem.warning(
        ProblemCode.RUN_ELSEWHERE,
        name
            + " was started "
            + (where.host().isEmpty() ? "elsewhere" : "on `" + where.host() + "`")
            + " and its end is not recorded; it may still run, which cannot be seen from here",
        "make sure that it has ended");
  }

  private List<Problem> problems(Map<String, Map<Long, Survivor>> found) {
    List<Problem> problems = new ArrayList<>();
    found.forEach(
        (name, survivors) -> {
          List<String> shown = new ArrayList<>();
          List<String> pids = new ArrayList<>();
          for (Survivor survivor : survivors.values()) {
            shown.add("pid " + survivor.pid() + " `" + mask.mask(survivor.command()) + "`");
            pids.add(Long.toString(survivor.pid()));
          }
          problems.add(
              Problem.error(
                  ProblemCode.RUN_BUSY,
                  name + " still runs: " + String.join(", ", shown),
                  "wait for it, or end it with `kill "
                      + String.join(" ", pids)
                      + "`, then run the same command again"));
        });
    return problems;
  }
}
