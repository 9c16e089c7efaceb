package dev.execsession.journal;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import dev.execsession.json.JsonException;
import dev.execsession.problem.DamagedException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The journal file of one session, open for appending. Any failure is a {@link Stop#UNVERIFIABLE}
 * stop that names the file and the reason; no more records are accepted after it.
 */
public final class Journal implements AutoCloseable {
  /** The journal's name inside a session's folder. */
  public static final String FILE = "journal.jsonl";

  /** Collects the torn tails that were cut off, next to the journal. */
  static final String TORN = "journal.torn";

  /** The file with one line: when and how other content than the tool's own was found here. */
  static final String DISTRUSTED = "distrusted";

  /** The events that end a step, after which the length of the journal is recorded. */
  private static final Set<Class<? extends Event>> STEP_ENDS =
      Set.of(
          Event.Judged.class,
          Event.Blocked.class,
          Event.Paused.class,
          Event.Escalated.class,
          Event.Interrupted.class,
          Event.Done.class,
          Reversal.Undone.class,
          Reversal.Redone.class,
          Event.Completed.class);

  private static final String RESTART =
      "at a terminal, `exec-session run --restart PLAN` starts a new session";

  private static final String CHANGED = "another program changed it during the session";
  private static final String REMEDY = "look at the session's folder; " + RESTART;

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final List<Entry> entries;
  private final @Nullable String torn;
  private final @Nullable Object fileKey;
  private long length;
  private String lastDigest;
  private boolean failed;
  // Whether the last record was not yet forced to disk.
  private boolean unforced;

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
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              DurableFiles.PRIVATE);
      DurableFiles.forceFolder(folder);
      DurableFiles.forceFolder(Objects.requireNonNull(folder.getParent()));
      return new Journal(
          file,
          channel,
          clock,
          new JournalContent(List.of(), 0, JournalLine.FIRST, null, null),
          key(file));
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
  }

  /** Opens the journal of a session to resume; first moves a torn tail to another file. */
  public static Journal open(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    JournalContent content = trusted(folder, content(file));
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (content.torn() != null) {
        keepAside(folder, file, content.validBytes());
        channel.truncate(content.validBytes());
        channel.force(true);
      }
      channel.position(content.validBytes());
      return new Journal(file, channel, clock, content, key(file));
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
  }

  private static void keepAside(Path folder, Path file, long from) throws IOException {
    byte[] all = WholeFile.read(file, WholeFile.LARGE);
    DurableFiles.append(
        folder.resolve(TORN), Arrays.copyOfRange(all, Math.toIntExact(from), all.length));
  }

  /**
   * Reads the entries of the journal in a session's folder, without a torn tail. Changes nothing.
   */
  public static List<Entry> read(Path folder) {
    return trusted(folder, inspect(folder)).entries();
  }

  /** Reads the valid part of the journal in a session's folder, and what is wrong with the rest. */
  public static JournalContent inspect(Path folder) {
    JournalContent content = content(folder.resolve(FILE));
    // Another process may just have cut off a torn tail.
    return content.damage() == null ? content : content(folder.resolve(FILE));
  }

  private static JournalContent trusted(Path folder, JournalContent content) {
    if (content.damage() != null) {
      throw new DamagedException(folder, content.damage());
    }
    return content;
  }

  /**
   * Remembers that a session's files are not as this tool wrote them: from now on its journal
   * counts as damaged, whatever it holds. What was seen first stays.
   */
  public static void distrust(DamagedException seen, Clock clock) {
    Path mark = seen.folder().resolve(DISTRUSTED);
    boolean isOther =
        seen.problems().stream().anyMatch(problem -> problem.code() == ProblemCode.JOURNAL_DAMAGED);
    try {
      if (isOther
          && Files.isDirectory(seen.folder())
          && !Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
        DurableFiles.replace(
            mark,
            (clock.instant().truncatedTo(ChronoUnit.SECONDS) + ": " + seen.getMessage() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      seen.addSuppressed(e);
    }
  }

  /** Records an event; returns once it, and any before it, is on disk. */
  public Entry append(Event event) {
    return append(event, true);
  }

  /**
   * Records an event that nothing acts on yet; it is forced to disk with the next one, or when the
   * journal is closed.
   */
  public Entry appendAhead(Event event) {
    return append(event, false);
  }

  private Entry append(Event event, boolean force) {
    if (failed) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_WRITE,
          "the journal accepts no more records after a failed write",
          null);
    }
    Entry entry = new Entry(entries.size() + 1L, clock.instant(), event);
    String line = JournalLine.write(entry, lastDigest);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    failed = true;
    try {
      checkUntouched();
      DurableFiles.write(channel, bytes);
      if (force) {
        channel.force(true);
      }
      long size = channel.size();
      if (size > length + bytes.length) {
        throw damaged(file, CHANGED);
      }
      if (size < length + bytes.length) {
        throw new IOException("the file is shorter than what was written");
      }
    } catch (IOException e) {
      throw writeFailed(file, e);
    }
    failed = false;
    unforced = !force;
    length += bytes.length;
    lastDigest = JournalLine.digest(line);
    entries.add(entry);
    if (force && STEP_ENDS.contains(event.getClass())) {
      new JournalHead(entry.seq(), lastDigest).write(Objects.requireNonNull(file.getParent()));
    }
    return entry;
  }

  /** Returns all entries so far, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Returns why a torn tail was cut off on opening; empty when there was none. */
  public Optional<String> torn() {
    return Optional.ofNullable(torn);
  }

  @Override
  public void close() {
    try (channel) {
      if (unforced && !failed) {
        channel.force(true);
      }
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
      throw damaged(file, "it was removed during the session: " + IoReason.of(e));
    }
    throw damaged(file, CHANGED);
  }

  /** Reads up to the end, a torn tail, or the first invalid record. */
  private static JournalContent content(Path file) {
    Path folder = Objects.requireNonNull(file.getParent());
    // Read before the journal, which may grow meanwhile.
    @Nullable JournalHead head = null;
    @Nullable String wrong = null;
    try {
      head = JournalHead.read(folder).orElse(null);
    } catch (IOException e) {
      wrong = "`" + JournalHead.FILE + "` " + e.getMessage();
    }
    List<String> digests = new ArrayList<>();
    JournalContent content = content(file, digests);
    if (head != null) {
      wrong = head.contradicts(digests, content.torn() != null);
    }
    Optional<String> distrusted = distrusted(folder);
    if (distrusted.isPresent()) {
      return content.damagedBy(
          Problem.error(
              ProblemCode.JOURNAL_DAMAGED,
              "session `" + folder.getFileName() + "` is refused since " + distrusted.get(),
              REMEDY));
    }
    return wrong == null || content.damage() != null
        ? content
        : content.damagedBy(damage(file, wrong));
  }

  /** Returns when and how a session's files were found changed; empty when they never were. */
  public static Optional<String> distrusted(Path folder) {
    Path mark = folder.resolve(DISTRUSTED);
    if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = WholeFile.read(mark, WholeFile.SMALL);
      return Optional.of(TextSanitizer.oneLine(new String(bytes, StandardCharsets.UTF_8).strip()));
    } catch (IOException e) {
      return Optional.of("`" + mark + "` cannot be read: " + IoReason.of(e));
    }
  }

  private static JournalContent content(Path file, List<String> digests) {
    byte[] bytes;
    try {
      bytes = WholeFile.read(file, WholeFile.LARGE);
    } catch (IOException e) {
      return new JournalContent(
          List.of(),
          0,
          JournalLine.FIRST,
          null,
          unreadable(file, IoReason.of(e), "fix the permissions"));
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
      @Nullable String gap = end == bytes.length ? "no line end" : JournalLine.gap(line);
      if (gap != null && end >= bytes.length - 1 && !JournalLine.isFollowed(line)) {
        return new JournalContent(entries, start, previous, gap, null);
      }
      try {
        if (gap != null) {
          throw new JsonException(gap);
        }
        entries.add(JournalLine.read(line, entries.size() + 1L, previous));
      } catch (JsonException e) {
        String what =
            "record " + (entries.size() + 1) + " at byte " + start + ": " + e.getMessage();
        Problem damage =
            e instanceof JournalLine.UnknownException
                ? unreadable(file, what, "run the version that wrote it")
                : damage(file, what);
        return new JournalContent(entries, start, previous, null, damage);
      }
      previous = JournalLine.digest(line);
      digests.add(previous);
      start = end + 1;
    }
    return new JournalContent(entries, start, previous, null, null);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static StopException writeFailed(Path file, IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot write the journal `" + file + "`: " + IoReason.of(e),
        "free space or fix the permissions, then run again; nothing was started after this",
        e);
  }

  private static StopException damaged(Path file, String reason) {
    return new DamagedException(Objects.requireNonNull(file.getParent()), damage(file, reason));
  }

  private static Problem unreadable(Path file, String reason, String remedy) {
    return Problem.error(
        ProblemCode.JOURNAL_READ,
        "cannot read the journal `" + file + "`: " + reason,
        remedy + "; " + RESTART);
  }

  private static Problem damage(Path file, String reason) {
    return Problem.error(
        ProblemCode.JOURNAL_DAMAGED,
        "the journal `" + file + "` cannot be trusted: " + reason,
        REMEDY);
  }
}
