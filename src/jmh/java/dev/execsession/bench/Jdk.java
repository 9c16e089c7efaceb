package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed JDK. */
record Jdk(int major, String version, Path home) {
  private static final Path FOLDER = Path.of("/usr/lib/jvm");

  Path java() {
    return home.resolve("bin/java");
  }

  /** Returns the first JDK of a major version, told by the {@code release} file in its home. */
  static Optional<Jdk> find(int major) throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(FOLDER)) {
      for (Path home : homes.sorted().filter(home -> !Files.isSymbolicLink(home)).toList()) {
        for (String line : lines(home.resolve("release"))) {
          String version = line.replaceFirst("^JAVA_VERSION=\"(.*)\"$", "$1");
          if (!version.equals(line) && version.replaceFirst("\\D.*", "").equals("" + major)) {
            return Optional.of(new Jdk(major, version, home));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns those that are there, and says which are not. */
  static List<Jdk> installed(int... majors) throws IOException {
    List<Jdk> found = new ArrayList<>();
    for (int major : majors) {
      find(major)
          .ifPresentOrElse(
              found::add,
              () ->
                  System.out.printf("**Java %d is not in %s: not measured.**%n%n", major, FOLDER));
    }
    return found;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
  }
}
