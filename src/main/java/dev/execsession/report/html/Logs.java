package dev.execsession.report.html;

import dev.execsession.report.SessionReport;
import dev.execsession.report.SessionReport.LogExcerpt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of logs that a report has, by the log's name. */
record Logs(Map<String, LogExcerpt> excerpts) {
  static Logs of(SessionReport report) {
    Map<String, LogExcerpt> excerpts = new HashMap<>();
    if (report.logs() != null) {
      report.logs().forEach(excerpt -> excerpts.put(excerpt.log(), excerpt));
    }
    return new Logs(excerpts);
  }

  /** Returns the start and the end of a log; empty if the report has nothing of it. */
  Optional<String> find(@Nullable String log) {
    return Optional.ofNullable(log)
        .map(excerpts::get)
        .map(LogExcerpt::text)
        .filter(text -> !text.isBlank());
  }
}
