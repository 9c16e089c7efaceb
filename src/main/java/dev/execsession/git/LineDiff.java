package dev.execsession.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * The difference of two texts by lines.
 *
 * @param added the number of added lines
 * @param removed the number of removed lines
 * @param hunks the unified diff from the first {@code @@} on, with three lines of context, each
 *     line ending in {@code \n}; untrusted text, to be escaped before it is shown
 */
public record LineDiff(int added, int removed, String hunks) {
  /** Returns the difference of two texts; empty if one of them is binary. */
  public static Optional<LineDiff> between(byte[] before, byte[] after) {
    if (RawText.isBinary(before) || RawText.isBinary(after)) {
      return Optional.empty();
    }
    HermeticSystem.install();
    RawText old = new RawText(before);
    RawText now = new RawText(after);
    EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, now);
    int added = 0;
    int removed = 0;
    for (Edit edit : edits) {
      added += edit.getLengthB();
      removed += edit.getLengthA();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(bytes)) {
      formatter.format(edits, old, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(new LineDiff(added, removed, bytes.toString(StandardCharsets.UTF_8)));
  }
}
