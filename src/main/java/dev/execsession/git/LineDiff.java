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
 * How a text changed, by lines.
 *
 * @param added how many lines came
 * @param removed how many lines went
 * @param hunks the unified diff from the first {@code @@} on, three lines around each change, each
 *     line ending in {@code \n}; foreign text, not yet safe to show
 */
public record LineDiff(int added, int removed, String hunks) {
  /** Returns the difference of two texts, empty when one of them is binary. */
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
