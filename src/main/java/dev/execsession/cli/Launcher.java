package dev.execsession.cli;

import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the program by which others can start this tool. */
final class Launcher {
  private Launcher() {}

  /**
   * Returns the launcher, absolute.
   *
   * @param named where the user says that it lies, absolute; without that it is the one of the
   *     distribution that runs now
   */
  static Path find(@Nullable Path named) {
    Path launcher = named == null ? own() : named;
    if (launcher == null || !Files.isRegularFile(launcher) || !Files.isExecutable(launcher)) {
      throw new StopException(
          Stop.REFUSED,
          ExecSession.option(
              named == null
                  ? "cannot tell which program starts this tool"
                  : "`" + named + "` is not a program",
              "name the launcher with `--launcher PATH`"));
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
