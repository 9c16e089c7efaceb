package dev.execsession.scan;

import dev.execsession.git.RefChangeKind;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.StagedEntry;
import dev.execsession.git.StashLog;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.store.KeptGit;
import dev.execsession.worktree.Delta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What only the index and the stash held before the current block, and what became of it. */
public final class KeptWork {
  private final KeptGit git;
  private final Set<String> reported = new HashSet<>();
  private Fact.Kept kept = Fact.Kept.NONE;

  KeptWork(RepositoryFacts facts) {
    this.git = new KeptGit(facts);
  }

  /** Returns the names of the refs that keep it, and what each leads to. */
  static Map<String, String> names(Fact.Kept kept) {
    Map<String, String> names = new LinkedHashMap<>();
    kept.stashed().forEach(entry -> names.put("stash/" + entry.id(), entry.id()));
    kept.staged().forEach(entry -> names.put("index/" + entry.blob(), entry.blob()));
    return names;
  }

  /** Continues with a block that was begun before. */
  void begin(Fact.Kept before, BlockState block) {
    if (!before.isEmpty()) {
      kept = before;
      reported.addAll(block.violations());
      reported.addAll(block.foundRisks());
    }
  }

  /** Keeps all of it and returns it as it is recorded. */
  public Fact.Kept keep(ScanHistory history, List<StashLog.Entry> stash, List<StagedEntry> staged) {
    kept =
        KeptGit.fact(
            stash.stream()
                .filter(entry -> history.keep("stash/" + entry.commit(), entry.commit()))
                .toList(),
            staged.stream()
                .filter(entry -> history.keep("index/" + entry.blob(), entry.blob()))
                .toList());
    reported.clear();
    return kept;
  }

  /** Returns what the stash lost, a sentence each, and each once. */
  List<String> lostStashes(Delta delta) {
    boolean changed =
        !delta.traces().sentences().isEmpty()
            || delta.refs().stream().anyMatch(ref -> ref.kind() == RefChangeKind.STASH);
    return changed ? once(git.lostStashes(kept)) : List.of();
  }

  /** Returns what the index lost, a sentence each, and each once. */
  List<String> lostStaged(Delta delta) {
    return delta.tampered() || delta.traces().index().isEmpty()
        ? List.of()
        : once(git.lostStaged(kept));
  }

  private List<String> once(List<String> sentences) {
    List<String> fresh = new ArrayList<>(sentences);
    fresh.removeAll(reported);
    reported.addAll(fresh);
    return fresh;
  }
}
