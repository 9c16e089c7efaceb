package dev.execsession.undo;

import dev.execsession.scope.PathPattern;
import dev.execsession.worktree.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The user's choice of paths that an undo leaves as they are: paths, folders and patterns. */
final class LeaveRules {
  static final LeaveRules NONE = new LeaveRules(List.of());

  private final Map<String, PathPattern> patterns = new LinkedHashMap<>();
  private final List<String> unused;

  /**
   * @param words displayed paths, or patterns in the syntax of scopes
   */
  LeaveRules(List<String> words) {
    words.forEach(word -> patterns.put(word, PathPattern.forInclude(word)));
    this.unused = new ArrayList<>(patterns.keySet());
  }

  boolean cover(FileChange change) {
    boolean covered = false;
    for (Map.Entry<String, PathPattern> rule : patterns.entrySet()) {
      if (rule.getKey().equals(change.path().display())
          || rule.getValue().matches(change.path(), change.isDirectory())) {
        unused.remove(rule.getKey());
        covered = true;
      }
    }
    return covered;
  }

  /** Returns the words that covered nothing so far. */
  List<String> unused() {
    return List.copyOf(unused);
  }
}
