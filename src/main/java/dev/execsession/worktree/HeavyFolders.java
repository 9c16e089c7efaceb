package dev.execsession.worktree;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The ignored folders at the top that hold so much that it is not read for undo. */
final class HeavyFolders {
  /** In an ignored folder with more files, those that only undo would need are not read. */
  static final int MANY_FILES = 5_000;

  static final long MANY_BYTES = 256L << 20;

  private HeavyFolders() {}

  /** Returns the top folders with very many files that only undo would need. */
  static Set<String> of(Collection<FolderDraft> unread) {
    Map<String, Long> files = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (FolderDraft in : unread) {
      files.merge(in.top(), (long) in.others.size(), Long::sum);
      long size = in.others.stream().mapToLong(place -> in.builder().stat(place).size()).sum();
      bytes.merge(in.top(), size, Long::sum);
    }
    Set<String> heavy = new HashSet<>();
    files.forEach(
        (top, count) -> {
          if (count > MANY_FILES || bytes.getOrDefault(top, 0L) > MANY_BYTES) {
            heavy.add(top);
          }
        });
    return heavy;
  }
}
