package dev.execsession.commit;

import dev.execsession.file.WholeFile;
import dev.execsession.process.ChildEnvironment;
import dev.execsession.process.Command;
import dev.execsession.process.ProcessListener;
import dev.execsession.process.ProcessResult;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.process.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One commit of exactly some files of the worktree, made by the {@code git} program as the user
 * would make it: with hooks, signing and filters. What else is staged stays staged.
 *
 * @param folder for temporary files, private
 */
public record PathCommit(Path root, Map<String, String> environment, Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** How git ended, and what it printed. */
  public record End(boolean succeeded, String said) {}

  /**
   * Commits the files as they are; those that are gone are removed.
   *
   * @param paths relative to the root; each is there, or in the index
   */
  public End commit(List<String> paths, String message) throws IOException {
    Path names = folder.resolve("paths");
    Files.write(names, String.join("\0", paths).getBytes(StandardCharsets.UTF_8));
    Path text = Files.writeString(folder.resolve("message"), message + "\n");
    String from = "--pathspec-from-file=" + names;
    End added = git("add", "-A", from, "--pathspec-file-nul");
    return added.succeeded()
        ? git("commit", "-q", "--only", "-F", text.toString(), from, "--pathspec-file-nul")
        : added;
  }

  private End git(String... words) throws IOException {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(words));
    String cookie = "commit/" + UUID.randomUUID();
    Map<String, String> own = new HashMap<>(ChildEnvironment.of(environment));
    own.put(Command.COOKIE, cookie);
    own.put("GIT_EDITOR", ":");
    own.put("GIT_TERMINAL_PROMPT", "0");
    own.put("GIT_LITERAL_PATHSPECS", "1");
    Path log = folder.resolve("log");
    ProcessResult result =
        new ProcessRunner(environment, Terminal.NONE)
            .run(
                new Command(
                    argv,
                    root,
                    own,
                    null,
                    log,
                    LIMIT,
                    LIMIT,
                    Command.KEEP_BYTES,
                    cookie,
                    SecretMask.NONE,
                    Duration.ZERO,
                    false,
                    null),
                new ProcessListener() {});
    String said =
        result.startError() != null
            ? result.startError()
            : new String(WholeFile.read(log, WholeFile.LARGE), StandardCharsets.UTF_8).strip();
    return new End(result.succeeded(), said);
  }
}
