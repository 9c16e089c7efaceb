package dev.execsession.commit;

import dev.execsession.text.TreePath;
import dev.execsession.worktree.ManifestEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a commit would change, and why it perhaps cannot be made.
 *
 * @param parent the commit it would build on
 * @param edits by path, what is to stand there, as the look saw it; empty when nothing is left
 * @param unfit paths whose change cannot be committed as it is, with the reason
 */
public record CommitDraft(String parent, Map<TreePath, Edit> edits, List<Unfit> unfit) {
  public CommitDraft {
    edits = Collections.unmodifiableMap(new TreeMap<>(edits));
    unfit = List.copyOf(unfit);
  }

  /**
   * The new entry of a path.
   *
   * @param mode as git writes it; 0 when the path is deleted
   * @param entry what the look saw there; absent when the path is deleted
   */
  record Edit(int mode, @Nullable ManifestEntry entry) {
    static final Edit DELETION = new Edit(0, null);
  }

  /**
   * A path that is in the way.
   *
   * @param reason the end of a sentence that begins with the path
   */
  public record Unfit(TreePath path, String reason) {}

  /** Returns whether nothing is left to be committed. */
  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /** Returns the paths that the commit would change. */
  public List<TreePath> paths() {
    return List.copyOf(edits.keySet());
  }
}
