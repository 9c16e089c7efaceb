package dev.execsession.guard;

import dev.execsession.file.FileTree;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A temporary repository with an active block, until closed. */
final class CanaryRepository implements AutoCloseable {
  /** A file that the block may change. */
  static final String ALLOWED = "src/allowed.txt";

  /** A file that the block must not change. */
  static final String VETOED = "src/kept/vetoed.txt";

  private static final String SESSION = "20260101-000000000-0000";

  private final Path folder;
  private final Path root;

  CanaryRepository(Map<String, String> environment) throws IOException {
    this.folder = Files.createTempDirectory("exec-session-canary-").toRealPath();
    this.root = Files.createDirectories(folder.resolve("with space"));
    Path git = root.resolve(".git");
    Path session = git.resolve("exec-session").resolve(SESSION);
    for (Path each : List.of(git.resolve("objects"), git.resolve("refs"), session)) {
      Files.createDirectories(each);
    }
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(root.resolve("src/kept"));
    Files.write(
        session.resolve(ActiveBlockFile.NAME),
        ActiveBlockFile.render(
            new ActiveBlock(
                SESSION,
                "B01",
                "docs/exec-plans/active/canary.md",
                "sha256:0",
                root.toString(),
                true,
                "",
                false,
                ProcessIdentity.own(environment),
                new ScopeDefinition(
                    List.of(new Entry("src/**", null)),
                    List.of(new Entry("src/kept/**", null)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "docs/exec-plans/active/canary.md",
                    false),
                List.of())));
  }

  Path root() {
    return root;
  }

  @Override
  public void close() {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
