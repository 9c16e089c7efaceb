package dev.execsession.worktree;

import dev.execsession.file.Unverifiable;
import dev.execsession.file.WholeFile;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of one ignore file.
 *
 * @param folder the folder its patterns are relative to; the root for the user's and the
 *     repository's own
 * @param text one char per byte
 */
public record IgnoreFile(TreePath folder, String text) {
  /** Reads the ignore files outside of the worktree: the user's and the repository's own. */
  static List<IgnoreFile> outside(RepositoryFacts facts) {
    List<Path> files = new ArrayList<>();
    if (facts.excludesFile() != null) {
      files.add(facts.excludesFile());
    }
    files.add(facts.commonDir().resolve("info/exclude"));
    return files.stream()
        .filter(Files::isRegularFile)
        .map(file -> read(file, TreePath.ROOT))
        .toList();
  }

  static IgnoreFile read(Path file, TreePath folder) {
    try {
      return new IgnoreFile(
          folder, new String(WholeFile.read(file, WholeFile.SMALL), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw Unverifiable.stop(
          ProblemCode.GIT_UNREADABLE,
          "cannot read the ignore file `" + file + "`: " + Unverifiable.reason(e),
          "make it readable, so that ignored files can be determined",
          e);
    }
  }
}
