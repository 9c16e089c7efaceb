package dev.execsession.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the events in {@code docs/json.md} with those that are recorded. */
class EventPageTest {
  @Test
  void the_page_lists_exactly_the_events_of_a_run() throws IOException {
    String page = Files.readString(Path.of("docs/json.md"));
    String events = page.substring(page.indexOf("\n## Events of a run\n"));
    List<String> documented =
        Pattern.compile("(?m)^- ([^:]+):")
            .matcher(events)
            .results()
            .flatMap(line -> Pattern.compile("`([a-z-]+)`").matcher(line.group(1)).results())
            .map(word -> word.group(1))
            .toList();

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            JournalLine.types(Event.class).map(JournalLine::word).toList());
  }
}
