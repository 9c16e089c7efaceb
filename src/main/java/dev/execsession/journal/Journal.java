package dev.execsession.journal;

import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal file of one session, open for appending. {@link #append} returns only when the record
 * is on the disk. Any failure is a stop with {@link Stop#UNVERIFIABLE} that names the file and the
 * reason; after one nothing more is written.
 */
public final class Journal implements AutoCloseable {
  /** The journal's name inside a session's folder. */
  public static final String FILE = "journal.jsonl";

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final List<Entry> entries;
  private final @Nullable String torn;
  private final @Nullable Object fileKey;
  private long length;
  private String lastDigest;
  private boolean failed;

  private Journal(
      Path file,
      FileChannel channel,
      Clock clock,
      JournalContent content,
      @Nullable Object fileKey) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.entries = new ArrayList<>(content.entries());
    this.length = content.validBytes();
    this.lastDigest = content.lastDigest();
    this.torn = content.torn();
    this.fileKey = fileKey;
  }

  /** Creates the journal of a new session in a folder that has none. */
  public static Journal create(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      syncFolder(folder);
      syncFolder(folder.getParent());
      return new Journal(
          file,
          channel,
          clock,
          new JournalContent(List.of(), 0, JournalLine.FIRST, null),
          key(file));
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
  }

  /** Opens the journal of a session that goes on; a torn tail is kept aside and cut off first. */
  public static Journal open(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    JournalContent content = content(file);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (content.torn() != null) {
        byte[] all = Files.readAllBytes(file);
        Files.write(
            folder.resolve("journal.torn"),
            Arrays.copyOfRange(all, Math.toIntExact(content.validBytes()), all.length));
        channel.truncate(content.validBytes());
        channel.force(true);
      }
      channel.position(content.validBytes());
      return new Journal(file, channel, clock, content, key(file));
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
  }

  /**
   * Reads the entries of the journal in a session's folder without touching it; a torn tail is left
   * out.
   */
  public static List<Entry> read(Path folder) {
    return content(folder.resolve(FILE)).entries();
  }

  /** Records an event and gives its entry once it is on the disk. */
  public Entry append(Event event) {
    if (failed) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(
              ProblemCode.JOURNAL_WRITE,
              "the journal failed earlier and takes no more records",
              null));
    }
    Entry entry = new Entry(entries.size() + 1L, clock.instant(), event);
    String line = JournalLine.write(entry, lastDigest);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    failed = true;
    try {
      checkUntouched();
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          throw new IOException("the disk took no more bytes");
        }
      }
      channel.force(true);
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
    failed = false;
    length += bytes.length;
    lastDigest = JournalLine.digest(line);
    entries.add(entry);
    return entry;
  }

  /** Gives all entries so far, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Tells why the end of the file was dropped when it was opened, if it was. */
  public Optional<String> torn() {
    return Optional.ofNullable(torn);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
  }

  private void checkUntouched() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (now.size() == length && Objects.equals(now.fileKey(), fileKey)) {
        return;
      }
    } catch (IOException e) {
      throw damaged(file, "it is gone (" + e.getClass().getSimpleName() + ")");
    }
    throw damaged(file, "somebody else changed it during the session");
  }

  private static JournalContent content(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(
              ProblemCode.JOURNAL_READ, "cannot read the journal `" + file + "`: " + e, null),
          e);
    }
    List<Entry> entries = new ArrayList<>();
    String previous = JournalLine.FIRST;
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      boolean last = end >= bytes.length - 1;
      try {
        if (end == bytes.length) {
          throw new JsonException("no line end");
        }
        entries.add(JournalLine.read(line, entries.size() + 1L, previous));
      } catch (JsonException e) {
        if (last) {
          return new JournalContent(entries, start, previous, e.getMessage());
        }
        throw damaged(
            file, "record " + (entries.size() + 1) + " at byte " + start + ": " + e.getMessage());
      }
      previous = JournalLine.digest(line);
      start = end + 1;
    }
    return new JournalContent(entries, start, previous, null);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static void syncFolder(@Nullable Path folder) throws IOException {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static StopException writeFailed(Path file, IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        Problem.error(
            ProblemCode.JOURNAL_WRITE,
            "cannot write the journal `" + file + "`: " + e.getMessage(),
            "free space or mend the permissions, then run again: nothing was started after this"),
        e);
  }

  private static StopException damaged(Path file, String reason) {
    return new StopException(
        Stop.UNVERIFIABLE,
        Problem.error(
            ProblemCode.JOURNAL_DAMAGED,
            "the journal `" + file + "` cannot be trusted: " + reason,
            "look at the file; `exec-session run --restart PLAN` starts a new session"));
  }
}
