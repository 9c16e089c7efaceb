package dev.execsession.engine;

import dev.execsession.contract.ReportTarget;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.store.SessionFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param stop why it ended early; absent when every block in range is done
 * @param reports where the report is to be copied to
 */
public record RunResult(
    @Nullable Stop stop, SessionFolder folder, SessionState state, List<ReportTarget> reports) {
  public RunResult {
    reports = List.copyOf(reports);
  }
}
