package dev.execsession.store;

import dev.execsession.file.DurableFiles;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a worktree, held until closed or until the process ends. Its owner is written to
 * another file, only for display.
 */
public final class WorktreeLock {
  private static final Set<OpenOption> LOCK =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final String OWNER = ".owner.json";
  private static final int OWNER_READS = 5;
  private static final long OWNER_READ_INTERVAL_MS = 60;

  /**
   * Locks of this process. A second stream on a lock file is never opened, because closing it would
   * release the lock of the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path owner;
  private final FileChannel channel;
  private final Stamp fileStamp;
  private final Stamp ownerStamp;

  private WorktreeLock(Path file, Path owner, FileChannel channel, LockOwner facts)
      throws IOException {
    this.file = file;
    this.owner = owner;
    this.channel = channel;
    this.fileStamp = Stamp.of(file);
    DurableFiles.replaceUnforced(owner, facts.json());
    this.ownerStamp = Stamp.of(owner);
  }

  /**
   * Runs the work while holding the lock of the worktree with this key.
   *
   * @param environment of this process
   * @throws StopException REFUSED within a session, see {@link OuterSession}; BUSY with the holder;
   *     UNVERIFIABLE on an I/O error
   */
  public static <T> T holding(
      Path locks,
      String key,
      LockOwner facts,
      Map<String, String> environment,
      Function<WorktreeLock, T> work) {
    OuterSession.refuse(locks, environment);
    WorktreeLock lock = take(locks, key, facts);
    try {
      return work.apply(lock);
    } finally {
      lock.close();
    }
  }

  /**
   * Acquires the lock of the worktree with this key.
   *
   * @throws StopException BUSY with its holder; UNVERIFIABLE on an I/O error
   */
  private static WorktreeLock take(Path locks, String key, LockOwner facts) {
    Path file = locks.resolve(key + ".lock");
    Path owner = locks.resolve(key + OWNER);
    if (!HELD.add(file)) {
      throw busy(owner);
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      DurableFiles.createPrivateFolders(locks);
      tighten(locks);
      channel = FileChannel.open(file, LOCK, DurableFiles.PRIVATE);
      if (!tryLock(channel)) {
        throw busy(owner);
      }
      WorktreeLock lock = new WorktreeLock(file, owner, channel, facts);
      taken = true;
      return lock;
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.JOURNAL_WRITE,
          "cannot take the lock `" + file + "`: " + IoReason.of(e),
          "free disk space or fix the permissions; the repository must be on a file system that"
              + " supports locks",
          e);
    } finally {
      if (!taken) {
        HELD.remove(file);
        close(channel);
      }
    }
  }

  /** Takes the right to write from others, which an older store may have left to them. */
  private static void tighten(Path locks) throws IOException {
    for (Path folder : List.of(Objects.requireNonNull(locks.getParent()), locks)) {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(folder);
      if (all.removeAll(OTHERS_WRITE)) {
        try {
          Files.setPosixFilePermissions(folder, all);
        } catch (FileSystemException e) {
          // It belongs to another user.
          return;
        }
      }
    }
  }

  /** Returns the process that holds the lock of the worktree with this key; empty if none does. */
  static Optional<LockOwner> owner(Path locks, String key, Map<String, String> environment) {
    return LockOwner.read(locks.resolve(key + OWNER))
        .filter(owner -> owner.process().mayRun(environment))
        .filter(owner -> isHeld(locks.resolve(key + ".lock")));
  }

  /** Throws BUSY while the lock of a worktree with another key is held. */
  static void refuseWhileOthersRun(Path locks, String key, Map<String, String> environment) {
    String[] names = locks.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      String other = name.endsWith(OWNER) ? name.substring(0, name.length() - OWNER.length()) : key;
      if (!other.equals(key) && owner(locks, other, environment).isPresent()) {
        throw busy(
            locks.resolve(name),
            "another worktree of this repository",
            "wait for it or stop it: this changes a file that all worktrees share");
      }
    }
  }

  /** A crash elsewhere may have left the name of a process that cannot be seen from here. */
  private static boolean isHeld(Path file) {
    if (HELD.contains(file)) {
      return true;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static StopException busy(Path owner) {
    return busy(
        owner,
        "this worktree",
        "wait for it or stop it; other worktrees of the repository can run their own sessions");
  }

  private static StopException busy(Path owner, String what, String hint) {
    return new StopException(
        Stop.BUSY,
        ProblemCode.RUN_BUSY,
        holder(owner).orElse("an unidentified session") + " holds " + what,
        hint);
  }

  /** The owner is written shortly after the lock is acquired. */
  private static Optional<String> holder(Path owner) {
    for (int read = 1; read < OWNER_READS; read++) {
      Optional<LockOwner> found = LockOwner.read(owner);
      if (found.isPresent()) {
        return found.map(LockOwner::words);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(OWNER_READ_INTERVAL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return LockOwner.read(owner).map(LockOwner::words);
  }

  /** Identifies a file without opening it; an inode alone can be reused. */
  private record Stamp(@Nullable Object fileKey, FileTime modified, long size, boolean regular) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Stamp(
          found.fileKey(), found.lastModifiedTime(), found.size(), found.isRegularFile());
    }
  }

  /**
   * Stops with {@link Stop#UNVERIFIABLE} when the lock's files were removed or replaced, which
   * could let a second session in. The files are not opened.
   */
  public void checkStillHeld() {
    check(file, fileStamp);
    check(owner, ownerStamp);
  }

  private static void check(Path path, Stamp taken) {
    Stamp now;
    try {
      now = Stamp.of(path);
    } catch (IOException e) {
      throw lost(path, IoReason.of(e));
    }
    if (!now.equals(taken)) {
      throw lost(path, "it was replaced by another file");
    }
  }

  private static StopException lost(Path path, String reason) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_DAMAGED,
        "the lock `" + path + "` was removed or changed during the session: " + reason,
        "nothing more was started; make sure that no other session runs in this worktree, then"
            + " run the same command again");
  }

  private void close() {
    try {
      if (Stamp.of(owner).equals(ownerStamp)) {
        Files.delete(owner);
      }
    } catch (IOException e) {
      // The lock ends with the process; a left-over owner file is only for display.
    }
    close(channel);
    HELD.remove(file);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }
}
