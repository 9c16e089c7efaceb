package dev.execsession.scan;

import dev.execsession.file.ContentId;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.ManifestEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Computes the digest that identifies an approved result. */
public final class ResultDigest {
  private ResultDigest() {}

  /**
   * Returns the digest of a contract, a block, and the content it left; ignored files do not count.
   *
   * @param identity returns what identifies a file's bytes, see {@link
   *     dev.execsession.worktree.ContentStore#identity}
   */
  public static String of(
      String contract,
      String block,
      List<FileChange> files,
      Function<ManifestEntry, String> identity) {
    StringBuilder text = new StringBuilder(contract).append('\n').append(block);
    for (FileChange change : files) {
      if (change.isIgnored()) {
        continue;
      }
      ManifestEntry after = change.after();
      text.append('\n').append(change.path().raw()).append('\t').append(change.kind().name());
      text.append('\t').append(after == null ? "" : after.mode() + " " + identity.apply(after));
    }
    return ContentId.of(text.toString().getBytes(StandardCharsets.UTF_8)).digest();
  }
}
