package dev.execsession.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a gate can show on request.
 *
 * @param good whether the work may be approved; otherwise it is blocked
 * @param guards exclusions that only a person can watch over
 * @param diff gives the difference of the blocks' included files as unified text
 * @param logs the log files of the blocks, the last one last
 */
public record GateContext(
    boolean good, List<String> guards, Supplier<String> diff, List<Path> logs) {
  public GateContext {
    guards = List.copyOf(guards);
    logs = List.copyOf(logs);
  }
}
