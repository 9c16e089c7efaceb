package dev.execsession.cli;

import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the program that starts this tool. */
final class Launcher {
  private Launcher() {}

  /**
   * Returns the launcher, absolute.
   *
   * @param named the path given by the user, absolute; null for the running distribution's own
   */
  static Path find(@Nullable Path named) {
    Path launcher = named == null ? own() : named;
    if (launcher == null || !Files.isRegularFile(launcher) || !Files.isExecutable(launcher)) {
      throw new StopException(
          Stop.REFUSED,
          ExecSession.option(
              named == null
                  ? "cannot determine the launcher of this tool"
                  : "`" + named + "` is not an executable file",
              "pass the launcher with `--launcher PATH`"));
    }
    return launcher.toAbsolutePath().normalize();
  }

  private static @Nullable Path own() {
    try {
      CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
      Path jar = source == null ? null : Path.of(source.getLocation().toURI());
      Path home = jar == null ? null : Objects.requireNonNull(jar.getParent()).getParent();
      return home == null ? null : home.resolve("bin").resolve("exec-session");
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
