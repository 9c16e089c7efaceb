package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Returns what machine the figures are from. */
final class Machine {
  private Machine() {}

  /** Returns the machine as a paragraph, with how busy it was before we began. */
  static String describe(List<Jdk> jdks) throws IOException {
    return "%s, %d processors, Linux %s, load %s before the first run; %s."
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            first("/proc/sys/kernel/osrelease"),
            first("/proc/loadavg").replaceFirst(" .*", ""),
            String.join(", ", jdks.stream().map(jdk -> "Java " + jdk.version()).toList()));
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  private static String first(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).get(0);
  }
}
