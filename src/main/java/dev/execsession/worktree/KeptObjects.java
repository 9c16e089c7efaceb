package dev.execsession.worktree;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.Steady;
import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.Canary;
import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Objects and refs that the tool adds to a repository, to keep commits from garbage collection. */
record KeptObjects(Path commonDir) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  /** Protects a commit and its content from git's garbage collection by our own ref. */
  void keepCommit(String name, String commit) {
    if (!NAME.matcher(name).matches() || name.contains("..") || name.endsWith(".lock")) {
      throw new IllegalArgumentException("not a ref name: " + name);
    }
    Path ref = commonDir.resolve("refs/exec-session").resolve(name);
    byte[] bytes = (commit + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      Steady.write(
          () -> {
            if (!holds(ref, bytes)) {
              DurableFiles.replace(ref, bytes);
            }
          });
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + ref + "`: " + Unverifiable.reason(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  /** Writes an unreachable object, or renews it: when it is gone, young objects were pruned. */
  void guard() {
    try {
      Steady.write(() -> renew(Canary.file(commonDir)));
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.JOURNAL_WRITE,
          "cannot write `" + Canary.file(commonDir) + "`: " + Unverifiable.reason(e),
          "free disk space or fix the folder's permissions, then run again",
          e);
    }
  }

  private static void renew(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      DurableFiles.replace(file, Canary.packed());
    } else if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(DAY))) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(WholeFile.read(file, WholeFile.SMALL), bytes);
  }
}
