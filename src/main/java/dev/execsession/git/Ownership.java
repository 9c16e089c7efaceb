package dev.execsession.git;

import dev.execsession.file.FileStat;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rejects a repository of another user as git does, because its configuration could run commands as
 * this user. This applies to root too; {@code safe.directory} in the user's or the system's
 * configuration is respected.
 */
final class Ownership {
  private Ownership() {}

  /**
   * Returns the problem if this user may not use the repository.
   *
   * @param safe the values of {@code safe.directory} in the user's and the system's configuration
   */
  static Optional<Problem> check(
      Path root, Path gitDir, List<String> safe, Map<String, String> environment)
      throws IOException {
    int self = FileStat.self();
    for (Path place : List.of(root, root.resolve(".git"), gitDir)) {
      int owner = FileStat.of(place).owner().uid();
      boolean ours =
          owner == self || (self == 0 && String.valueOf(owner).equals(environment.get("SUDO_UID")));
      if (!ours && !isSafe(root, safe, environment)) {
        String shown = TextSanitizer.oneLine(root.toString());
        return Optional.of(
            Problem.error(
                ProblemCode.GIT_OWNER,
                "detected dubious ownership in repository at `"
                    + shown
                    + "`: it belongs to user "
                    + owner
                    + ", you are user "
                    + self,
                "if you trust it, run `git config --global --add safe.directory "
                    + ShellWord.quote(shown)
                    + "`"));
      }
    }
    return Optional.empty();
  }

  private static boolean isSafe(Path root, List<String> values, Map<String, String> environment) {
    boolean safe = false;
    for (String value : values) {
      if (value.isEmpty()) {
        safe = false;
      } else if (value.equals("*")) {
        safe = true;
      } else {
        safe |= covers(value, root, environment);
      }
    }
    return safe;
  }

  private static boolean covers(String value, Path root, Map<String, String> environment) {
    boolean below = value.endsWith("/*");
    Path named =
        UserConfig.path(below ? value.substring(0, value.length() - 2) : value, environment);
    if (named == null) {
      return false;
    }
    Path folder = named.normalize();
    return below ? root.startsWith(folder) && !root.equals(folder) : root.equals(folder);
  }
}
