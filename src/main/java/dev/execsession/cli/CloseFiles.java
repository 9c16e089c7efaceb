package dev.execsession.cli;

import dev.execsession.closeout.FileChange;
import dev.execsession.closeout.PlanPlace;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.GitIndex;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.CommittedFiles;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the worktree that a closeout reads and writes. */
final class CloseFiles {
  private static final long LONGEST = 1 << 20;

  private final RepositoryFacts facts;
  private final GitIndex index;

  CloseFiles(RepositoryFacts facts) {
    this.facts = facts;
    try {
      this.index = GitIndex.read(facts.gitDir());
    } catch (IOException e) {
      throw Unverifiable.git("the index", e);
    }
  }

  /**
   * Returns the plan with all files of its folder, the indexes, the tracker, and the tracked
   * documents that name the plan.
   */
  Map<String, byte[]> read(PlanPlace place) {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : moved(place)) {
      files.put(facts.root().relativize(file).toString(), bytes(file));
    }
    for (String other : List.of(place.activeIndex(), place.completedIndex(), place.tracker())) {
      if (isFile(other)) {
        files.put(other, bytes(path(other)));
      }
    }
    String from = place.move().from();
    String name = from.substring(from.lastIndexOf('/') + 1);
    for (GitIndex.Entry entry : index.entries()) {
      String path = entry.path().utf8().orElse("");
      if (path.endsWith(".md") && !files.containsKey(path) && isFile(path)) {
        byte[] content = bytes(path(path));
        if (content.length <= LONGEST && names(content, name)) {
          files.put(path, content);
        }
      }
    }
    return files;
  }

  private static boolean names(byte[] content, String name) {
    String text = new String(content, StandardCharsets.UTF_8);
    return text.contains(name) || text.contains(name.replace(" ", "%20"));
  }

  /** Returns the files that move: the plan, or all in its folder. */
  private List<Path> moved(PlanPlace place) {
    Path from = path(place.move().from());
    try (Stream<Path> files = Files.walk(from)) {
      List<Path> all = files.filter(file -> !Files.isDirectory(file)).sorted().toList();
      for (Path file : all) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw CloseCommand.refused(
              "`" + facts.root().relativize(file) + "` is a link, which is not moved",
              "replace it by the file that it leads to");
        }
      }
      return all;
    } catch (IOException e) {
      throw unreadable(from, e);
    }
  }

  boolean isFile(String path) {
    return Files.isRegularFile(path(path), LinkOption.NOFOLLOW_LINKS);
  }

  boolean exists(String path) {
    return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
  }

  boolean isTracked(String path) {
    return index.tracks(TreePath.of(path));
  }

  /** Returns whether git's index holds several versions of a file. */
  boolean isInConflict(String path) {
    return index.conflicts().stream().anyMatch(entry -> entry.path().equals(TreePath.of(path)));
  }

  /** Returns which of these files differ from HEAD, in the worktree or in the index. */
  List<String> dirty(List<String> paths) {
    String head = Objects.requireNonNull(facts.head());
    Worktree worktree = Worktree.open(facts);
    List<String> dirty = new ArrayList<>();
    try (CommittedFiles committed = worktree.committed();
        GitObjects objects = GitObjects.open(facts.commonDir())) {
      for (String name : paths) {
        TreePath path = TreePath.of(name);
        GitIndex.Entry staged = index.find(path);
        boolean isStaged =
            !Objects.equals(staged == null ? null : staged.blob(), objects.blobAt(head, path));
        if (isStaged || !committed.holds(head, path, worktree.entry(path))) {
          dirty.add(name);
        }
      }
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
    return dirty;
  }

  byte[] bytes(String path) {
    return bytes(path(path));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Makes the changes in order. */
  void write(List<FileChange> changes) {
    for (FileChange change : changes) {
      try {
        write(change);
      } catch (IOException e) {
        throw new StopException(
            Stop.UNVERIFIABLE,
            ProblemCode.RUN_OUTPUT,
            "cannot write `" + change.path() + "`: " + IoReason.of(e),
            "make it writable and run the same command again",
            e);
      }
    }
  }

  private void write(FileChange change) throws IOException {
    Path file = path(change.path());
    byte[] after = change.after();
    if (after != null) {
      String source = change.movedFrom() == null ? change.path() : change.movedFrom();
      DurableFiles.replaceOpenly(file, after, permissions(source));
      return;
    }
    Files.delete(file);
    Path folder = Objects.requireNonNull(file.getParent());
    DurableFiles.forceFolder(folder);
  }

  /** Removes the folder of a plan that moved, with those in it, unless something is left. */
  void removeEmptyFolders(PlanPlace place) {
    Path from = path(place.move().from());
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path folder : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      // A folder that is not empty stays.
    }
  }

  private @Nullable Set<PosixFilePermission> permissions(String path) throws IOException {
    return isFile(path) ? Files.getPosixFilePermissions(path(path)) : null;
  }

  private Path path(String relative) {
    return facts.root().resolve(relative);
  }

  private static StopException unreadable(Path file, IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.CLOSE_PLAN,
        "cannot read `" + file + "`: " + IoReason.of(e),
        "fix its permissions",
        e);
  }
}
