package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files as a commit holds them, in the form of a scan. */
record CommittedScan(RepositoryFacts facts, String commit) {
  private static final int LINK = 0120000;

  Observation in(Observation observation, Collection<TreePath> paths) {
    Map<TreePath, Optional<ManifestEntry>> entries = new HashMap<>();
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      for (TreePath path : paths) {
        GitObjects.TreeItem item = objects.item(commit, path);
        if (item == null) {
          entries.put(path, Optional.empty());
        } else if (item.mode() != GitIndex.LINK_MODE) {
          ManifestEntry now = observation.manifest().find(path).orElse(null);
          objects
              .blob(item.id(), ScanRules.LARGEST)
              .map(bytes -> entry(path, item, bytes, now))
              .ifPresent(entry -> entries.put(path, Optional.of(entry)));
        }
      }
    } catch (IOException e) {
      throw Unverifiable.git("the commit `" + commit + "`", e);
    }
    return observation.with(entries);
  }

  private static ManifestEntry entry(
      TreePath path, GitObjects.TreeItem item, byte[] bytes, @Nullable ManifestEntry now) {
    boolean isLink = item.mode() == LINK;
    return new ManifestEntry(
        path,
        isLink ? EntryType.SYMLINK : EntryType.FILE,
        mode(item.mode(), now),
        null,
        bytes.length,
        0,
        1,
        0,
        0,
        isLink ? new String(bytes, StandardCharsets.ISO_8859_1) : null,
        isLink ? null : ContentId.of(bytes),
        isLink ? null : item.id(),
        false,
        true);
  }

  /** Git keeps only whether a file is executable; the other bits are those of the file now. */
  private static int mode(int committed, @Nullable ManifestEntry now) {
    if (committed == LINK) {
      return 0120777;
    }
    boolean sameKind =
        now != null
            && now.type() == EntryType.FILE
            && ((now.mode() & 0100) != 0) == ((committed & 0100) != 0);
    return now != null && sameKind ? now.mode() : committed;
  }
}
