package dev.execsession.bench;

import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A record appended to a journal and forced to disk: mostly the disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalAppending {
  private static final Event EVENT = new Event.Noted("B01", "a note of usual length", "bench");

  private @Nullable Path folder;
  private @Nullable Journal journal;

  /** Begins a new journal, so that none grows without end. */
  @Setup(Level.Iteration)
  public void begin() throws IOException {
    folder = Files.createTempDirectory(Path.of("target"), "journal-");
    journal = Journal.create(folder, Clock.systemUTC());
  }

  @TearDown(Level.Iteration)
  public void end() throws IOException {
    Objects.requireNonNull(journal).close();
    Folders.delete(Objects.requireNonNull(folder));
  }

  @Benchmark
  public Entry append() {
    return Objects.requireNonNull(journal).append(EVENT);
  }
}
