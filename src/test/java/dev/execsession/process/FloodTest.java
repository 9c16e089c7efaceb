package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures memory in a small child JVM that runs the runner. */
@Timeout(120)
class FloodTest {
  @TempDir Path folder;

  @Test
  void two_hundred_megabytes_and_a_line_of_fifty_pass_through_a_small_heap()
      throws IOException, InterruptedException {
    String said =
        flood(
            List.of("-Xmx48m"),
            "yes 'a line of the output' | head -c 200000000; echo;"
                + " head -c 50000000 /dev/zero | tr '\\0' x; echo; echo end");

    assertThat(said).startsWith("EXITED 0 250000006 ");
    assertThat(Files.size(folder.resolve("out.log"))).isBetween(10L << 20, (10L << 20) + 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes 'a line of the output, CUST-4711'",
        "yes 'a line of secrets' | tr -d '\\n'",
        "cat /dev/zero"
      })
  void what_is_printed_leaves_nothing_to_collect(String command)
      throws IOException, InterruptedException {
    // Such a heap is not collected before all of its memory was used once.
    String said = flood(List.of("-Xms600m", "-Xmn500m"), command + " | head -c 100000000");

    assertThat(said).startsWith("EXITED 0 100000000 ");
    assertThat(Long.parseLong(said.strip().split(" ", -1)[3]))
        .as("KiB that the process grew by, half of a log's 10 MiB among them")
        .isLessThan(24 << 10);
  }

  private String flood(List<String> options, String script)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    words.addAll(options);
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            home(Flood.class) + ":" + home(Command.class)));
    words.addAll(List.of(Flood.class.getName(), folder.toString(), script));
    Process java =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("java.txt").toFile())
            .start();
    assertThat(java.waitFor()).as(Files.readString(folder.resolve("java.txt"))).isZero();
    return Files.readString(folder.resolve("java.txt"));
  }

  private static String home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  static final class Flood {
    private Flood() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      run(folder, "echo start");
      long before = peakKib();
      ProcessResult result = run(folder, args[1]);
      System.out.println(
          result.ending()
              + " "
              + result.exit()
              + " "
              + result.outputBytes()
              + " "
              + (peakKib() - before));
    }

    private static ProcessResult run(Path folder, String script) {
      return new ProcessRunner(System.getenv())
          .run(
              new Command(
                  List.of("sh", "-c", script),
                  folder,
                  System.getenv(),
                  null,
                  folder.resolve("out.log"),
                  Duration.ZERO,
                  Duration.ZERO,
                  Command.KEEP_BYTES,
                  "flood",
                  SecretMask.of(
                      Map.of("TOKEN", "a line of secrets"),
                      List.of(),
                      List.of(),
                      List.of(Pattern.compile("CUST-\\d{8}"))),
                  Duration.ZERO,
                  false,
                  null),
              ProcessListener.NONE);
    }

    private static long peakKib() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
