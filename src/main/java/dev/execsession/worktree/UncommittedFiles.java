package dev.execsession.worktree;

import dev.execsession.file.EntryType;
import dev.execsession.git.CommittedTree;
import dev.execsession.git.CurrentIndex;
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
  private final HeadTree tree;
  private @Nullable String head;
  private Map<TreePath, Found> known = new HashMap<>();

  private record Found(Listing listing, List<ManifestEntry> files) {}

  UncommittedFiles(RepositoryFacts facts, HeadTree tree) {
    this.facts = facts;
    this.tree = tree;
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
    CommittedTree committed = null;
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

  private static List<ManifestEntry> in(Listing listing, CommittedTree committed) {
    List<ManifestEntry> files = new ArrayList<>(0);
    int position = -1;
    for (int i = 0; i < listing.size(); i++) {
      if (listing.type(i) == EntryType.FILE) {
        TreePath path = listing.folder().child(listing.name(i));
        int found = committed.index().position(path, position);
        position = found < 0 ? position : found;
        if (!holds(committed, listing, i, path, found)) {
          files.add(listing.get(i));
        }
      }
    }
    return files;
  }

  private static boolean holds(
      CommittedTree committed, Listing listing, int i, TreePath path, int position) {
    if (position >= 0 && committed.holds(position)) {
      return listing.hasBlob(i, committed.index(), position);
    }
    String blob = listing.isKnown(i) ? committed.blobAt(path) : null;
    return blob != null && blob.equals(listing.get(i).blob());
  }

  private CommittedTree committed(@Nullable String commit) throws IOException {
    return tree.of(commit, new CurrentIndex(facts.gitDir()));
  }
}
