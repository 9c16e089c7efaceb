package dev.execsession.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal file holds.
 *
 * @param entries in order, without gaps
 * @param validBytes length of the file up to the last whole record
 * @param lastDigest SHA-256 of the last line, what the next record must follow
 * @param torn why bytes behind {@code validBytes} are no record: the last write did not finish;
 *     absent when there are none
 */
record JournalContent(
    List<Entry> entries, long validBytes, String lastDigest, @Nullable String torn) {
  JournalContent {
    entries = List.copyOf(entries);
  }
}
