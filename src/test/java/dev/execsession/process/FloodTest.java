package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory is only seen in a machine of a size of its own: the runner runs in a small child JVM. */
@Timeout(120)
class FloodTest {
  @TempDir Path folder;

  @Test
  void two_hundred_megabytes_and_a_line_of_fifty_pass_through_a_small_heap()
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("java.txt").toFile())
            .start();

    assertThat(java.waitFor()).as(Files.readString(folder.resolve("java.txt"))).isZero();
    assertThat(Files.readString(folder.resolve("java.txt"))).isEqualTo("EXITED 0 250000006\n");
    assertThat(Files.size(folder.resolve("out.log"))).isBetween(10L << 20, (10L << 20) + 100);
  }

  static final class Flood {
    private Flood() {}

    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      ProcessResult result =
          new ProcessRunner(System.getenv())
              .run(
                  new Command(
                      List.of(
                          "sh",
                          "-c",
                          "yes 'a line of the output' | head -c 200000000; echo;"
                              + " head -c 50000000 /dev/zero | tr '\\0' x; echo; echo end"),
                      folder,
                      System.getenv(),
                      null,
                      folder.resolve("out.log"),
                      Duration.ZERO,
                      Duration.ZERO,
                      Command.KEEP_BYTES,
                      "flood",
                      SecretMask.of(
                          Map.of("TOKEN", "a line of secrets"), List.of(), List.of(), List.of())),
                  ProcessListener.NONE);
      System.out.println(result.ending() + " " + result.exit() + " " + result.outputBytes());
    }
  }
}
