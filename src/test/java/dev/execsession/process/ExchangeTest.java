package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
  @TempDir Path temp;

  private Exchange sh(String script, String input, Duration limit) throws IOException {
    return Exchange.with(
        List.of("sh", "-c", script), temp, Map.of("PATH", "/usr/bin:/bin"), input, limit);
  }

  @Test
  void a_program_reads_a_text_and_its_output_streams_are_separate() throws IOException {
    Exchange answer = sh("cat; echo err >&2; exit 3", "in".repeat(100_000), Duration.ofMinutes(1));

    assertThat(answer).isEqualTo(new Exchange(3, "in".repeat(100_000), "err\n"));
  }

  @Test
  void a_program_that_does_not_read_or_end_is_ended() throws IOException {
    Exchange answer = sh("echo begun; sleep 600", "x".repeat(1 << 20), Duration.ofMillis(300));

    assertThat(answer.exit()).isNull();
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 600"));
  }
}
