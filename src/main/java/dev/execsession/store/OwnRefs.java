package dev.execsession.store;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.FileTree;
import dev.execsession.file.WholeFile;
import dev.execsession.git.RefsReader;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Deletes the refs by which a session kept commits from git's garbage collection. */
record OwnRefs(Path commonDir) {
  /**
   * Deletes the refs of a session, loose and packed.
   *
   * @throws StopException UNVERIFIABLE when that fails; what is left can be deleted later
   */
  void delete(String session) {
    try {
      Path loose = commonDir.resolve(RefsReader.OWN).resolve(session);
      if (Files.isDirectory(loose, LinkOption.NOFOLLOW_LINKS)) {
        FileTree.delete(loose);
        DurableFiles.forceFolder(commonDir.resolve(RefsReader.OWN));
      }
      deletePacked(RefsReader.OWN + session + "/");
    } catch (FileAlreadyExistsException e) {
      throw failed("git is at work on them: `" + e.getMessage() + "` exists", e);
    } catch (IOException | UncheckedIOException e) {
      throw failed(IoReason.of(e), e);
    }
  }

  /**
   * Git packs loose refs now and then. Rewrites the file under git's own lock, which is a second
   * name of a file of ours, so that one that a crash left can be told from git's.
   */
  private void deletePacked(String prefix) throws IOException {
    Path packed = commonDir.resolve("packed-refs");
    Path lock = commonDir.resolve("packed-refs.lock");
    Path own = commonDir.resolve("exec-session").resolve("packed-refs");
    if (Files.exists(own) && Files.exists(lock) && Files.isSameFile(own, lock)) {
      Files.delete(lock);
    }
    if (Files.isRegularFile(packed) && text(packed).contains(" " + prefix)) {
      String before = text(packed);
      byte[] rest = without(before, prefix).getBytes(StandardCharsets.ISO_8859_1);
      DurableFiles.replaceOpenly(own, rest, Files.getPosixFilePermissions(packed));
      Files.createLink(lock, own);
      if (!text(packed).equals(before)) {
        Files.delete(lock);
        throw new IOException("git changed them meanwhile");
      }
      Files.move(lock, packed, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(commonDir);
    }
    Files.deleteIfExists(own);
  }

  /** Leaves out the lines of these refs, each with the line of its peeled tag. */
  private static String without(String text, String prefix) {
    StringBuilder rest = new StringBuilder();
    boolean drops = false;
    for (String line : text.split("(?<=\n)", -1)) {
      drops = line.startsWith("^") ? drops : line.startsWith(prefix, line.indexOf(' ') + 1);
      if (!drops) {
        rest.append(line);
      }
    }
    return rest.toString();
  }

  private static String text(Path file) throws IOException {
    return new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.ISO_8859_1);
  }

  private static StopException failed(String why, Exception e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot delete the session's refs: " + why,
        "run the same command again; it deletes what is left",
        e);
  }
}
