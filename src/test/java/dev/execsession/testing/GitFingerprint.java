package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The git state that the tool must not change: index entries with their flags, HEAD, all refs and
 * the stash, configuration, hooks.
 *
 * @param refs without the tool's own
 */
record GitFingerprint(
    String index, String head, List<String> refs, String config, List<String> hooks) {
  static GitFingerprint of(TestRepo repo) {
    return new GitFingerprint(
        repo.git("-c", "core.fsmonitor=false", "ls-files", "-s", "-v"),
        repo.tryGit("symbolic-ref", "-q", "HEAD").output() + repo.tryGit("rev-parse", "HEAD"),
        repo.git("for-each-ref")
            .lines()
            .filter(line -> !line.contains("\trefs/exec-session/"))
            .toList(),
        repo.read(".git/config"),
        hooks(repo.path(".git/hooks")));
  }

  private static List<String> hooks(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
