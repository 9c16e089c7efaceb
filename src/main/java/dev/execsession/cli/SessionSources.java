package dev.execsession.cli;

import dev.execsession.engine.BlockDiff;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Journal;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.report.ReportSources;
import dev.execsession.store.SessionFolder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a report shows of a session's files.
 *
 * @param diffs null if the report shows no diffs
 * @param changes of the block that a signal cut off; null if it was not scanned
 * @param showsAllLogs whether the logs of checks that passed are shown too
 */
record SessionSources(
    SessionFolder folder,
    @Nullable BlockDiff diffs,
    @Nullable List<Fact.Change> changes,
    boolean showsAllLogs)
    implements ReportSources {
  private static final int HEAD = 5;
  private static final int TAIL = 15;
  private static final int LONGEST_LINE = 400;

  SessionSources(
      SessionFolder folder, @Nullable BlockDiff diffs, @Nullable List<Fact.Change> changes) {
    this(folder, diffs, changes, false);
  }

  SessionSources withAllLogs() {
    return new SessionSources(folder, diffs, changes, true);
  }

  @Override
  public Optional<Log> log(String name) {
    Path file = folder.path().resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Optional.of(read(in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isPlanThere(String root, String plan) {
    return new PlanPresence().isPlanThere(root, plan);
  }

  @Override
  public Optional<List<Fact.Change>> soFar() {
    return Optional.ofNullable(changes);
  }

  @Override
  public Optional<String> distrusted() {
    return Journal.distrusted(folder.path());
  }

  private static Log read(InputStream in) throws IOException {
    List<String> head = new ArrayList<>();
    Deque<String> tail = new ArrayDeque<>();
    long cut = 0;
    for (String line = line(in); line != null; line = line(in)) {
      if (head.size() < HEAD) {
        head.add(line);
      } else {
        tail.add(line);
        if (tail.size() > TAIL) {
          tail.remove();
          cut++;
        }
      }
    }
    return new Log(head, cut, List.copyOf(tail));
  }

  /** Returns the start of the next line; null at the end. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return null;
    }
    boolean isLong = false;
    for (; read >= 0 && read != '\n'; read = in.read()) {
      isLong = line.size() == LONGEST_LINE;
      if (!isLong) {
        line.write(read);
      }
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return isLong ? text + "…" : text.stripTrailing();
  }

  @Override
  public Optional<String> diff(String block) {
    if (diffs == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(diffs.of(block));
    } catch (StopException e) {
      return Optional.of(
          e.problems().stream()
              .map(Problem::message)
              .collect(Collectors.joining("; ", "no diff: ", "\n")));
    }
  }
}
