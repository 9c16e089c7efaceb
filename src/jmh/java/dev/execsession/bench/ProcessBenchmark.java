package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whole processes cost, on every JDK that counts, as tables in Markdown: starts, growing
 * plans, blocks, memory, long ranges of commits, and what people use today.
 *
 * <p>Arguments: a folder that repositories and a home are made in; then, in any order, {@code --npm
 * FOLDER} (the prefix with programs from npm), {@code --rounds N} (15 unless said), and the tables
 * that are wanted (all unless said).
 */
public final class ProcessBenchmark {
  private static final List<String> ALL =
      List.of("starts", "growth", "blocks", "first", "output", "verify", "neighbours");

  private ProcessBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path npm = null;
    int rounds = 15;
    List<String> wanted = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--npm" -> npm = Path.of(args[++i]).toAbsolutePath();
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        default -> wanted.add(args[i]);
      }
    }
    if (!ALL.containsAll(wanted)) {
      throw new IllegalArgumentException("the tables are " + ALL + ", not " + wanted);
    }
    Bench bench = Bench.in(Files.createDirectories(Path.of(args[0])).toRealPath(), rounds);
    System.out.println(Machine.describe(bench.jdks()));
    System.out.printf("Medians of %d turns.%n%n", rounds);
    for (String table : wanted.isEmpty() ? ALL : wanted) {
      print(table, bench, npm);
    }
  }

  private static void print(String table, Bench bench, @Nullable Path npm)
      throws IOException, InterruptedException {
    switch (table) {
      case "starts" -> StartTable.print(bench);
      case "growth" -> GrowthTable.print(bench);
      case "blocks" -> BlockTable.print(bench);
      case "first" -> FirstTable.print(bench);
      case "output" -> OutputTable.print(bench);
      case "verify" -> VerifyTable.print(bench);
      default -> NeighbourTable.print(bench, npm);
    }
  }
}
