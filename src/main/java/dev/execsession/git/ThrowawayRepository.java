package dev.execsession.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * Creates small repositories for demonstrations. Author and date are fixed and no user or system
 * configuration is read, so the same files give the same commit on every machine.
 */
public final class ThrowawayRepository {
  private static final PersonIdent SOMEBODY =
      new PersonIdent(
          "Demo", "demo@example.org", Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private ThrowawayRepository() {}

  /**
   * Creates a repository with one commit that holds these files.
   *
   * @param root a folder that does not exist yet
   * @param branch the only branch, checked out
   * @param files texts by path relative to the root
   */
  public static void create(Path root, String branch, Map<String, String> files)
      throws IOException {
    HermeticSystem.install();
    try (Git git = Git.init().setDirectory(root.toFile()).setInitialBranch(branch).call()) {
      commit(git, "Start", files);
    } catch (GitAPIException e) {
      throw new IOException("cannot create a repository in " + root + ": " + e.getMessage(), e);
    }
  }

  /** Adds a commit that holds these files too, and packs all commits. */
  public static void extend(Path root, String message, Map<String, String> files)
      throws IOException {
    try (Git git = Git.open(root.toFile())) {
      commit(git, message, files);
      git.gc().call();
    } catch (GitAPIException e) {
      throw new IOException("cannot commit in " + root + ": " + e.getMessage(), e);
    }
  }

  private static void commit(Git git, String message, Map<String, String> files)
      throws IOException, GitAPIException {
    Path root = git.getRepository().getWorkTree().toPath();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage(message)
        .setAuthor(SOMEBODY)
        .setCommitter(SOMEBODY)
        .setSign(false)
        .setNoVerify(true)
        .call();
  }
}
