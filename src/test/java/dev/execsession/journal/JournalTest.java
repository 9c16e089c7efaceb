package dev.execsession.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.execsession.problem.DamagedException;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private static Event note(String text) {
    return new Event.Noted("B01", text, "ana");
  }

  private Path file() {
    return folder.resolve(Journal.FILE);
  }

  private void write(String... notes) {
    try (Journal journal = Journal.create(folder, CLOCK)) {
      Arrays.stream(notes).forEach(text -> journal.append(note(text)));
    }
  }

  private static List<Event> events(List<Entry> entries) {
    return entries.stream().map(Entry::event).toList();
  }

  @Test
  void entries_are_read_back_in_order_whatever_their_text() {
    write("plain", "\"},\"crc\":\"00000000\"}\nsecond line é \u2028 \u0000");

    List<Entry> entries = Journal.read(folder);

    assertThat(entries).extracting(Entry::seq).containsExactly(1L, 2L);
    assertThat(events(entries))
        .containsExactly(
            note("plain"), note("\"},\"crc\":\"00000000\"}\nsecond line é \u2028 \u0000"));
  }

  @Test
  void each_record_is_one_line_of_json_with_its_type_and_the_digest_of_the_previous_line()
      throws IOException {
    write("one", "two");

    List<String> lines = Files.readAllLines(file());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("{\"v\":1,\"seq\":1,\"prev\":\"" + "0".repeat(64) + "\"")
        .contains("\"at\":\"2026-11-22T12:00:00Z\",\"type\":\"noted\"");
    assertThat(lines.get(1)).contains("\"prev\":\"" + JournalLine.digest(lines.get(0)) + "\"");
  }

  @Test
  void a_truncated_last_record_is_cut_off_and_reported_and_the_next_one_follows_the_rest()
      throws IOException {
    write("one", "two");
    byte[] whole = Files.readAllBytes(file());
    int second = Files.readString(file()).indexOf('\n') + 1;
    for (int length = second + 1; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      try (Journal journal = Journal.open(folder, CLOCK)) {
        assertThat(journal.torn()).isPresent();
        assertThat(events(journal.entries())).containsExactly(note("one"));
        journal.append(note("three"));
      }

      assertThat(events(Journal.read(folder))).containsExactly(note("one"), note("three"));
    }
  }

  @Test
  void zeros_after_the_last_record_are_a_torn_tail() throws IOException {
    write("one");
    Files.write(file(), new byte[4096], StandardOpenOption.APPEND);

    try (Journal journal = Journal.open(folder, CLOCK)) {
      assertThat(journal.torn()).isPresent();
      assertThat(events(journal.entries())).containsExactly(note("one"));
    }
    assertThat(folder.resolve("journal.torn")).hasBinaryContent(new byte[4096]);
  }

  @Test
  void every_torn_tail_is_kept() throws IOException {
    write("one");
    for (String tail : List.of("half a rec", "{\"v\":1")) {
      Files.writeString(file(), tail, StandardOpenOption.APPEND);
      Journal.open(folder, CLOCK).close();
    }

    assertThat(folder.resolve("journal.torn")).hasContent("half a rec{\"v\":1");
    assertThat(events(Journal.read(folder))).containsExactly(note("one"));
  }

  @Test
  void any_changed_byte_is_detected_and_is_a_torn_tail_only_in_the_last_record()
      throws IOException {
    write("one", "two", "three");
    byte[] whole = Files.readAllBytes(file());
    String text = Files.readString(file());
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (int at = 0; at < whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(file(), bytes);

      JournalContent content = Journal.inspect(folder);

      if (at < last) {
        assertThat(content.damage()).as("byte " + at).isNotNull();
      } else {
        assertThat(content.damage()).as("byte " + at).isNull();
        assertThat(content.torn()).as("byte " + at).isNotNull();
        assertThat(content.validBytes()).isEqualTo(last);
      }
    }
  }

  @Test
  void a_complete_last_record_in_the_wrong_place_is_not_a_torn_tail() throws IOException {
    write("one", "two", "three");
    List<String> lines = Files.readAllLines(file());
    for (List<String> order :
        List.of(
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(0), lines.get(1), lines.get(1)),
            List.of(lines.get(1)))) {
      Files.writeString(file(), String.join("\n", order) + "\n");

      assertThatThrownBy(() -> Journal.read(folder)).hasMessageContaining("where");
    }
    // A record written by a newer version is kept.
    String newer = lines.get(1).replace("\"type\":\"noted\"", "\"type\":\"hummed\"");
    String body = newer.substring(0, newer.lastIndexOf(",\"crc\""));
    Files.writeString(file(), lines.get(0) + "\n" + JournalLine.sealed(body) + "\n");

    assertThatThrownBy(() -> Journal.read(folder))
        .hasMessageContaining("unknown record type hummed");
  }

  @Test
  void a_changed_record_in_the_middle_is_reported_with_its_position() throws IOException {
    write("one", "two", "three");
    String text = Files.readString(file());
    int place = text.indexOf('\n') + 1;
    Files.writeString(file(), text.replace("\"two\"", "\"2wo\""));

    assertThatThrownBy(() -> Journal.read(folder))
        .isInstanceOfSatisfying(
            StopException.class, stop -> assertThat(stop.stop()).isEqualTo(Stop.UNVERIFIABLE))
        .hasMessageContaining("record 2 at byte " + place + ": checksum does not match");
  }

  @Test
  void a_record_missing_in_the_middle_is_reported() throws IOException {
    write("one", "two", "three");
    List<String> lines = Files.readAllLines(file());
    Files.writeString(file(), lines.get(0) + "\n" + lines.get(2) + "\n" + lines.get(2) + "\n");

    assertThatThrownBy(() -> Journal.read(folder))
        .hasMessageContaining("found record 3 where 2 was expected");
  }

  @Test
  void complete_records_missing_at_the_end_are_detected_up_to_the_last_step() throws IOException {
    try (Journal journal = Journal.create(folder, CLOCK)) {
      journal.append(note("one"));
      journal.append(new Event.Done("B01"));
      journal.append(note("three"));
    }
    List<String> lines = Files.readAllLines(file());
    Path head = folder.resolve(JournalHead.FILE);
    String noted = Files.readString(head);
    assertThat(noted).isEqualTo("2 " + JournalLine.digest(lines.get(1)) + "\n");

    Files.writeString(file(), lines.get(0) + "\n" + lines.get(1) + "\n");
    assertThat(Journal.read(folder)).as("the head may be older after a crash").hasSize(2);

    Files.writeString(file(), lines.get(0) + "\n");
    assertThatThrownBy(() -> Journal.read(folder))
        .isInstanceOf(StopException.class)
        .hasMessageContaining("it ends with record 1, but 2 were written");

    Files.writeString(file(), lines.get(0) + "\n" + lines.get(1).substring(0, 20));
    assertThat(Journal.read(folder)).as("a torn end").hasSize(1);

    String other =
        JournalLine.write(
            new Entry(2, CLOCK.instant(), new Event.Done("B02")), JournalLine.digest(lines.get(0)));
    Files.writeString(file(), lines.get(0) + "\n" + other + "\n");
    assertThatThrownBy(() -> Journal.read(folder))
        .hasMessageContaining("record 2 differs from the one that was written");

    for (String nothing : List.of("", "\0".repeat(67))) {
      Files.writeString(head, nothing);
      assertThat(Journal.read(folder)).as("a head lost by a power cut").hasSize(2);
    }
    for (String nonsense :
        List.of("2 abc\n", noted + noted, noted.replaceFirst("[0-9a-f]\n", "G\n"))) {
      Files.writeString(head, nonsense);
      assertThatThrownBy(() -> Journal.read(folder))
          .hasMessageContaining("`journal.head` is not as it was written");
    }
  }

  @Test
  void damage_that_was_seen_is_remembered_even_if_the_journal_is_mended() throws IOException {
    write("one", "two");
    String whole = Files.readString(file());
    Files.writeString(file(), whole.replace("\"two\"", "\"2wo\"") + whole);
    DamagedException seen =
        catchThrowableOfType(DamagedException.class, () -> Journal.read(folder));
    Journal.distrust(seen, CLOCK);
    Files.writeString(file(), whole);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Journal.open(folder, CLOCK))
          .isInstanceOf(DamagedException.class)
          .hasMessage(
              "session `%s` is refused since %s: %s",
              folder.getFileName(), CLOCK.instant(), seen.getMessage());
      Journal.distrust(
          catchThrowableOfType(DamagedException.class, () -> Journal.read(folder)),
          Clock.systemUTC());
    }
    assertThat(Journal.inspect(folder).entries()).hasSize(2);
  }

  @Test
  void a_record_of_another_version_is_not_held_against_the_session() throws IOException {
    write("one", "two");
    String whole = Files.readString(file());
    List<String> lines = Files.readAllLines(file());
    String newer = lines.get(1).replace("\"type\":\"noted\"", "\"type\":\"hummed\"");
    String body = newer.substring(0, newer.lastIndexOf(",\"crc\""));
    Files.writeString(file(), lines.get(0) + "\n" + JournalLine.sealed(body) + "\n");
    DamagedException seen =
        catchThrowableOfType(DamagedException.class, () -> Journal.read(folder));
    assertThat(seen.problems().get(0).code()).isEqualTo(ProblemCode.JOURNAL_READ);
    Journal.distrust(seen, CLOCK);
    Files.writeString(file(), whole);

    assertThat(Journal.read(folder)).hasSize(2);
  }

  @Test
  void a_journal_changed_or_removed_by_another_program_accepts_no_more_records()
      throws IOException {
    try (Journal journal = Journal.create(folder, CLOCK)) {
      journal.append(note("one"));
      Files.writeString(file(), "x", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

      assertThatThrownBy(() -> journal.append(note("two")))
          .hasMessageContaining("another program changed it");
      assertThatThrownBy(() -> journal.append(note("two")))
          .hasMessageContaining("accepts no more records");
    }
    Files.delete(file());
    try (Journal journal = Journal.create(folder, CLOCK)) {
      Files.delete(file());

      assertThatThrownBy(() -> journal.append(note("one")))
          .hasMessageContaining("it was removed during the session: no such file");
    }
  }

  @Test
  void a_journal_changed_while_a_record_is_written_is_damaged_too() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (Journal journal =
          Journal.create(Files.createDirectory(folder.resolve("" + round)), CLOCK)) {
        Path file = folder.resolve(round + "/" + Journal.FILE);
        CompletableFuture<Path> change =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    // Longer than a record, which would overwrite it.
                    return Files.writeString(file, "x".repeat(10_000), StandardOpenOption.APPEND);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });

        assertThatThrownBy(
                () -> {
                  while (!change.isDone()) {
                    journal.append(note("one"));
                  }
                  journal.append(note("last"));
                })
            .isInstanceOf(DamagedException.class)
            .hasMessageContaining("another program changed it");
      }
    }
  }

  @Test
  void every_kind_of_event_has_a_distinct_type() {
    assertThat(kinds(Event.class).map(JournalLine::word).toList())
        .doesNotHaveDuplicates()
        .contains("locked", "between-accepted", "manually-checked")
        .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(JournalTest::kinds)
        : Stream.of(type);
  }
}
