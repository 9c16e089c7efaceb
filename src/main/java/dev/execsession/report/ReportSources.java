package dev.execsession.report;

import dev.execsession.journal.Fact;
import java.util.List;
import java.util.Optional;

/** What a report shows besides the session's state. */
public interface ReportSources {
  /** Nothing besides the state. */
  ReportSources NONE =
      new ReportSources() {
        @Override
        public Optional<Log> log(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> diff(String block) {
          return Optional.empty();
        }
      };

  /** Returns what the block that a signal cut off changed; empty when it was not scanned. */
  default Optional<List<Fact.Change>> soFar() {
    return Optional.empty();
  }

  /** The start and the end of a log; {@code cut} lines between them are left out. */
  record Log(List<String> head, long cut, List<String> tail) {}

  /**
   * Returns the start and the end of a log; empty if it cannot be read.
   *
   * @param name as in the journal
   */
  Optional<Log> log(String name);

  /** Returns whether the logs of checks that passed are shown too. */
  default boolean showsAllLogs() {
    return false;
  }

  /**
   * Returns when and how the session's files were found changed by another program; empty when they
   * never were.
   */
  default Optional<String> distrusted() {
    return Optional.empty();
  }

  /**
   * Returns whether the plan is where it was locked in, so that it is not closed yet.
   *
   * @param root the session's worktree
   * @param plan relative to it
   */
  default boolean isPlanThere(String root, String plan) {
    return false;
  }

  /** Returns the unified diff of a block's included changes; empty unless it is wanted. */
  Optional<String> diff(String block);
}
