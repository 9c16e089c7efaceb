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
 * A private temporary folder, created on first use and deleted on close; agents may not write below
 * {@code .git}.
 */
public final class Scratch implements AutoCloseable {
  private final String prefix;
  private @Nullable Path folder;

  /**
   * @param session has at most one at a time
   */
  public Scratch(String session) {
    this.prefix = "exec-session-" + session + "-";
  }

  /** Deletes the folders that a crash of a session left. */
  public static void sweep(String session) {
    Scratch own = new Scratch(session);
    own.folder();
    own.close();
  }

  private Path make() {
    try {
      Path made = Files.createTempDirectory(prefix);
      // Deletes those that a crash left.
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
      throw cannotCreate(e);
    }
  }

  private static StopException cannotCreate(IOException e) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.JOURNAL_WRITE,
        "cannot create a temporary folder: " + IoReason.of(e),
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

  /** Returns the folder if it was created. */
  public Optional<Path> made() {
    return Optional.ofNullable(folder);
  }

  /** Creates a folder in it. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(folder().resolve(name));
    } catch (IOException e) {
      throw cannotCreate(e);
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

  /** Deletes what can be deleted; the system cleans up the rest later. */
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
        // Left to the system.
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
