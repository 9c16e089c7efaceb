package dev.execsession.bench;

import dev.execsession.testing.JsonDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all tables are measured with.
 *
 * @param folder where repositories are made and programs find their home
 * @param rounds how often each command runs for a median
 */
record Bench(Path folder, Path launcher, int rounds, List<Jdk> jdks, Stopwatch stopwatch) {
  private static final int WARM = 2;
  private static final Duration STILL = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static Bench in(Path folder, int rounds) throws IOException {
    Path launcher =
        Path.of(System.getProperty("exec.session.home", "target/exec-session"))
            .toAbsolutePath()
            .resolve("bin/exec-session");
    if (!Files.isExecutable(launcher)) {
      throw new IOException("no launcher, package it first: " + launcher);
    }
    Files.createDirectories(folder.resolve("home"));
    List<Jdk> jdks = Jdk.installed(17, 25);
    if (jdks.isEmpty()) {
      throw new IOException("no JDK to measure on");
    }
    return new Bench(folder, launcher, rounds, jdks, new Stopwatch(folder));
  }

  /** Gives the same with fewer rounds, for commands that take seconds. */
  Bench slow() {
    return new Bench(folder, launcher, Math.max(3, rounds / 3), jdks, stopwatch);
  }

  /** Gives the surroundings of every command: a home of its own, no settings of the user. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home().toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("NO_COLOR", "1");
    return environment;
  }

  Command tool(Jdk jdk, String name, Path directory, String... words) {
    List<String> all = new ArrayList<>(List.of(launcher.toString()));
    all.addAll(List.of(words));
    return Command.of(on(jdk, name), directory, environment(), all)
        .with("EXEC_SESSION_JAVA", jdk.home().toString());
  }

  /** Gives a run of a plan that begins a new session each time. */
  Command run(Jdk jdk, String name, Path root, String plan) {
    Path report = folder.resolve("report.json");
    return tool(
            jdk,
            name,
            root,
            "run",
            plan,
            "--mode",
            "autonomous",
            "--executor-command",
            "true",
            "--report",
            report.toString())
        .after(() -> Folders.delete(root.resolve(".git/exec-session")))
        .reportingTo(report);
  }

  Command empty(Jdk jdk) throws IOException {
    return Command.of(on(jdk, "empty"), folder, environment(), Empty.words(jdk, folder));
  }

  /** Gives a name that tells the same command on two JDKs apart. */
  static String on(Jdk jdk, String name) {
    return name + " on " + jdk.major();
  }

  /**
   * Runs all commands in turn, again and again, and gives each one's medians by its name. The first
   * runs do not count; after them it waits for what a launcher may still be doing for later starts.
   */
  Map<String, Measured> measure(List<Command> commands) throws IOException, InterruptedException {
    Map<String, List<Measured>> runs = new LinkedHashMap<>();
    for (int round = -WARM; round < rounds; round++) {
      if (round == 0) {
        awaitStillness();
      }
      for (Command command : commands) {
        Measured measured = stopwatch.run(command);
        Path report = command.report();
        if (round >= 0) {
          runs.computeIfAbsent(command.name(), name -> new ArrayList<>())
              .add(report == null ? measured : measured.withChildren(children(report)));
        }
      }
    }
    Map<String, Measured> medians = new LinkedHashMap<>();
    runs.forEach((name, measured) -> medians.put(name, Measured.medians(measured)));
    return medians;
  }

  /** Gives the time that executors and checks of a run took, as the tool itself recorded it. */
  private static double children(Path file) {
    JsonDoc report = JsonDoc.read(file);
    return Stream.of("blocks.*.executor.durationMs", "blocks.*.checks.*.durationMs")
        .flatMap(way -> report.texts(way).stream())
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  private void awaitStillness() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long since = System.nanoTime();
    String seen = Folders.listing(home());
    while (System.nanoTime() - since < STILL.toNanos() && System.nanoTime() < deadline) {
      Thread.sleep(200);
      String now = Folders.listing(home());
      if (!now.equals(seen)) {
        seen = now;
        since = System.nanoTime();
      }
    }
  }

  private Path home() {
    return folder.resolve("home");
  }
}
