package dev.execsession.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process above this one, with the environment that it was started with.
 *
 * @param ticks its start since boot
 * @param words its command line
 * @param environment empty when it cannot be read
 */
public record ProcessAbove(
    long pid, long ticks, List<String> words, Map<String, String> environment) {
  public ProcessAbove {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** Returns the agent whose program it is; null for another program. */
  public @Nullable AgentProgram agent() {
    for (AgentProgram program : AgentProgram.values()) {
      if (program.isProgram(words)) {
        return program;
      }
    }
    return null;
  }

  /** Returns the processes above this one, the nearest first; none without a process table. */
  public static List<ProcessAbove> all() {
    List<ProcessAbove> found = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Optional<ProcFs.Entry> next = ProcFs.entry(ProcessHandle.current().pid());
    while (next.isPresent() && seen.add(next.get().pid())) {
      next = ProcFs.entry(next.get().parent());
      if (next.isPresent()) {
        long pid = next.get().pid();
        found.add(
            new ProcessAbove(
                pid, next.get().startTicks(), ProcFs.words(pid), ProcFs.environment(pid)));
      }
    }
    return found;
  }
}
