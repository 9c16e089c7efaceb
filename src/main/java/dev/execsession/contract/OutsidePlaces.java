package dev.execsession.contract;

import dev.execsession.process.Bubblewrap;
import dev.execsession.process.Confinement;
import dev.execsession.process.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths outside of the worktree that a sandboxed command may write or see. All exist, with
 * symbolic links resolved.
 *
 * @param writable caches and state of tools, and paths that the user allows
 * @param readOnly configuration of those tools within the writable paths, and hidden paths that
 *     programs need
 * @param shown the writable paths for display
 */
public record OutsidePlaces(List<Path> writable, List<Path> readOnly, List<String> shown) {
  static final OutsidePlaces NONE = new OutsidePlaces(List.of(), List.of(), List.of());

  private static final String SHIPPED = "/dev/execsession/contract/sandbox-places.txt";

  public OutsidePlaces {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
    shown = List.copyOf(shown);
  }

  /**
   * @param configured the paths of {@code sandbox.writable}
   * @param shares whether commands use the shared folders for temporary files
   */
  static OutsidePlaces find(
      Map<String, String> environment, Path root, List<String> configured, boolean shares) {
    return new Search(environment, root).find(configured, shares);
  }

  private static final class Search {
    private final Map<String, String> environment;
    private final Path root;
    private final @Nullable Path home;
    private final Set<Path> writable = new TreeSet<>();
    private final Set<Path> readOnly = new TreeSet<>();
    private final Set<String> shown = new TreeSet<>();

    Search(Map<String, String> environment, Path root) {
      this.environment = environment;
      this.root = root;
      this.home = path(environment.get("HOME")).orElse(null);
    }

    OutsidePlaces find(List<String> configured, boolean shares) {
      shipped().forEach(this::ship);
      configured.forEach(this::allow);
      if (shares) {
        temporary();
      } else {
        visible();
      }
      ownCache();
      return new OutsidePlaces(List.copyOf(writable), List.copyOf(readOnly), List.copyOf(shown));
    }

    /**
     * Adds a path below home, a path named by a {@code $VARIABLE}, or a read-only path after {@code
     * !}.
     */
    private void ship(String line) {
      if (line.startsWith("!")) {
        below(home, line.substring(1)).ifPresent(readOnly::add);
      } else {
        Optional<Path> place =
            line.startsWith("$") ? path(environment.get(line.substring(1))) : below(home, line);
        place.filter(found -> !root.startsWith(found)).ifPresent(this::write);
      }
    }

    /**
     * Protects the launcher's own cache, which determines what its next start runs. Created if
     * missing, so that a command cannot create it.
     */
    private void ownCache() {
      String named = environment.getOrDefault("XDG_CACHE_HOME", "");
      Path caches = named.startsWith("/") ? Path.of(named) : below(home, ".cache").orElse(null);
      if (caches == null) {
        return;
      }
      Path own = caches.resolve("exec-session");
      try {
        Files.createDirectories(own);
      } catch (IOException e) {
        // What this process cannot create, a command cannot either.
      }
      Confinement.real(own).ifPresent(readOnly::add);
    }

    private void allow(String place) {
      if (place.startsWith("~/")) {
        below(home, place.substring(2)).ifPresent(this::write);
      } else if (place.startsWith("/")) {
        path(place).ifPresent(this::write);
      }
    }

    /** Adds a path, but never the whole home folder, whose files run at the next login. */
    private void write(Path place) {
      boolean whole = place.getNameCount() == 0 || (home != null && home.startsWith(place));
      if (!whole && !place.startsWith(root) && writable.add(place)) {
        shown.add(
            home != null && place.startsWith(home)
                ? "~/" + home.relativize(place)
                : place.toString());
      }
    }

    /** A home below a temporary folder stays read-only unless it contains the worktree. */
    private void temporary() {
      Stream.concat(Bubblewrap.temporaryPlaces(), path(environment.get("TMPDIR")).stream())
          .filter(place -> !root.startsWith(place) || isTemporary(place))
          .forEach(
              place -> {
                writable.add(place);
                shown.add(place.toString());
              });
      if (home != null && isHidden(home) && !root.startsWith(home)) {
        readOnly.add(home);
      }
    }

    private static boolean isTemporary(Path place) {
      return Bubblewrap.temporaryPlaces().anyMatch(place::startsWith);
    }

    /** Adds the paths that programs need where private folders hide them. */
    private void visible() {
      List<Optional<Path>> needed = new ArrayList<>();
      needed.add(Optional.ofNullable(home));
      // Otherwise files written next to the worktree would go to a private folder and be lost.
      needed.add(Optional.ofNullable(root.getParent()));
      needed.add(path(environment.get("SSH_AUTH_SOCK")));
      for (String folder : Programs.path(environment).split(":", -1)) {
        needed.add(path(folder));
      }
      needed.stream()
          .flatMap(Optional::stream)
          .filter(OutsidePlaces::isHidden)
          .filter(place -> !place.startsWith(root) && !writable.contains(place))
          .forEach(readOnly::add);
    }

    private static Optional<Path> below(@Nullable Path folder, String relative) {
      return folder == null ? Optional.empty() : Confinement.real(folder.resolve(relative));
    }

    private static Optional<Path> path(@Nullable String text) {
      try {
        return text == null || !text.startsWith("/")
            ? Optional.empty()
            : Confinement.real(Path.of(text));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
  }

  /** Returns whether a path is below a temporary folder. */
  static boolean isHidden(Path place) {
    return Bubblewrap.temporaryPlaces()
        .anyMatch(folder -> place.startsWith(folder) && !place.equals(folder));
  }

  private static List<String> shipped() {
    try (InputStream in = OutsidePlaces.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + SHIPPED);
      }
      Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
