package dev.execsession.engine;

import dev.execsession.contract.ReportTarget;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.store.SessionFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param stop why it ended early; null when every block in range is done
 * @param reports where to copy the report to
 */
public record RunResult(
    @Nullable Stop stop, SessionFolder folder, SessionState state, List<ReportTarget> reports) {
  public RunResult {
    reports = List.copyOf(reports);
  }
}
