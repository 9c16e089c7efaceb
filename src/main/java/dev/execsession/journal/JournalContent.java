package dev.execsession.journal;

import dev.execsession.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal file holds.
 *
 * @param entries in order, without gaps, up to the first that cannot be trusted
 * @param validBytes length of the file up to the last of them
 * @param lastDigest SHA-256 of the last line, what the next record must follow
 * @param torn why bytes behind {@code validBytes} are no record: the last write did not finish;
 *     absent when there are none
 * @param damage why the file cannot be trusted behind {@code validBytes}; absent when it can
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
}
