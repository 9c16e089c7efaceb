package dev.execsession.bench;

import dev.execsession.testing.JsonDoc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * @param warm how often each command runs before that
 * @param rounds how often each command runs for a median
 */
record Bench(
    Path folder, Path launcher, int warm, int rounds, List<Jdk> jdks, Stopwatch stopwatch) {
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
    return new Bench(folder, launcher, 2, rounds, jdks, new Stopwatch(folder));
  }

  /** Returns the same with fewer rounds, for commands that take seconds. */
  Bench slow() {
    return new Bench(folder, launcher, 1, Math.max(3, rounds / 3), jdks, stopwatch);
  }

  /** Returns the surroundings of every command: a home of its own, no settings of the user. */
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

  /** Returns a run of a plan that begins a new session each time. */
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

  /** Returns a name that tells the same command on two JDKs apart. */
  static String on(Jdk jdk, String name) {
    return name + " on " + jdk.major();
  }

  /**
   * Runs all commands in turn, again and again, and gives each one's medians by its name. The first
   * runs do not count; after them it waits for what a launcher may still be doing for later starts.
   */
  Map<String, Measured> measure(List<Command> commands) throws IOException, InterruptedException {
    Map<String, List<Measured>> runs = new LinkedHashMap<>();
    for (int round = -warm; round < rounds; round++) {
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

  /** Returns the time that executors and checks of a run took, as the tool itself recorded it. */
  private static double children(Path file) {
    JsonDoc report = JsonDoc.read(file);
    return Stream.of("blocks.*.executor.durationMs", "blocks.*.checks.*.durationMs")
        .flatMap(way -> report.texts(way).stream())
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  private void awaitStillness() throws InterruptedException {
    String mark = "HOME=" + home();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ProcessHandle.allProcesses().anyMatch(process -> isStartedWith(process, mark))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("a process with " + mark + " does not end");
      }
      Thread.sleep(200);
    }
  }

  private static boolean isStartedWith(ProcessHandle process, String variable) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      // Names of files in a home may be beyond ASCII; one char per byte keeps them comparable.
      String text = Files.readString(environment, StandardCharsets.ISO_8859_1);
      return List.of(text.split("\0", -1)).contains(bytewise(variable));
    } catch (IOException e) {
      // It has ended, or is somebody else's.
      return false;
    }
  }

  private static String bytewise(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private Path home() {
    return folder.resolve("home");
  }
}
