package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.execsession.config.ConfigFuzz;
import dev.execsession.dialect.ImportFuzz;
import dev.execsession.git.IndexFuzz;
import dev.execsession.journal.JournalFuzz;
import dev.execsession.plan.PlanFuzz;
import dev.execsession.plan.ScopeFuzz;
import dev.execsession.scope.MatcherFuzz;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.worktree.ObservationFuzz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds generated input to all parsers of untrusted data. The build runs a few fixed rounds; {@code
 * -Dfuzz.minutes=N} runs new ones for that long, for all targets together or the one given by
 * {@code -Dfuzz.target=NAME}, and {@code -Dfuzz.seed=S -Dfuzz.round=R} continues from a failed
 * round.
 */
class FuzzTest {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(60);
  private static final long NEXT = 0x9e3779b97f4a7c15L;

  private record Target(String name, int rounds, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Maker {
    FuzzTarget in(Path folder) throws Exception;
  }

  private static List<Target> targets() {
    String only = System.getProperty("fuzz.target", "");
    return all().stream().filter(t -> only.isEmpty() || t.name().equals(only)).toList();
  }

  private static List<Target> all() {
    return List.of(
        new Target("plan", 60, PlanFuzz::new),
        new Target("import", 60, ImportFuzz::new),
        new Target("scope entries", 80, ScopeFuzz::new),
        new Target("matcher", 6, MatcherFuzz::new),
        new Target("configuration", 80, ConfigFuzz::new),
        new Target("journal", 150, JournalFuzz::new),
        new Target("look", 150, ObservationFuzz::new),
        new Target("index", 500, IndexFuzz::new));
  }

  @Timeout(value = 2, unit = TimeUnit.HOURS)
  @ParameterizedTest
  @MethodSource("targets")
  void generated_input_never_breaks_what_reads_it(Target target, @TempDir Path folder)
      throws Exception {
    FuzzTarget made = target.maker().in(folder);
    double minutes = Double.parseDouble(System.getProperty("fuzz.minutes", "0"));
    long seed = Long.getLong("fuzz.seed", minutes > 0 ? new Random().nextLong() : 20261122);
    long first = Long.getLong("fuzz.round", 0);
    if (minutes > 0) {
      System.err.printf("fuzz %s: seed %d%n", target, seed);
    }
    long start = System.nanoTime();
    long budget = (long) (minutes * 60e9 / targets().size());
    long round = first;
    while (minutes > 0 ? System.nanoTime() - start < budget : round < first + target.rounds()) {
      tried(made, seed, round++);
    }
    if (minutes > 0) {
      System.err.printf(
          "fuzz %s: %d rounds in %.0f s%n",
          target, round - first, (System.nanoTime() - start) / 1e9);
    }
    assertThat(round).isGreaterThan(first);
  }

  private static void tried(FuzzTarget target, long seed, long round) {
    try {
      assertTimeoutPreemptively(LONGEST_ROUND, () -> target.round(new Random(seed * NEXT + round)));
    } catch (Throwable failure) {
      throw new AssertionError(
          "repeat with -Dfuzz.seed=" + seed + " -Dfuzz.round=" + round + ": " + failure, failure);
    }
  }
}
