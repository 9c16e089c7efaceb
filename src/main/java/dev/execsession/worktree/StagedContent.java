package dev.execsession.worktree;

import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.StagedEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds content that only the index holds. */
final class StagedContent {
  private StagedContent() {}

  /** Reads HEAD only where the index holds something that the worktree does not. */
  static List<StagedEntry> of(RepositoryFacts facts, Observation observation) throws IOException {
    List<StagedEntry> entries = new ArrayList<>();
    observation
        .traces()
        .index()
        .visit(
            (path, mode, blob) -> {
              String found =
                  observation.manifest().find(path).map(ManifestEntry::blob).orElse(null);
              if (!Objects.equals(found, blob)) {
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
}
