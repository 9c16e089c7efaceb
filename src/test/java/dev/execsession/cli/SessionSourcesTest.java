package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.report.ReportSources.Log;
import dev.execsession.store.SessionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSourcesTest {
  @TempDir Path folder;

  @Test
  void a_short_log_is_whole() throws IOException {
    assertThat(log("one\ntwo")).isEqualTo(new Log(List.of("one", "two"), 0, List.of()));
    assertThat(log("")).isEqualTo(new Log(List.of(), 0, List.of()));
    assertThat(log(numbers(20)).cut()).isZero();
  }

  @Test
  void a_long_log_is_its_start_and_its_end() throws IOException {
    Log log = log(numbers(1000));

    assertThat(log.head()).containsExactly("1", "2", "3", "4", "5");
    assertThat(log.cut()).isEqualTo(980);
    assertThat(log.tail()).hasSize(15).startsWith("986").endsWith("1000");
  }

  @Test
  void a_long_line_is_cut() throws IOException {
    assertThat(log("x".repeat(100_000) + "\nend").head().get(0)).hasSize(401).endsWith("…");
    assertThat(log("x".repeat(400) + "\nend").head().get(0)).hasSize(400);
  }

  @Test
  void a_log_that_is_gone_is_not_shown() {
    assertThat(sources().log("logs/B01-1-check-1.log")).isEmpty();
    assertThat(sources().log("logs")).isEmpty();
    assertThat(sources().diff("B01")).isEmpty();
  }

  private Log log(String text) throws IOException {
    Files.writeString(folder.resolve("x.log"), text);
    return sources().log("x.log").orElseThrow();
  }

  private SessionSources sources() {
    return new SessionSources(new SessionFolder(folder), null, null);
  }

  private static String numbers(int last) {
    return IntStream.rangeClosed(1, last)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
