package dev.execsession.guard;

import dev.execsession.file.DurableFiles;
import dev.execsession.file.WholeFile;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The session of a worktree that an agent drives by {@code begin} and {@code finish}, as its hooks
 * see it. The file says what comes next; it decides nothing about the session.
 *
 * @param root the worktree's root
 * @param say why no file may change while no block is open, and what to do
 */
public record DrivenSession(String session, String root, String say) {
  /** What comes next when nothing waits for the person. */
  public static final String NEXT = "no block is open: run `exec-session begin`";

  private static final String FOLDER = "agents";
  private static final String HEADER = "exec-session driven 1";

  /** Returns whether a prompt of the person can be the answer that the session waits for. */
  boolean awaitsApproval() {
    return say.contains("types `approve");
  }

  /** Returns whether the agent goes on by itself. */
  boolean isFree() {
    return say.equals(NEXT);
  }

  /** Returns the folder of what hooks keep, below git's common folder. */
  static Path folder(Path commonDir) {
    return commonDir.resolve("exec-session").resolve(FOLDER);
  }

  /** Returns the file of a worktree. */
  private static Path file(Path gitDir, Path commonDir) {
    String name = gitDir.equals(commonDir) ? "driven" : "driven-" + gitDir.getFileName().toString();
    return folder(commonDir).resolve(name);
  }

  /** Writes it for a worktree. */
  public void write(Path gitDir, Path commonDir) throws IOException {
    Path file = file(gitDir, commonDir);
    Files.createDirectories(folder(commonDir), DurableFiles.PRIVATE_FOLDER);
    String text = HEADER + "\n" + session + "\n" + root + "\n" + TextSanitizer.oneLine(say) + "\n";
    DurableFiles.replaceUnforced(file, text);
  }

  /** Returns whether a worktree has one. */
  public static boolean isThere(Path gitDir, Path commonDir) {
    return Files.isRegularFile(file(gitDir, commonDir), LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes it from a worktree. */
  public static void remove(Path gitDir, Path commonDir) throws IOException {
    Files.deleteIfExists(file(gitDir, commonDir));
  }

  /** Returns the session of a worktree; null if none, or if the file is damaged. */
  static @Nullable DrivenSession read(GitPlace place) throws IOException {
    Path file = file(place.gitDir(), place.commonDir());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text = new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.UTF_8);
    int session = text.indexOf('\n') + 1;
    int root = text.indexOf('\n', session) + 1;
    int say = root == 0 ? 0 : text.indexOf('\n', root) + 1;
    int end = say == 0 ? 0 : text.indexOf('\n', say);
    if (end <= 0 || !text.startsWith(HEADER + "\n")) {
      return null;
    }
    DrivenSession found =
        new DrivenSession(
            text.substring(session, root - 1),
            text.substring(root, say - 1),
            text.substring(say, end));
    return found.root().equals(place.root().toString()) ? found : null;
  }
}
