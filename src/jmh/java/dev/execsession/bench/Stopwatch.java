package dev.execsession.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a program to its end and gives what the kernel says of it: wall time, CPU time and peak
 * memory of the program and all that it waited for.
 *
 * <p>A small Perl process forks, becomes the program in the child and waits for it with {@code
 * wait4}: no shell, no JVM between, and microseconds where GNU time rounds to ten milliseconds. The
 * fork of that small process, well below a millisecond, is in every row alike, and its 2 MiB are
 * the least peak memory that can be seen.
 */
final class Stopwatch {
  private static final File NULL = new File("/dev/null");

  /** Numbers of {@code wait4} and {@code clock_gettime}: Perl itself knows neither. */
  private static final Map<String, List<String>> CALLS =
      Map.of("amd64", List.of("61", "228"), "aarch64", List.of("260", "113"));

  private static final String SCRIPT =
      """
      use strict;
      my ($wait4, $clock, @words) = @ARGV;
      sub now {
        my $time = pack('q2', 0, 0);
        syscall($clock + 0, 1, $time) == 0 or die "clock: $!";
        my ($seconds, $nanos) = unpack('q2', $time);
        return $seconds * 1e6 + $nanos / 1e3;
      }
      my ($status, $usage) = (pack('l', 0), "\\0" x 144);
      my $began = now();
      my $child = fork() // die "fork: $!";
      if ($child == 0) {
        open(STDOUT, '>', '/dev/null');
        exec { $words[0] } @words;
        print STDERR "$words[0]: $!\\n";
        require POSIX;
        POSIX::_exit(127);
      }
      syscall($wait4 + 0, $child, $status, 0, $usage) == $child or die "wait4: $!";
      my $ended = now();
      my ($user, $userMicros, $system, $systemMicros, $peak) = unpack('q5', $usage);
      my $how = unpack('l', $status);
      printf "%d %d %d %d\\n", $how & 127 ? 128 + ($how & 127) : $how >> 8, $ended - $began,
        ($user + $system) * 1e6 + $userMicros + $systemMicros, $peak;
      """;

  private final List<String> prefix;
  private final Path errors;

  /**
   * @param folder where what a program says on its standard error is kept, for the case that it
   *     fails
   */
  Stopwatch(Path folder) throws IOException {
    List<String> calls = CALLS.get(System.getProperty("os.arch"));
    if (calls == null || !Files.isExecutable(Path.of("/usr/bin/perl"))) {
      throw new IOException("processes are measured with /usr/bin/perl, on x86-64 and arm64 Linux");
    }
    prefix = new ArrayList<>(List.of("/usr/bin/perl", "-e", SCRIPT));
    prefix.addAll(calls);
    errors = folder.resolve("stderr");
  }

  /**
   * Runs a command.
   *
   * @throws IOException when it does not end as it is expected to
   */
  Measured run(Command command) throws IOException, InterruptedException {
    command.before().run();
    List<String> words = new ArrayList<>(prefix);
    words.addAll(command.words());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(command.directory().toFile())
            .redirectInput(command.stdin() == null ? NULL : command.stdin().toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] figures = said.strip().split(" ", -1);
    if (process.waitFor() != 0 || figures.length != 4 || !figures[0].equals(exit(command))) {
      throw new IOException(
          command.name()
              + ": expected exit "
              + exit(command)
              + ", got `"
              + said.strip()
              + "` from "
              + command.words()
              + "\n"
              + Files.readString(errors));
    }
    return new Measured(
        Long.parseLong(figures[1]) / 1e3,
        Long.parseLong(figures[2]) / 1e3,
        Long.parseLong(figures[3]) / 1024.0,
        0);
  }

  private static String exit(Command command) {
    return Integer.toString(command.exit());
  }
}
