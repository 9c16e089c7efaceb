package dev.execsession.commit;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.TreeNames;
import dev.execsession.git.GitConfig;
import dev.execsession.git.GitObjects;
import dev.execsession.git.RefsReader;
import dev.execsession.git.RefsState;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The branch that is checked out, moved from one commit to the next as git moves it: under its
 * lock, only from where it is believed to be, with a line in its log and in HEAD's.
 */
final class BranchTip {
  private final GitObjects objects;
  private final RepositoryFacts facts;
  private final GitConfig config;
  private final String name;
  private final Path ref;
  private final Path ownRef;

  /**
   * @param branch its short name
   * @param scratch a folder of ours on the repository's file system
   */
  BranchTip(
      GitObjects objects, RepositoryFacts facts, GitConfig config, String branch, Path scratch) {
    this.objects = objects;
    this.facts = facts;
    this.config = config;
    this.name = "refs/heads/" + branch;
    this.ref = file(facts.commonDir(), name);
    this.ownRef = scratch.resolve("ref");
  }

  private static Path file(Path folder, String name) {
    return new TreeNames(folder).toPath(TreePath.of(name));
  }

  /** Returns whether the branch is checked out and at this commit. */
  boolean is(String commit) throws IOException {
    RefsState refs = new RefsReader(facts.gitDir(), facts.commonDir()).read();
    return refs.headTarget().equals(name) && commit.equals(refs.refs().get(name));
  }

  /** Moves the branch; when it returns the new place is on disk. */
  Publication move(String from, String to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(ref.getParent()));
    if (Files.isDirectory(ref)) {
      // What is left of branches that were once below this name.
      Files.delete(ref);
    }
    byte[] line = (to + "\n").getBytes(StandardCharsets.US_ASCII);
    try (OwnLock lock = OwnLock.take(ref, ownRef, line).orElse(null)) {
      if (lock == null) {
        return Publication.busy(name);
      }
      if (!is(from)) {
        return Publication.MOVED;
      }
      String entry = logLine(from, to);
      log(file(facts.commonDir(), "logs/" + name), entry);
      log(facts.gitDir().resolve("logs/HEAD"), entry);
      lock.replace(ref);
      return Publication.DONE;
    }
  }

  /** Removes what a run that died left of the lock. */
  void release() throws IOException {
    OwnLock.release(ref, ownRef);
  }

  private String logLine(String from, String to) throws IOException {
    try (RevWalk walk = objects.walk()) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(to));
      String subject = commit.getFullMessage().lines().findFirst().orElse("");
      String who = commit.getCommitterIdent().toExternalString();
      return from + " " + to + " " + who + "\tcommit: " + subject + "\n";
    }
  }

  /** Appends a line once, also when a run that died had begun to. */
  private void log(Path file, String entry) throws IOException {
    boolean wanted =
        config
            .value("core.logallrefupdates")
            .map(value -> !List.of("false", "no", "off", "0").contains(value))
            .orElse(true);
    if (!wanted && !Files.exists(file)) {
      return;
    }
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    byte[] line = entry.getBytes(StandardCharsets.UTF_8);
    try (FileChannel log =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // A part of it, or all, may stand there already.
      log.position(begun(log, line));
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        log.write(buffer);
      }
      log.force(true);
    }
    DurableFiles.forceFolder(folder);
  }

  /**
   * Returns where the line begins: at its own first byte when it is there already, in part or
   * whole.
   */
  private static long begun(FileChannel log, byte[] line) throws IOException {
    long length = log.size();
    int most = (int) Math.min(line.length, length);
    byte[] tail = read(log, length - most, most);
    for (int size = most; size > 0; size--) {
      boolean same = Arrays.equals(tail, most - size, most, line, 0, size);
      long start = length - size;
      if (same && (start == 0 || read(log, start - 1, 1)[0] == '\n')) {
        return start;
      }
    }
    return length;
  }

  private static byte[] read(FileChannel log, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && log.read(buffer, from + buffer.position()) >= 0) {
      // Reads until the buffer is full.
    }
    return buffer.array();
  }
}
