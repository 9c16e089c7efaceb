package dev.execsession.worktree;

import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a folder so far; an unchanged folder is not packed again. */
final class FolderDraft {
  final TreePath folder;
  private final List<String> names;
  final @Nullable Listing old;
  // Indexes of files to read: those whose content is compared, and those that only undo needs.
  final List<Integer> watched = new ArrayList<>(0);
  final List<Integer> others = new ArrayList<>(0);
  private int same;
  private Listing.@Nullable Builder changed;

  FolderDraft(TreePath folder, List<String> names, @Nullable Listing old) {
    this.folder = folder;
    this.names = names;
    this.old = old;
  }

  void keep(Listing from, int at) {
    if (changed == null && at == same) {
      same++;
    } else {
      builder().keep(from, at);
    }
  }

  Listing.Builder builder() {
    Listing.Builder made = changed;
    if (made == null) {
      made = new Listing.Builder(folder, names);
      for (int i = 0; i < same && old != null; i++) {
        made.keep(old, i);
      }
      changed = made;
    }
    return made;
  }

  boolean isRead() {
    return watched.isEmpty() && others.isEmpty();
  }

  Listing listing() {
    return changed == null && old != null && same == old.size() ? old : builder().build(old);
  }

  /** Returns the top folder's name. */
  String top() {
    int slash = folder.raw().indexOf('/');
    return slash < 0 ? folder.raw() : folder.raw().substring(0, slash);
  }
}
