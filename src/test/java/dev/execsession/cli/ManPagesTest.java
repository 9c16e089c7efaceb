package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the man pages to the commands; {@code -Dcases.rewrite=true} writes them. */
class ManPagesTest {
  private static final Path PAGES = Path.of("src/main/distribution/share/man/man1");

  @Test
  void each_command_has_a_page() throws IOException {
    Map<String, String> rendered = ManPages.render(CliReferenceTest.tool());
    if (Boolean.getBoolean("cases.rewrite")) {
      for (Path page : pages()) {
        Files.delete(page);
      }
      for (Map.Entry<String, String> page : rendered.entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    Map<String, String> kept = new TreeMap<>();
    for (Path page : pages()) {
      kept.put(page.getFileName().toString(), Files.readString(page));
    }
    assertThat(kept).isEqualTo(rendered);
  }

  @Test
  void no_page_has_a_fault() throws IOException, InterruptedException {
    Needs.installed("mandoc");
    List<String> words = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "warning"));
    pages().forEach(page -> words.add(page.toString()));
    Process lint = new ProcessBuilder(words).redirectErrorStream(true).start();
    String found = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(lint.waitFor()).as(found).isZero();
    assertThat(found).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages.sorted().toList();
    }
  }
}
