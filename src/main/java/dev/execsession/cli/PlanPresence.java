package dev.execsession.cli;

import dev.execsession.report.ReportSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a status shows besides the session's state: whether the plan is still to be closed. */
record PlanPresence() implements ReportSources {
  @Override
  public boolean isPlanThere(String root, String plan) {
    return Files.isRegularFile(Path.of(root).resolve(plan));
  }

  @Override
  public Optional<Log> log(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> diff(String block) {
    return Optional.empty();
  }
}
