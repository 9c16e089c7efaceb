package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.git.BlobIds;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scanned files whose content HEAD does not hold. Results are reused for unchanged
 * folders as long as HEAD is the same.
 */
final class UncommittedFiles {
  private final RepositoryFacts facts;
  private @Nullable String head;
  private Map<TreePath, Found> known = new HashMap<>();

  private record Found(Listing listing, List<ManifestEntry> files) {}

  UncommittedFiles(RepositoryFacts facts) {
    this.facts = facts;
  }

  /**
   * Content that only the index holds counts as uncommitted: {@code reset --hard} and {@code gc}
   * remove it.
   */
  List<ManifestEntry> of(Observation observation) throws IOException {
    String now = String.valueOf(observation.refs().headCommit());
    if (!now.equals(head)) {
      known = new HashMap<>();
    }
    BlobIds committed = null;
    Map<TreePath, Found> found = new HashMap<>();
    List<ManifestEntry> files = new ArrayList<>();
    for (Listing listing : observation.manifest().folders()) {
      Found old = known.get(listing.folder());
      if (old == null || !old.listing().equals(listing)) {
        committed = committed == null ? committed(observation.refs().headCommit()) : committed;
        old = new Found(listing, in(listing, committed));
      }
      found.put(listing.folder(), old);
      files.addAll(old.files());
    }
    known = found;
    head = now;
    files.sort(Comparator.comparing(ManifestEntry::path));
    return files;
  }

  private static List<ManifestEntry> in(Listing listing, BlobIds committed) {
    List<ManifestEntry> files = new ArrayList<>(0);
    for (int i = 0; i < listing.size(); i++) {
      if (listing.type(i) == EntryType.FILE && !listing.isIn(i, committed)) {
        files.add(listing.get(i));
      }
    }
    return files;
  }

  private BlobIds committed(@Nullable String commit) throws IOException {
    if (commit == null) {
      return BlobIds.NONE;
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      return objects.blobs(commit);
    }
  }
}
