package dev.execsession.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a command may write; it may read the rest of the disk. A place inside another takes
 * precedence; a place in both lists is read-only.
 *
 * @param tool the program that confines it
 * @param writable existing places without links in their path
 * @param readOnly existing places without links in their path; visible even where temporary files
 *     are private
 * @param temporary an existing folder that the command sees as {@code /tmp}; null to share the
 *     system's
 */
public record Confinement(
    Bubblewrap tool, List<Path> writable, List<Path> readOnly, @Nullable Path temporary)
    implements Enclosure {
  private static final Set<String> DOTS = Set.of(".", "..");

  public Confinement {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
  }

  /** Returns the target of a path; empty if it does not exist. */
  public static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a path, existing or not, whose existing part has no links; empty if a link in it leads
   * nowhere.
   */
  public static Optional<Path> settled(Path path) {
    Optional<Path> real = real(path);
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (real.isPresent() || parent == null || name == null) {
      return real;
    }
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) || DOTS.contains(name.toString())
        ? Optional.empty()
        : settled(parent).map(folder -> folder.resolve(name));
  }

  /** Returns whether a command may write a path, which need not exist. */
  boolean allows(Path path) {
    Stream<Path> own = temporary == null ? Stream.of() : Bubblewrap.temporaryPlaces();
    int open = deepest(Stream.concat(own, writable.stream()), path);
    return open >= 0 && open > deepest(readOnly.stream(), path);
  }

  private static int deepest(Stream<Path> places, Path path) {
    return places.filter(path::startsWith).mapToInt(Path::getNameCount).max().orElse(-1);
  }

  @Override
  public List<String> around(List<String> command, Path directory, boolean interactive) {
    return tool.around(command, directory, this, interactive);
  }

  @Override
  public Optional<String> obstacle(@Nullable Integer exit, String output) {
    return Bubblewrap.obstacle(exit, output);
  }
}
