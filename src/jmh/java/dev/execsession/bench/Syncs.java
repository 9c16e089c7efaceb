package dev.execsession.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes that are forced to disk. */
final class Syncs {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final int TRIES = 201;

  private Syncs() {}

  /** Returns how many a further block needs, counted by strace, or that it is not there. */
  static String perBlock(Bench bench, Jdk jdk, Path root, String many, String one, int blocks)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(STRACE)) {
      return "no strace: not counted";
    }
    double further = count(bench, bench.run(jdk, "many", root, many));
    further -= count(bench, bench.run(jdk, "one", root, one));
    return Table.number(further / (blocks - 1));
  }

  private static long count(Bench bench, Command run) throws IOException, InterruptedException {
    Path trace = bench.folder().resolve("syncs");
    List<String> words =
        new ArrayList<>(List.of(STRACE.toString(), "-f", "--seccomp-bpf", "-qq", "-o"));
    words.addAll(List.of(trace.toString(), "-e", "trace=fsync,fdatasync", "--"));
    words.addAll(run.words());
    bench.stopwatch().run(run.withWords(words));
    try (Stream<String> lines = Files.lines(trace)) {
      return lines.filter(line -> line.contains("sync(")).count();
    }
  }

  /** Returns the median time of a small append that is forced to disk, as the journal's are. */
  static double oneMs(Path folder) throws IOException {
    Path file = folder.resolve("forced");
    List<Measured> runs = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < TRIES; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.wrap(new byte[200]));
        channel.force(false);
        runs.add(new Measured((System.nanoTime() - began) / 1e6, 0, 0, 0));
      }
    }
    Files.delete(file);
    return Measured.medians(runs).wallMs();
  }
}
