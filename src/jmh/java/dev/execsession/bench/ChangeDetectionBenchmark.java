package dev.execsession.bench;

import dev.execsession.git.Probe;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.scope.Scope;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.scope.ScopeRule;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentPolicy;
import dev.execsession.worktree.Delta;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What noticing changes costs, beside what {@code git} takes for the same tree in the same run.
 *
 * <p>Arguments: a folder for the repositories, then numbers of tracked files. For each number the
 * first look is compared with {@code git hash-object} of the same files, and the two looks of a
 * block with one {@code git status}; both in turn, medians. With {@code --heap} it only takes the
 * looks, so that it can be started with the largest heap that is wanted.
 */
public final class ChangeDetectionBenchmark {
  private static final int RUNS = 15;
  private static final int FIRST_RUNS = 3;
  private static final String[] STATUS = {
    "git", "status", "--porcelain=v2", "-z", "--untracked-files=all"
  };
  private static final ContentPolicy POLICY =
      ContentPolicy.of(
          new ScopeJudge(
              new Scope(
                  List.of(ScopeRule.include("src/**", null)),
                  List.of(ScopeRule.exclude("src/secret/**", null))),
              Scope.NONE,
              List.of(),
              List.of(),
              TreePath.of("plan.md"),
              false));

  private ChangeDetectionBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    if (args[1].equals("--heap")) {
      looks(GeneratedRepository.make(folder.resolve(args[2]), Integer.parseInt(args[2])));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors%n%n",
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors());
    System.out.println(
        "| files | `git status` ms | two looks, ms | ratio | `git hash-object` ms | first look, ms"
            + " | ratio | heap for it, MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (String size : List.of(args).subList(1, args.length)) {
      measure(folder, Integer.parseInt(size));
    }
  }

  private static void measure(Path folder, int files) throws IOException, InterruptedException {
    Path root = GeneratedRepository.make(folder.resolve(Integer.toString(files)), files);
    GeneratedRepository.settle(root);
    Path list = list(root);
    List<Double> hashes = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    for (int i = 0; i < FIRST_RUNS; i++) {
      hashes.add(
          Programs.run(root, list.toFile(), "git", "hash-object", "--no-filters", "--stdin-paths"));
      long began = System.nanoTime();
      open(root).observeAll(POLICY);
      firsts.add(millis(began));
    }
    Worktree worktree = open(root);
    ScanFolder looks = looksOf(root);
    Observation current = worktree.observe(null, POLICY);
    looks.write(current);
    List<Double> statuses = new ArrayList<>();
    List<Double> blocks = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      statuses.add(Programs.run(root, STATUS));
      Path changed = root.resolve("src/m000/pkg00/File000001.java");
      Files.writeString(changed, "class File000001 {} // " + i + "\n", StandardCharsets.UTF_8);
      long began = System.nanoTime();
      Observation afterExecutor = worktree.observe(current, POLICY);
      Delta delta = worktree.delta(current, afterExecutor);
      looks.write(afterExecutor);
      Observation afterChecks = worktree.observe(afterExecutor, POLICY);
      Delta none = worktree.delta(afterExecutor, afterChecks);
      looks.write(afterChecks);
      blocks.add(millis(began));
      if (delta.files().size() != 1 || !none.isEmpty()) {
        throw new IllegalStateException("the looks saw " + delta.files());
      }
      current = afterChecks;
    }
    System.out.printf(
        Locale.ROOT,
        "| %,d | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f | %s |%n",
        files,
        median(statuses),
        median(blocks),
        median(blocks) / median(statuses),
        median(hashes),
        median(firsts),
        median(firsts) / median(hashes),
        heap(folder, files));
  }

  private static Path list(Path root) throws IOException {
    Path list = root.resolve(".git/files");
    try (Stream<Path> files = Files.walk(root.resolve("src"))) {
      Files.write(
          list,
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .toList());
    }
    return list;
  }

  /** Returns the heap that the looks were content with: 200 bytes a file and 64 MiB. */
  private static String heap(Path folder, int files) throws IOException, InterruptedException {
    int mebibytes = 64 + (int) Math.ceil(files * 1.2 * 200 / (1 << 20));
    try {
      Programs.run(
          folder,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx" + mebibytes + "m",
          "-cp",
          System.getProperty("java.class.path"),
          ChangeDetectionBenchmark.class.getName(),
          folder.toString(),
          "--heap",
          Integer.toString(files));
      return "≤ " + mebibytes;
    } catch (IOException e) {
      return "> " + mebibytes;
    }
  }

  private static void looks(Path root) {
    Worktree worktree = open(root);
    ScanFolder looks = looksOf(root);
    Observation first = worktree.observe(null, POLICY);
    looks.write(first);
    worktree.dirty(first);
    worktree.store(root.resolve(".git/content")).snapshot(first, POLICY);
    Observation next = worktree.observe(first, POLICY);
    worktree.delta(first, next);
    looks.write(next);
  }

  private static ScanFolder looksOf(Path root) {
    try {
      return new ScanFolder(Files.createDirectories(root.resolve(".git/looks")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Worktree open(Path root) {
    Probe probe = RepositoryProbe.inspect(root, Map.of("HOME", "/"), false);
    return Worktree.open(Objects.requireNonNull(probe.facts()));
  }

  private static double millis(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
