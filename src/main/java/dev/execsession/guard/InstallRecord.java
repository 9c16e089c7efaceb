package dev.execsession.guard;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of an installation, kept in git's folder so that it can be reverted exactly.
 *
 * @param exclude what it needs in git's {@code info/exclude}; null if nothing
 */
record InstallRecord(int version, List<Entry> files, @Nullable Exclude exclude) {
  static final InstallRecord NONE = new InstallRecord(1, List.of(), null);

  InstallRecord {
    files = List.copyOf(files);
  }

  /**
   * A changed file.
   *
   * @param before its content before, null if it did not exist
   * @param after its content after
   * @param added the inserted items
   */
  record Entry(String file, @Nullable String before, String after, List<Added> added) {
    public Entry {
      added = List.copyOf(added);
    }
  }

  /**
   * An item of a list.
   *
   * @param item the item as JSON on one line
   */
  record Added(List<String> path, String item) {
    public Added {
      path = List.copyOf(path);
    }
  }

  /**
   * The lines in {@code info/exclude}.
   *
   * @param before the file's content before, null if it did not exist
   * @param after its content after
   * @param lines those that this installation needs; another worktree's may need them too
   */
  record Exclude(@Nullable String before, @Nullable String after, List<String> lines) {
    public Exclude {
      lines = List.copyOf(lines);
    }
  }

  Optional<Entry> of(String file) {
    return files.stream().filter(entry -> entry.file().equals(file)).findFirst();
  }

  List<String> excluded() {
    return exclude == null ? List.of() : exclude.lines();
  }
}
