package dev.execsession.git;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Printed;
import dev.execsession.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the program {@code git} where it reads a long history in a fraction of the time that JGit
 * takes. No setting of the user, graft or replacement changes what it prints, and it fetches
 * nothing.
 *
 * @param commonDir the part of the repository that all worktrees share, absolute
 * @param environment the tool's own, in which the program is found
 */
public record ReadOnlyGit(Path commonDir, Map<String, String> environment) {
  private static final List<String> OPTIONS =
      List.of("--no-replace-objects", "-c", "protocol.allow=never");

  /**
   * Starts git.
   *
   * @param terminator ends each field of what it prints
   */
  Printed start(char terminator, List<String> words) throws IOException {
    Programs.Lookup git = Programs.find("git", environment, commonDir);
    if (git.kind() != Programs.Kind.EXECUTABLE) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.VERIFY_HISTORY,
          "there is no `git` program, which lists the commits",
          "install git, or add its folder to `PATH`");
    }
    List<String> argv = new ArrayList<>(List.of(git.file().toString()));
    argv.addAll(OPTIONS);
    argv.addAll(words);
    return Printed.by(
        argv,
        terminator,
        commonDir,
        environment,
        Map.of(
            "GIT_DIR",
            commonDir.toString(),
            "GIT_CONFIG_NOSYSTEM",
            "1",
            "GIT_CONFIG_GLOBAL",
            "/dev/null",
            "GIT_GRAFT_FILE",
            "/dev/null",
            "LC_ALL",
            "C"));
  }
}
