package dev.execsession.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Details that a gate can show.
 *
 * @param good whether the work may be approved; otherwise it is blocked
 * @param guards exclusions that only a person can enforce
 * @param diff supplies the unified diff of the blocks' included files
 * @param logs the log files of the blocks, oldest first
 */
public record GateContext(
    boolean good, List<String> guards, Supplier<String> diff, List<Path> logs) {
  /** Nothing to look at. */
  public static final GateContext NOTHING = new GateContext(false, List.of(), () -> "", List.of());

  public GateContext {
    guards = List.copyOf(guards);
    logs = List.copyOf(logs);
  }
}
