package dev.execsession.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks up programs as a shell does, so that a missing one is reported before anything runs. */
public final class Programs {
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private Programs() {}

  /** The result of a lookup. */
  public enum Kind {
    EXECUTABLE,
    NOT_FOUND,
    NOT_EXECUTABLE,
    FOLDER
  }

  /**
   * The program found under a name.
   *
   * @param file its file; the name itself if nothing was found
   */
  public record Lookup(Kind kind, Path file) {}

  /**
   * Looks up a program: a name with {@code /} in the directory, any other on the environment's
   * {@code PATH}, where executable files take precedence over others.
   */
  public static Lookup find(String name, Map<String, String> environment, Path directory) {
    try {
      if (name.indexOf('/') >= 0) {
        Path file = directory.resolve(name);
        return new Lookup(kind(file), file);
      }
      Lookup best = new Lookup(Kind.NOT_FOUND, Path.of(name));
      for (String folder : searchPath(environment)) {
        Path file = directory.resolve(folder).resolve(name);
        Kind kind = kind(file);
        if (kind == Kind.EXECUTABLE) {
          return new Lookup(kind, file);
        }
        if (kind == Kind.NOT_EXECUTABLE && best.kind() == Kind.NOT_FOUND) {
          best = new Lookup(kind, file);
        }
      }
      return best;
    } catch (InvalidPathException e) {
      return new Lookup(Kind.NOT_FOUND, directory);
    }
  }

  /** Returns the environment's {@code PATH}, or the usual one. */
  public static String path(Map<String, String> environment) {
    return environment.getOrDefault("PATH", DEFAULT_PATH);
  }

  private static List<String> searchPath(Map<String, String> environment) {
    return List.of(path(environment).split(":", -1));
  }

  private static Kind kind(Path file) {
    if (Files.isDirectory(file)) {
      return Kind.FOLDER;
    }
    if (!Files.exists(file)) {
      return Kind.NOT_FOUND;
    }
    return Files.isExecutable(file) ? Kind.EXECUTABLE : Kind.NOT_EXECUTABLE;
  }
}
