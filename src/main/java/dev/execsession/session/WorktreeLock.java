package dev.execsession.session;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ForeignText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to run a session on one worktree, held until closed or until the process ends. The lock
 * file itself is never read: closing any other stream on it would release the lock. Who holds it
 * stands beside it, for display only.
 */
final class WorktreeLock {
  private final FileChannel channel;
  private final Path owner;

  private WorktreeLock(FileChannel channel, Path owner) {
    this.channel = channel;
    this.owner = owner;
  }

  /** Does the work while holding the lock of a worktree, taken as below. */
  static <T> T holding(Path locks, String key, Map<String, Object> ownerFacts, Supplier<T> work) {
    WorktreeLock lock = take(locks, key, ownerFacts);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /**
   * Takes the lock of the worktree with this key, or stops with {@link Stop#BUSY} naming who holds
   * it.
   */
  private static WorktreeLock take(Path locks, String key, Map<String, Object> ownerFacts) {
    Path lockFile = locks.resolve(key + ".lock");
    Path owner = locks.resolve(key + ".owner.json");
    try {
      Files.createDirectories(locks);
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw busy(owner);
      }
      Path temporary = locks.resolve(key + ".owner.tmp");
      Files.writeString(temporary, Json.pretty(ownerFacts));
      Files.move(temporary, owner, StandardCopyOption.ATOMIC_MOVE);
      return new WorktreeLock(channel, owner);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          Problem.error(
              ProblemCode.JOURNAL_WRITE, "cannot take the lock `" + lockFile + "`: " + e, null),
          e);
    }
  }

  private static StopException busy(Path owner) {
    String who = "another session";
    Map<String, @Nullable Object> facts = read(owner);
    if (facts != null) {
      who =
          ForeignText.oneLine(
              "session "
                  + facts.get("session")
                  + " (pid "
                  + facts.get("pid")
                  + " on "
                  + facts.get("host")
                  + ", since "
                  + facts.get("since")
                  + ")");
    }
    return new StopException(
        Stop.BUSY,
        Problem.error(
            ProblemCode.RUN_BUSY,
            who + " holds this worktree",
            "wait for it or stop it; another worktree of the repository is free to run its own"));
  }

  private static @Nullable Map<String, @Nullable Object> read(Path owner) {
    try {
      return Json.parseObject(Files.readString(owner, StandardCharsets.UTF_8));
    } catch (IOException | JsonException e) {
      return null;
    }
  }

  private void close() {
    try {
      Files.deleteIfExists(owner);
      channel.close();
    } catch (IOException e) {
      // The lock itself goes with the process; a left-over owner file is only for display.
    }
  }
}
