package dev.execsession.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.file.ContentId;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Journals of older versions keep their meaning. */
class ReplayTest {
  private static final Path JOURNALS = Path.of("src/test/resources/journals");

  static List<String> journals() {
    try (Stream<Path> folders = Files.list(JOURNALS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("journals")
  void a_journal_of_an_older_version_is_reported_as_before(String name) throws IOException {
    Path folder = JOURNALS.resolve(name);
    SessionState state = SessionState.of(Journal.read(folder)).orElseThrow();
    String report = JsonReport.render(SessionReport.of(state, SessionLog.PLACE));

    if (Boolean.getBoolean("cases.rewrite")) {
      Files.writeString(folder.resolve("report.json"), report);
    }
    assertThat(report).isEqualTo(Files.readString(folder.resolve("report.json")));
  }

  @ParameterizedTest
  @MethodSource("journals")
  void every_prefix_of_a_journal_of_an_older_version_is_reported_as_before(String name)
      throws IOException {
    List<Entry> entries = Journal.read(JOURNALS.resolve(name));
    List<String> digests = new ArrayList<>();
    for (int end = 1; end <= entries.size(); end++) {
      SessionState state = SessionState.of(entries.subList(0, end)).orElseThrow();
      String report = JsonReport.render(SessionReport.of(state, SessionLog.PLACE));
      digests.add(entries.get(end - 1).type() + " " + ContentId.of(report.getBytes(UTF_8)).hex());
    }

    Path starts = JOURNALS.resolve(name).resolve("starts");
    if (Boolean.getBoolean("cases.rewrite")) {
      Files.write(starts, digests);
    }
    assertThat(digests).isEqualTo(Files.readAllLines(starts));
  }

  @Test
  void the_recorded_journals_contain_every_kind_of_event() {
    assertThat(
            journals().stream()
                .flatMap(name -> Journal.read(JOURNALS.resolve(name)).stream())
                .map(Entry::event)
                .<Class<?>>map(Event::getClass)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(kinds(Event.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? kinds(type) : Stream.of(type));
  }
}
