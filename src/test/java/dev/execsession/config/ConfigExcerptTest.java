package dev.execsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries are cut out of a configuration as they are written. */
class ConfigExcerptTest {
  @Test
  void the_named_entries_keep_their_lines_and_comments() {
    String text =
        """
        # ours
        version: 1
        executors: # agents
          claude:
            # less
            timeout: 30m

        checks:
          - make
        redact: [x]
        """;

    assertThat(ConfigExcerpt.of(text, List.of("executors", "redact", "sandbox")))
        .isEqualTo(
            """
            executors: # agents
              claude:
                # less
                timeout: 30m

            redact: [x]
            """);
    assertThat(ConfigExcerpt.of(text, List.of("sandbox"))).isEmpty();
    assertThat(ConfigExcerpt.of("", List.of("executors"))).isEmpty();
  }

  @Test
  void a_file_on_one_line_is_kept_whole() {
    String text = "{version: 1, executors: {a: {command: x}}}";

    assertThat(ConfigExcerpt.of(text, List.of("executors"))).isEqualTo(text);
  }
}
