package dev.execsession.worktree;

import dev.execsession.file.ContentId;
import dev.execsession.file.EntryType;
import dev.execsession.file.TreeNames;
import dev.execsession.file.Unverifiable;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.StopException;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link Restoration} to the worktree: folders first, then files and links, each replaced
 * atomically, deletions last. Checks every path again right before, and stops if it changed.
 */
final class TreeRestorer {
  private static final Path STAGED = Path.of("restoring");

  private final Path root;
  private final TreeNames names;
  private final ContentStore store;
  private final Path staging;
  private final TreeSet<TreePath> touched = new TreeSet<>();

  TreeRestorer(Path root, TreeNames names, ContentStore store, Path staging) {
    this.root = root;
    this.names = names;
    this.store = store;
    this.staging = staging;
  }

  void apply(Restoration restoration) {
    List<Restoration.Step> steps = restoration.steps();
    TreeSet<TreePath> emptied = new TreeSet<>();
    steps.stream()
        .filter(Restoration.Step::replacesFolder)
        .forEach(step -> emptied.add(step.path()));
    for (int i = steps.size() - 1; i >= 0; i--) {
      Restoration.Step step = steps.get(i);
      if (step.removes() && emptied.stream().anyMatch(step.path()::isWithin)) {
        run(step, this::remove);
      }
    }
    steps.stream().filter(s -> s.wants(EntryType.DIRECTORY)).forEach(s -> run(s, this::folder));
    steps.stream().filter(s -> s.wants(EntryType.SYMLINK)).forEach(s -> run(s, this::link));
    steps.stream().filter(s -> s.wants(EntryType.FILE)).forEach(s -> run(s, this::file));
    for (int i = steps.size() - 1; i >= 0; i--) {
      Restoration.Step step = steps.get(i);
      if (step.removes() && emptied.stream().noneMatch(step.path()::isWithin)) {
        run(step, this::remove);
      }
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).wants(EntryType.DIRECTORY)) {
        run(steps.get(i), this::finishFolder);
      }
    }
    steps.stream()
        .filter(step -> !step.wants(EntryType.DIRECTORY))
        .forEach(step -> touched.remove(step.path()));
    touched.forEach(this::sync);
  }

  private interface Work {
    void on(SafeFolder folder, Path name, Restoration.Step step) throws IOException;
  }

  private void run(Restoration.Step step, Work work) {
    try (SafeFolder folder = open(step.path().parent())) {
      work.on(folder, lastName(step.path()), step);
      touched.add(step.path().parent());
    } catch (IOException e) {
      throw unfinished(step.path(), e);
    }
  }

  private void sync(TreePath path) {
    try (SafeFolder folder = open(path)) {
      folder.sync();
    } catch (IOException e) {
      throw unfinished(path, e);
    }
  }

  private static StopException unfinished(TreePath path, IOException e) {
    return Unverifiable.stop(
        ProblemCode.UNDO_UNFINISHED,
        "cannot restore `" + path.display() + "`: " + Unverifiable.reason(e),
        "fix that, then undo the block again to continue",
        e);
  }

  private SafeFolder open(TreePath path) throws IOException {
    SafeFolder folder = SafeFolder.open(root);
    if (path.raw().isEmpty()) {
      return folder;
    }
    for (Path name : root.relativize(names.toPath(path))) {
      try (SafeFolder parent = folder) {
        folder = parent.enter(name);
      }
    }
    return folder;
  }

  private Path lastName(TreePath path) {
    return Objects.requireNonNull(names.toPath(path).getFileName());
  }

  /** Makes the folder writable; its own mode is set last. */
  private void folder(SafeFolder folder, Path name, Restoration.Step step) throws IOException {
    ManifestEntry wanted = Objects.requireNonNull(step.wanted());
    check(folder, name, step);
    if (!step.finds(EntryType.DIRECTORY)) {
      if (step.found() != null) {
        folder.deleteFile(name);
      }
      adopt(folder, name, step.path(), Files::createDirectory);
    }
    folder.changeMode(name, wanted.mode() | 0700);
  }

  private void finishFolder(SafeFolder folder, Path name, Restoration.Step step)
      throws IOException {
    folder.changeMode(name, Objects.requireNonNull(step.wanted()).mode());
  }

  private void link(SafeFolder folder, Path name, Restoration.Step step) throws IOException {
    String target = Objects.requireNonNull(Objects.requireNonNull(step.wanted()).linkTarget());
    check(folder, name, step);
    if (step.replacesFolder()) {
      folder.deleteFolder(name);
    }
    adopt(
        folder,
        name,
        step.path(),
        place -> Files.createSymbolicLink(place, TreeNames.target(target)));
  }

  private void file(SafeFolder folder, Path name, Restoration.Step step) throws IOException {
    ManifestEntry wanted = Objects.requireNonNull(step.wanted());
    check(folder, name, step);
    ManifestEntry found = step.found();
    if (found != null
        && found.type() == EntryType.FILE
        && found.sameBytes(wanted)
        && found.sameOwner(wanted)) {
      folder.changeMode(name, wanted.mode());
      return;
    }
    byte[] bytes =
        store.content(wanted).orElseThrow(() -> new IOException("its kept copy is missing"));
    Path temporary = temporary(step.path());
    discard(folder, temporary);
    try {
      folder.create(temporary, bytes, wanted.mode());
      if (step.replacesFolder()) {
        folder.deleteFolder(name);
      }
      folder.rename(temporary, name);
    } finally {
      discard(folder, temporary);
    }
  }

  private void remove(SafeFolder folder, Path name, Restoration.Step step) throws IOException {
    check(folder, name, step);
    if (step.finds(EntryType.DIRECTORY)) {
      folder.deleteFolder(name);
    } else {
      folder.deleteFile(name);
    }
  }

  private interface Maker {
    Path at(Path place) throws IOException;
  }

  private void adopt(SafeFolder folder, Path name, TreePath path, Maker maker) throws IOException {
    Path staged = staging.resolve(STAGED);
    Files.deleteIfExists(staged);
    maker.at(staged);
    if (folder.adopt(staging, STAGED, name)) {
      return;
    }
    Files.delete(staged);
    Path temporary = temporary(path);
    discard(folder, temporary);
    maker.at(folder.checked(temporary));
    folder.rename(temporary, name);
  }

  /**
   * Returns the same name on every attempt, so that an interrupted one leaves nothing behind for
   * good.
   */
  private static Path temporary(TreePath path) {
    String digest = ContentId.of(path.raw().getBytes(StandardCharsets.UTF_8)).hex();
    return Path.of(".exec-session-" + digest.substring(0, 24) + ".tmp");
  }

  private static void discard(SafeFolder folder, Path temporary) throws IOException {
    PosixFileAttributes left = folder.attributes(temporary);
    if (left != null && left.isDirectory()) {
      folder.deleteFolder(temporary);
    } else if (left != null) {
      folder.deleteFile(temporary);
    }
  }

  private static void check(SafeFolder folder, Path name, Restoration.Step step)
      throws IOException {
    if (!isAsFound(folder.attributes(name), step.found())) {
      throw new IOException("it was changed concurrently");
    }
  }

  private static boolean isAsFound(
      @Nullable PosixFileAttributes seen, @Nullable ManifestEntry found) {
    if (seen == null || found == null) {
      return seen == null && found == null;
    }
    return switch (found.type()) {
      case DIRECTORY -> seen.isDirectory();
      case SYMLINK -> seen.isSymbolicLink();
      case OTHER -> seen.isOther();
      case FILE ->
          seen.isRegularFile()
              && seen.size() == found.size()
              && seen.lastModifiedTime().to(TimeUnit.NANOSECONDS) == found.mtimeNanos();
    };
  }
}
