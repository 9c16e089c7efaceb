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
import org.jspecify.annotations.Nullable;

/**
 * Temporary repositories, until closed: one with an active block, one without a session, and one
 * with a session that an agent drives.
 */
final class CanaryRepository implements AutoCloseable {
  /** A file that the block may change. */
  static final String ALLOWED = "src/allowed.txt";

  /** A file that the block must not change. */
  static final String VETOED = "src/kept/vetoed.txt";

  private static final String SESSION = "20260101-000000000-0000";

  private final Path folder;
  private final Path root;
  private final Path quiet;
  private final Path driven;

  CanaryRepository(Map<String, String> environment) throws IOException {
    this.folder = Files.createTempDirectory("exec-session-canary-").toRealPath();
    this.root = Files.createDirectories(folder.resolve("with space"));
    this.quiet = folder.resolve("quiet");
    this.driven = folder.resolve("driven");
    for (Path each : List.of(root, quiet, driven)) {
      Files.createDirectories(git(each).resolve("objects"));
      Files.createDirectories(git(each).resolve("refs"));
      Files.writeString(git(each).resolve("HEAD"), "ref: refs/heads/main\n");
    }
    new DrivenSession(SESSION, driven.toString(), "this is a test").write(git(driven), git(driven));
    Path session = Files.createDirectories(git(root).resolve("exec-session").resolve(SESSION));
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
                List.of(),
                List.of())));
  }

  private static Path git(Path root) {
    return root.resolve(".git");
  }

  /** Returns the one with an active block. */
  Path root() {
    return root;
  }

  /** Returns the one without a session. */
  Path quiet() {
    return quiet;
  }

  /** Returns the one with a session that an agent drives. */
  Path driven() {
    return driven;
  }

  /** Returns what hooks note about a conversation in the session that an agent drives. */
  HookNotes notes(Agent agent, @Nullable String conversation) {
    return HookNotes.of(git(driven), agent, String.valueOf(conversation));
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
