package dev.execsession.scan;

import dev.execsession.journal.Fact;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts ignored files by folder, and names those that are new where an exclude would forbid them.
 */
final class SideEffects {
  private final ScopeJudge scope;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, String> excluded = new TreeMap<>();

  SideEffects(ScopeJudge scope) {
    this.scope = scope;
  }

  void add(FileChange change) {
    TreePath path = change.path();
    String exclude = scope.excludeAbove(path);
    if (exclude == null) {
      counts.merge(topFolder(path), 1, Integer::sum);
      return;
    }
    TreePath ignored = change.ignored().folder();
    String folder = (ignored == null ? path.parent() : ignored).display() + "/";
    counts.merge(folder, 1, Integer::sum);
    if (change.kind() == ChangeKind.ADDED) {
      excluded.putIfAbsent(folder, exclude);
    }
  }

  List<Fact.SideEffect> facts() {
    return counts.entrySet().stream()
        .map(entry -> new Fact.SideEffect(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Returns a sentence for each folder below an exclude that has new files. */
  List<String> risks() {
    List<String> sentences = new ArrayList<>();
    excluded.forEach(
        (folder, exclude) ->
            sentences.add(
                "git ignores `"
                    + folder
                    + "`, which has new files below the exclude `"
                    + exclude
                    + "`"));
    return sentences;
  }

  private static String topFolder(TreePath path) {
    String shown = path.display();
    int slash = shown.indexOf('/');
    return slash < 0 ? shown : shown.substring(0, slash + 1);
  }
}
