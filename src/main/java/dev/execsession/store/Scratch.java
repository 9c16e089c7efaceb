package dev.execsession.store;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private folder in the temporary place, made when it is first asked for, gone when closed:
 * agents may not write below {@code .git}.
 */
public final class Scratch implements AutoCloseable {
  private final String prefix;
  private @Nullable Path folder;

  /**
   * @param session has one at a time
   */
  public Scratch(String session) {
    this.prefix = "exec-session-" + session + "-";
  }

  /** Removes what a crash left of a session's folders. */
  public static void sweep(String session) {
    Scratch own = new Scratch(session);
    own.folder();
    own.close();
  }

  private Path make() {
    try {
      Path made = Files.createTempDirectory(prefix);
      // The only one: what a crash left of earlier ones goes.
      try (DirectoryStream<Path> ours =
          Files.newDirectoryStream(Objects.requireNonNull(made.getParent()), prefix + "*")) {
        for (Path each : ours) {
          if (!each.equals(made)) {
            delete(each);
          }
        }
      }
      return made;
    } catch (IOException e) {
      throw unmade(e);
    }
  }

  private static StopException unmade(IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot make a temporary folder: " + IoReason.of(e),
        "free space in the folder for temporary files",
        e);
  }

  public Path folder() {
    Path known = folder;
    if (known == null) {
      known = make();
      folder = known;
    }
    return known;
  }

  /** Returns the folder if anybody asked for it. */
  public Optional<Path> made() {
    return Optional.ofNullable(folder);
  }

  /** Makes a folder in it. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(folder().resolve(name));
    } catch (IOException e) {
      throw unmade(e);
    }
  }

  public Path file(String name) {
    return folder().resolve(name);
  }

  @Override
  public void close() {
    if (folder != null) {
      delete(folder);
    }
  }

  /**
   * Deletes what can be deleted; the rest the system cleans up later, and nothing of the session
   * depends on it.
   */
  private static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      return;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return gone(file);
    }

    /** A command may have closed a folder of its own. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
      if (file.toFile().setReadable(true) && file.toFile().setExecutable(true)) {
        file.toFile().setWritable(true);
        Files.walkFileTree(file, new Deletion());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      folder.toFile().setWritable(true);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
      return gone(folder);
    }

    private static FileVisitResult gone(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Told by nobody: see above.
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
