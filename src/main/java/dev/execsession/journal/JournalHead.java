package dev.execsession.journal;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last record at the end of a step, kept in a file next to the journal: it reveals that whole
 * records were cut off the end. It may be older than the journal, after a crash or on a full disk,
 * but never newer, because it is written after the record.
 *
 * @param seq the record's number
 * @param digest the SHA-256 of that record's line
 */
record JournalHead(long seq, String digest) {
  static final String FILE = "journal.head";

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{64})\n");

  /**
   * Reads the file; empty when it is missing, or holds nothing after a power cut.
   *
   * @throws IOException how it differs from what {@link #write} writes
   */
  static Optional<JournalHead> read(Path folder) throws IOException {
    String text;
    try {
      text =
          new String(
              WholeFile.read(folder.resolve(FILE), WholeFile.SMALL), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException("cannot be read: " + IoReason.of(e), e);
    }
    if (text.chars().allMatch(c -> c == 0)) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IOException("is not as it was written");
    }
    return Optional.of(new JournalHead(Long.parseLong(form.group(1)), form.group(2)));
  }

  /** Writes the file. Not forced to disk, which would take as long as a record. */
  void write(Path folder) {
    try {
      DurableFiles.replaceUnforced(folder.resolve(FILE), seq + " " + digest + "\n");
    } catch (IOException e) {
      // The older one stays valid.
    }
  }

  /**
   * Returns how a journal contradicts this; absent when it does not.
   *
   * @param digests of the valid lines
   * @param torn whether an unfinished record follows them
   */
  @Nullable String contradicts(List<String> digests, boolean torn) {
    if (seq > digests.size() + (torn ? 1 : 0)) {
      return "it ends with record " + digests.size() + ", but " + seq + " were written";
    }
    return seq <= digests.size() && !digest.equals(digests.get((int) seq - 1))
        ? "record " + seq + " differs from the one that was written"
        : null;
  }
}
