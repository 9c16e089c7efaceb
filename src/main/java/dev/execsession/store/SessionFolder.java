package dev.execsession.store;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.FileTree;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one session below {@code .git/exec-session/<session>}: the journal, the locked plan,
 * scans of the tree, kept content, briefs, results and logs.
 */
public record SessionFolder(Path path) {
  private static final long SPARE = 16L << 20;

  /** Returns the session's id, which is the folder's name. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Returns the copy of the plan made at lock-in. */
  public Path plan() {
    return path.resolve("plan.md");
  }

  /** Returns the report file in a format, {@code md} or {@code json}. */
  public Path report(String format) {
    return path.resolve("report." + format);
  }

  /** Returns the folder of content kept for undo. */
  public Path content() {
    return path.resolve("content");
  }

  public Path scans() {
    return path.resolve("looks");
  }

  /** Returns the file of a scan. */
  public Path scan(String name) {
    return scans().resolve(name);
  }

  /** Returns the file of a child process's input or output: {@code logs/B01-1-executor.log}. */
  public Path log(String name) {
    return path.resolve("logs").resolve(safe(name));
  }

  /** Returns the file of an attempt's brief. */
  public Path brief(String block, int attempt) {
    return log(block + "-" + attempt + "-brief.md");
  }

  /** Returns the name of a session file in the journal. */
  public String relative(Path file) {
    return path.relativize(file).toString();
  }

  /** Creates the folders, for their owner only. */
  void create() {
    Path home = Objects.requireNonNull(path.getParent());
    try {
      DurableFiles.createPrivateFolders(home);
      Files.createDirectory(path, DurableFiles.PRIVATE_FOLDER);
      for (String folder : new String[] {"looks", "logs", "content"}) {
        Files.createDirectory(path.resolve(folder), DurableFiles.PRIVATE_FOLDER);
      }
      DurableFiles.forceFolder(path);
      DurableFiles.forceFolder(home);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Replaces a file atomically, even across a crash. */
  public void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces a file atomically, even across a crash. */
  public void write(Path file, byte[] bytes) {
    try {
      DurableFiles.replace(file, bytes);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Replaces a user's file atomically. The temporary file is created in the session's folder if
   * possible, so that a crash leaves no change in the worktree.
   *
   * @param permissions null for the system's default
   */
  public void replaceOutside(
      Path file, byte[] bytes, @Nullable Set<PosixFilePermission> permissions) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null && !Files.exists(parent)) {
        Files.createDirectories(parent);
      }
      Path staged = path.resolve("copy.tmp");
      DurableFiles.replaceOpenly(staged, bytes, permissions);
      try {
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.delete(staged);
        DurableFiles.replaceOpenly(file, bytes, permissions);
      }
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot write `" + file + "`: " + IoReason.of(e),
          "pass a writable path",
          e);
    }
  }

  /**
   * Copies the content that another session kept, so that its work can still be compared and
   * undone.
   */
  public void shareContentOf(SessionFolder other) {
    try (Stream<Path> files = Files.walk(other.content())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path own = content().resolve(other.content().relativize(file).toString());
        if (!Files.exists(own)) {
          DurableFiles.createPrivateFolders(Objects.requireNonNull(own.getParent()));
          DurableFiles.copy(file, own);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw failed(content(), e);
    }
  }

  /** Moves the folder atomically and durably. */
  void moveTo(SessionFolder other) {
    try {
      Files.move(path, other.path(), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(Objects.requireNonNull(other.path().getParent()));
    } catch (IOException e) {
      throw failed(other.path(), e);
    }
  }

  /** Moves the folder into one that may not exist yet, as {@link #moveTo}. */
  void moveAwayTo(SessionFolder other) {
    try {
      DurableFiles.createPrivateFolders(Objects.requireNonNull(other.path().getParent()));
    } catch (IOException e) {
      throw failed(other.path(), e);
    }
    moveTo(other);
    try {
      DurableFiles.forceFolder(Objects.requireNonNull(path.getParent()));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Deletes the folder if it exists. */
  void delete() {
    delete(file -> true);
  }

  /** Deletes files that a crash left incomplete; the caller holds the session's lock. */
  public void sweep() {
    delete(file -> file.toString().endsWith(".tmp"));
  }

  private void delete(Predicate<Path> unwanted) {
    if (!Files.isDirectory(path)) {
      return;
    }
    try {
      FileTree.delete(path, unwanted);
    } catch (IOException | UncheckedIOException e) {
      throw failed(path, e);
    }
  }

  /**
   * Stops with {@link Stop#UNVERIFIABLE} when the disk has no space for the content to keep, and
   * for scans, records and logs.
   */
  public void checkRoom(long bytesToKeep) {
    long needed = bytesToKeep + SPARE;
    // Not by its mount, which a sandbox may hide.
    File disk = path.toFile();
    // Some file systems do not report their size.
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_WRITE,
          "the disk of `"
              + path
              + "` has "
              + kib(disk.getUsableSpace())
              + " left, but the next block needs "
              + kib(needed)
              + ": "
              + kib(bytesToKeep)
              + " of content kept for undo, the rest for scans, records and logs",
          "free disk space, then run the same command again; nothing was started");
    }
  }

  private static String kib(long bytes) {
    return (bytes + 1023) / 1024 + " KiB";
  }

  private static StopException failed(Path file, Exception e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot write `" + file + "`: " + IoReason.of(e),
        "free disk space or fix the permissions, then run again",
        e);
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
