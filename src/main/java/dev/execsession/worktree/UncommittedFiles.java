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
 * Finds the files of a look whose bytes HEAD does not hold. What was found for the look before is
 * used again for folders that did not change since, as long as HEAD is the same.
 */
final class UncommittedFiles {
  private final RepositoryFacts facts;
  private @Nullable String head;
  private Map<TreePath, Found> known = new HashMap<>();

  /** What was found in one folder. */
  private record Found(Listing listing, List<ManifestEntry> files) {}

  UncommittedFiles(RepositoryFacts facts) {
    this.facts = facts;
  }

  /** What only the index holds is gone after {@code reset --hard} and {@code gc}. */
  List<ManifestEntry> of(Observation look) throws IOException {
    String now = String.valueOf(look.refs().headCommit());
    if (!now.equals(head)) {
      known = new HashMap<>();
    }
    BlobIds committed = null;
    Map<TreePath, Found> found = new HashMap<>();
    List<ManifestEntry> files = new ArrayList<>();
    for (Listing listing : look.manifest().folders()) {
      Found old = known.get(listing.folder());
      if (old == null || !old.listing().equals(listing)) {
        committed = committed == null ? committed(look.refs().headCommit()) : committed;
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
