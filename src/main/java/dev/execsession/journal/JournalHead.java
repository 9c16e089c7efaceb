package dev.execsession.journal;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a journal had come at a resting place, noted in a file beside it: without that nobody
 * could tell that whole records were cut off its end. It may lag behind, after a crash or on a full
 * disk; it is never ahead, because it is written when the record is on the disk.
 *
 * @param seq the number of the last record then
 * @param digest the SHA-256 of that record's line
 */
record JournalHead(long seq, String digest) {
  /** The file's name beside the journal. */
  static final String FILE = "journal.head";

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{64})\n");

  /** Returns what was noted; empty when nothing was, or it cannot be read. */
  static Optional<JournalHead> read(Path folder) {
    try {
      byte[] bytes = WholeFile.read(folder.resolve(FILE), WholeFile.SMALL);
      Matcher form = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
      return form.matches()
          ? Optional.of(new JournalHead(Long.parseLong(form.group(1)), form.group(2)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes it. Not forced to the disk: that would cost a record's time again. */
  void write(Path folder) {
    try {
      DurableFiles.replaceUnforced(folder.resolve(FILE), seq + " " + digest + "\n");
    } catch (IOException e) {
      // Then the older one stays, which is true as well.
    }
  }

  /**
   * Returns what is wrong with a journal that came this far; absent when nothing is.
   *
   * @param digests of the lines that can be trusted
   * @param torn whether the record behind them was begun
   */
  @Nullable String contradicts(List<String> digests, boolean torn) {
    if (seq > digests.size() + (torn ? 1 : 0)) {
      return "it ends with record " + digests.size() + ", and there were " + seq;
    }
    return seq <= digests.size() && !digest.equals(digests.get((int) seq - 1))
        ? "record " + seq + " is not the one that was written"
        : null;
  }
}
