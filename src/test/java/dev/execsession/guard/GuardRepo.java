package dev.execsession.guard;

import dev.execsession.process.PidSpace;
import dev.execsession.process.ProcessIdentity;
import dev.execsession.scope.Ignored;
import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import dev.execsession.text.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A folder that looks like a repository, in which block {@code B02} may change {@code src} without
 * {@code src/secret}; {@code target} and {@code .env} are ignored.
 */
record GuardRepo(Path root) {
  static final String SESSION = "20260101-120000000-abcd";

  /** A check of the block. */
  static final String CHECK = "sh -c 'grep -c \"a, b\" src/*.java' || (true; echo a:*)";

  static GuardRepo create(Path folder) {
    try {
      Path root = Files.createDirectories(folder.toRealPath().resolve("repo"));
      for (String name : List.of(".git/objects", ".git/refs", "src/secret", "secret", "docs")) {
        Files.createDirectories(root.resolve(name));
      }
      Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
      Files.writeString(root.resolve("src/A.java"), "a\n");
      return new GuardRepo(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes this process run the block. */
  GuardRepo active() {
    return active(block(SESSION, root, ProcessIdentity.own(Map.of()), false));
  }

  GuardRepo active(ActiveBlock block) {
    write(file(block.session()), ActiveBlockFile.render(block));
    return this;
  }

  Path file(String session) {
    return root.resolve(".git/exec-session").resolve(session).resolve(ActiveBlockFile.NAME);
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ActiveBlock block(String session, Path root, ProcessIdentity tool, boolean foldNames) {
    return new ActiveBlock(
        session,
        "B02",
        "docs/exec-plans/active/x.md",
        "sha256:1",
        root.toString(),
        true,
        root.resolveSibling("scratch").resolve("result.json").toString(),
        false,
        tool,
        new ScopeDefinition(
            List.of(new Entry("src/**", null)),
            List.of(new Entry("src/secret/**", "not ours")),
            List.of(),
            List.of(),
            List.of("deploy/**"),
            List.of(),
            List.of("package-lock.json"),
            "docs/exec-plans/active/x.md",
            foldNames),
        List.of(CHECK),
        List.of(new ActiveBlock.IgnoreText("", "target/\n.env\n")));
  }

  /** Returns a process that has ended; its pid is not reused within a test. */
  static ProcessIdentity ended() {
    try {
      Process process = new ProcessBuilder("true").start();
      process.waitFor();
      return new ProcessIdentity(process.pid(), 1, PidSpace.here(Map.of()), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Git's view: everything that the patterns match is ignored, none of it is tracked. */
  static final EditGuard.IgnoredPaths IGNORED =
      (active, path) ->
          path.raw().startsWith("target/")
              ? Ignored.inside(TreePath.of("target"))
              : path.raw().equals(".env") ? Ignored.ITSELF : Ignored.NOT;

  EditGuard guard() {
    return guard(Map.of());
  }

  EditGuard guard(Map<String, String> environment) {
    return new EditGuard(new ActiveBlocks(environment).find(List.of(root)).orElseThrow(), IGNORED);
  }
}
