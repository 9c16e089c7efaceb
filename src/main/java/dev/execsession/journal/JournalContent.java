package dev.execsession.journal;

import dev.execsession.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a journal file.
 *
 * @param entries in order, without gaps, up to the first invalid one
 * @param validBytes length of the file up to the last of them
 * @param lastDigest SHA-256 of the last line, to which the next record refers
 * @param torn why the bytes after {@code validBytes} are an unfinished write; absent when they are
 *     not
 * @param damage why the file is invalid after {@code validBytes}; absent when it is not
 */
public record JournalContent(
    List<Entry> entries,
    long validBytes,
    String lastDigest,
    @Nullable String torn,
    @Nullable Problem damage) {
  public JournalContent {
    entries = List.copyOf(entries);
  }

  /** Returns the same entries of a journal that is not to be trusted. */
  JournalContent damagedBy(Problem why) {
    return new JournalContent(entries, validBytes, lastDigest, null, why);
  }
}
