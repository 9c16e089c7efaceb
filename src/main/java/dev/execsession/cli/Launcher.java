package dev.execsession.cli;

import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Programs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the program that starts this tool. */
final class Launcher {
  private static final String NAME = "exec-session";

  private Launcher() {}

  /**
   * Returns the launcher, absolute.
   *
   * @param named the path given by the user, absolute; null for the running distribution's own, by
   *     the name under which {@code PATH} leads to it
   */
  static Path find(@Nullable Path named, Map<String, String> environment) {
    Path own = named == null ? own() : null;
    Path launcher = own == null ? named : onPath(own, environment);
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

  /** Returns the running distribution's own launcher, absolute; empty when there is none. */
  static Optional<Path> known(Map<String, String> environment) {
    return Optional.ofNullable(own())
        .map(own -> onPath(own, environment).toAbsolutePath().normalize())
        .filter(Files::isExecutable);
  }

  /**
   * Returns the path under which {@code PATH} finds this launcher, usually a link that an update
   * redirects; the launcher itself if {@code PATH} has none, or another version.
   */
  static Path onPath(Path own, Map<String, String> environment) {
    Programs.Lookup found = Programs.find(NAME, environment, Path.of("/"));
    try {
      return found.kind() == Programs.Kind.EXECUTABLE && Files.isSameFile(found.file(), own)
          ? found.file()
          : own;
    } catch (IOException e) {
      return own;
    }
  }

  private static @Nullable Path own() {
    try {
      CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
      Path jar = source == null ? null : Path.of(source.getLocation().toURI());
      Path home = jar == null ? null : Objects.requireNonNull(jar.getParent()).getParent();
      return home == null ? null : home.resolve("bin").resolve(NAME);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
