package dev.execsession.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.report.Sessions;
import dev.execsession.testing.FuzzTarget;
import dev.execsession.testing.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A damaged journal is read as a prefix of the original, or rejected. */
public final class JournalFuzz implements FuzzTarget {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  /** An undamaged journal, its head file and its entries. */
  private static final class Seed {
    private final byte[] bytes;
    private final byte[] head;
    private final List<Entry> entries;

    private Seed(byte[] bytes, byte[] head, List<Entry> entries) {
      this.bytes = bytes;
      this.head = head;
      this.entries = entries;
    }
  }

  private final Path folder;
  private final List<Seed> seeds = new ArrayList<>();

  /** Writes the journals that rounds start from. */
  public JournalFuzz(Path folder) throws IOException {
    this.folder = folder;
    List<Event> session = Sessions.completed().events();
    List<Event> hostile = Sessions.hostile().events();
    for (List<Event> events :
        List.of(session, hostile, session.subList(0, 6), session.subList(0, 1))) {
      Files.deleteIfExists(journal());
      try (Journal journal = Journal.create(folder, CLOCK)) {
        events.forEach(journal::append);
        byte[] head = Files.exists(head()) ? Files.readAllBytes(head()) : new byte[0];
        seeds.add(new Seed(Files.readAllBytes(journal()), head, journal.entries()));
      }
      Files.deleteIfExists(head());
    }
  }

  private Path journal() {
    return folder.resolve(Journal.FILE);
  }

  private Path head() {
    return folder.resolve(JournalHead.FILE);
  }

  @Override
  public void round(Random random) throws IOException {
    Seed seed = Mutator.pick(seeds, random);
    Files.write(journal(), damaged(seed.bytes, random));
    switch (random.nextInt(3)) {
      case 0 -> Files.deleteIfExists(head());
      case 1 -> Files.write(head(), seed.head);
      default -> Files.write(head(), Mutator.bytes(seed.head, random));
    }
    assertPrefixOf(seed.entries, Journal.inspect(folder).entries());
    try {
      List<Entry> read = Journal.read(folder);
      assertPrefixOf(seed.entries, read);
      assertThat(SessionState.of(read).isPresent()).isEqualTo(!read.isEmpty());
      if (random.nextInt(8) == 0) {
        assertAppendable(read);
      }
    } catch (StopException e) {
      assertThat(e.stop()).isEqualTo(Stop.UNVERIFIABLE);
    }
  }

  private static void assertPrefixOf(List<Entry> truth, List<Entry> read) {
    assertThat(read).isEqualTo(truth.subList(0, Math.min(read.size(), truth.size())));
  }

  private void assertAppendable(List<Entry> read) {
    try (Journal journal = Journal.open(folder, CLOCK)) {
      assertThat(journal.entries()).isEqualTo(read);
      Entry added = journal.append(new Event.Noted("B01", "on", "ana"));
      List<Entry> all = new ArrayList<>(read);
      all.add(added);
      assertThat(Journal.inspect(folder).entries()).isEqualTo(all);
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    if (random.nextInt(3) > 0) {
      return Mutator.bytes(bytes, random);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.add(at, lines.get(other));
      case 1 -> Collections.swap(lines, at, other);
      case 2 -> lines.remove(at);
      case 3 -> lines.add("\0".repeat(1 + random.nextInt(5000)));
      case 4 -> lines.set(at, resealed(lines.get(at), random));
      default -> lines.add(lines.get(other).substring(random.nextInt(lines.get(other).length())));
    }
    return String.join("", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a changed line with a valid checksum. */
  private static String resealed(String line, Random random) {
    String body = line.substring(0, Math.max(1, line.lastIndexOf(",\"crc\"")));
    String changed = body.replaceFirst("\"seq\":[0-9]+", "\"seq\":" + (2 + random.nextInt(40)));
    if (changed.equals(body)) {
      changed = body.replaceFirst("\"v\"", "[".repeat(random.nextInt(20_000)));
    }
    return JournalLine.sealed(changed.equals(body) ? "{" : changed) + "\n";
  }
}
