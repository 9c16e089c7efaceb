package dev.execsession.worktree;

import dev.execsession.git.CommittedTree;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.StagedEntry;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds content that only the index holds. */
final class StagedContent {
  private StagedContent() {}

  /** Looks only where the index differs from HEAD. */
  static List<StagedEntry> of(Observation observation, CommittedTree head) {
    List<StagedEntry> entries = new ArrayList<>();
    for (TreePath path : head.differing()) {
      GitIndex.Entry entry = head.index().find(path);
      if (entry != null && entry.hasContent() && !isInWorktree(path, entry.blob(), observation)) {
        entries.add(new StagedEntry(path, entry.mode(), entry.blob()));
      }
    }
    return entries;
  }

  /** Reads HEAD only where the index holds something that the worktree does not. */
  static List<StagedEntry> of(RepositoryFacts facts, Observation observation) throws IOException {
    List<StagedEntry> entries = new ArrayList<>();
    observation
        .traces()
        .index()
        .visit(
            (path, mode, blob) -> {
              if (!isInWorktree(path, blob, observation)) {
                entries.add(new StagedEntry(path, mode, blob));
              }
            });
    String head = observation.refs().headCommit();
    if (entries.isEmpty() || head == null) {
      return entries;
    }
    try (GitObjects objects = GitObjects.open(facts.commonDir())) {
      List<StagedEntry> only = new ArrayList<>();
      for (StagedEntry entry : entries) {
        if (!entry.blob().equals(objects.blobAt(head, entry.path()))) {
          only.add(entry);
        }
      }
      return only;
    }
  }

  private static boolean isInWorktree(TreePath path, String blob, Observation observation) {
    return observation
        .manifest()
        .find(path)
        .map(ManifestEntry::blob)
        .filter(blob::equals)
        .isPresent();
  }
}
