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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of one session below {@code .git/exec-session/<session>}: the journal, the locked plan,
 * looks at the tree, kept content, briefs, results and logs.
 */
public record SessionFolder(Path path) {
  private static final long SPARE = 16L << 20;

  /** Returns the session's id, the folder's name. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Returns the plan's bytes as they were locked. */
  public Path plan() {
    return path.resolve("plan.md");
  }

  /** Returns the file of the report in a format, {@code md} or {@code json}. */
  public Path report(String format) {
    return path.resolve("report." + format);
  }

  /** Returns the folder of content kept from before the blocks. */
  public Path content() {
    return path.resolve("content");
  }

  /** Returns the folder of the observations. */
  public Path looks() {
    return path.resolve("looks");
  }

  /** Returns the file of an observation, {@code look-0007}. */
  public Path look(String name) {
    return looks().resolve(name);
  }

  /** Returns the name of the next observation that has no file yet. */
  public String nextLook() {
    for (int n = 1; ; n++) {
      String name = String.format(Locale.ROOT, "look-%04d", n);
      if (!Files.exists(look(name))) {
        return name;
      }
    }
  }

  /** Returns a file for a child's output or input: {@code logs/B01-1-executor.log}. */
  public Path log(String name) {
    return path.resolve("logs").resolve(safe(name));
  }

  /** Returns how a file of the session is named in the journal. */
  public String relative(Path file) {
    return path.relativize(file).toString();
  }

  /** Creates the folders, readable by the user alone where the file system can say so. */
  void create() {
    Path home = Objects.requireNonNull(path.getParent());
    try {
      DurableFiles.createFolders(home);
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      for (String folder : new String[] {"looks", "logs", "content"}) {
        Files.createDirectory(path.resolve(folder));
      }
      DurableFiles.forceFolder(path);
      DurableFiles.forceFolder(home);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Replaces a file as a whole: readers see the old content or the new, also after a crash. */
  public void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces a file as a whole, as {@link #write(Path, String)}. */
  public void write(Path file, byte[] bytes) {
    try {
      DurableFiles.replace(file, bytes);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Takes over the content that another session kept, so that work from there can still be compared
   * and undone.
   */
  public void shareContentOf(SessionFolder other) {
    try (Stream<Path> files = Files.walk(other.content())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path own = content().resolve(other.content().relativize(file).toString());
        if (!Files.exists(own)) {
          DurableFiles.copy(file, own);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw failed(content(), e);
    }
  }

  /** Returns the folder another place, in one step that is on the disk afterwards. */
  void moveTo(SessionFolder other) {
    try {
      Files.move(path, other.path(), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(Objects.requireNonNull(other.path().getParent()));
    } catch (IOException e) {
      throw failed(other.path(), e);
    }
  }

  /** Deletes the folder, where it is there. */
  void delete() {
    delete(file -> true);
  }

  /** Deletes the files that a crash left half written; only who holds the session may do this. */
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
   * Stops with {@link Stop#UNVERIFIABLE} when the disk has no room for what a block will add: the
   * bytes to be kept, and some for looks, records and logs.
   */
  public void checkRoom(long bytesToKeep) {
    long needed = bytesToKeep + SPARE;
    // Asked this way and not by its mount, which a sandbox may hide.
    File disk = path.toFile();
    // Some file systems do not know how large they are.
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_WRITE,
          "the disk of `"
              + path
              + "` has "
              + kib(disk.getUsableSpace())
              + " left, and the next block needs "
              + kib(needed)
              + ": "
              + kib(bytesToKeep)
              + " of content that is kept for undo, the rest for looks, records and logs",
          "free space, then run the same command again; nothing was started");
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
        "free space or mend the permissions, then run again",
        e);
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
