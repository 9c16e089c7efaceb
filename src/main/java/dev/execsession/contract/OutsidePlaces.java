package dev.execsession.contract;

import dev.execsession.process.Bubblewrap;
import dev.execsession.process.Confinement;
import dev.execsession.process.Programs;
import java.io.IOException;
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
 * The paths outside of the worktree that a sandboxed command may write or see, with symbolic links
 * resolved.
 *
 * @param writable existing caches and state of tools, and paths that the user allows
 * @param missing folders of that kind that do not exist yet
 * @param steering configuration of those tools within these places, existing or not
 * @param readOnly what exists and stays closed: our own cache, and hidden paths that programs need
 * @param shown the writable and the missing paths for display
 */
public record OutsidePlaces(
    List<Path> writable,
    List<Path> missing,
    List<Path> steering,
    List<Path> readOnly,
    List<String> shown) {
  static final OutsidePlaces NONE =
      new OutsidePlaces(List.of(), List.of(), List.of(), List.of(), List.of());

  public OutsidePlaces {
    writable = List.copyOf(writable);
    missing = List.copyOf(missing);
    steering = List.copyOf(steering);
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

  /** Makes the missing folders, as far as that is possible, and returns those that exist. */
  public List<Path> make() {
    List<Path> made = new ArrayList<>();
    for (Path place : missing) {
      try {
        // A command may have put a link into the path.
        if (Confinement.settled(place).filter(place::equals).isPresent()) {
          made.add(Files.createDirectories(place));
        }
      } catch (IOException e) {
        // The command that needs it fails, and gets a hint.
      }
    }
    return made;
  }

  private static final class Search {
    private final Map<String, String> environment;
    private final Path root;
    private final @Nullable Path home;
    private final Set<Path> writable = new TreeSet<>();
    private final Set<Path> missing = new TreeSet<>();
    private final Set<Path> steering = new TreeSet<>();
    private final Set<Path> readOnly = new TreeSet<>();

    Search(Map<String, String> environment, Path root) {
      this.environment = environment;
      this.root = root;
      this.home = path(environment.get("HOME")).flatMap(Confinement::real).orElse(null);
    }

    OutsidePlaces find(List<String> configured, boolean shares) {
      ToolPlaces.shipped().forEach(this::ship);
      configured.forEach(this::allow);
      ownCache();
      missing.removeIf(this::isClosed);
      List<String> shown =
          Stream.concat(writable.stream(), missing.stream()).sorted().map(this::shown).toList();
      steering.removeIf(
          place -> Stream.concat(writable.stream(), missing.stream()).noneMatch(place::startsWith));
      List<String> temporary = new ArrayList<>();
      if (shares) {
        temporary.addAll(temporary());
      } else {
        visible();
      }
      return new OutsidePlaces(
          List.copyOf(writable),
          List.copyOf(missing),
          List.copyOf(steering),
          List.copyOf(readOnly),
          Stream.concat(shown.stream(), temporary.stream()).distinct().sorted().toList());
    }

    private boolean isClosed(Path place) {
      return Stream.concat(steering.stream(), readOnly.stream()).anyMatch(place::startsWith);
    }

    private String shown(Path place) {
      return home != null && place.startsWith(home)
          ? "~/" + home.relativize(place)
          : place.toString();
    }

    private void ship(ToolPlaces tool) {
      Optional<Path> moved = path(environment.get(tool.variable())).flatMap(Confinement::settled);
      if (home != null && !tool.home().isEmpty()) {
        Confinement.settled(home.resolve(tool.home()))
            .ifPresent(folder -> ship(tool, folder, moved.isEmpty()));
      }
      moved.ifPresent(folder -> ship(tool, folder, true));
    }

    private void ship(ToolPlaces tool, Path folder, boolean isUsed) {
      List<Path> folders = places(folder, tool.folders());
      List<Path> absent = folders.stream().filter(Files::notExists).toList();
      Stream.concat(folders.stream(), places(folder, tool.existing()).stream())
          .filter(Files::exists)
          .forEach(writable::add);
      if (isUsed && !absent.isEmpty() && tool.isInstalled(environment, root)) {
        missing.addAll(absent);
      }
      tool.steering().forEach(name -> steering.add(folder.resolve(name)));
      tool.own().stream().map(folder::resolve).filter(Files::exists).forEach(steering::add);
    }

    /** Returns a tool's places; one that contains the worktree stays closed. */
    private List<Path> places(Path folder, List<String> names) {
      return names.stream()
          .map(name -> name.equals(".") ? folder : folder.resolve(name))
          .flatMap(place -> Confinement.settled(place).stream())
          .filter(place -> !isWhole(place) && !root.startsWith(place))
          .toList();
    }

    /**
     * Protects the launcher's own cache, which determines what its next start runs. Created if
     * missing, so that a command cannot create it.
     */
    private void ownCache() {
      String named = environment.getOrDefault("XDG_CACHE_HOME", "");
      Path caches =
          named.startsWith("/") ? Path.of(named) : home == null ? null : home.resolve(".cache");
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

    /** Adds a path that the user allows, which may be one that is closed otherwise. */
    private void allow(String place) {
      Optional<Path> named =
          place.startsWith("~/")
              ? Optional.ofNullable(home).map(folder -> folder.resolve(place.substring(2)))
              : path(place);
      named
          .flatMap(Confinement::settled)
          .filter(found -> !isWhole(found))
          .ifPresent(
              found -> {
                boolean isSteering = steering.remove(found);
                if (Files.exists(found)) {
                  writable.add(found);
                } else if (!isSteering) {
                  missing.add(found);
                }
              });
    }

    /**
     * Returns whether a path is not outside of the worktree, or holds the whole home folder, whose
     * files run at the next login.
     */
    private boolean isWhole(Path place) {
      return place.getNameCount() == 0
          || (home != null && home.startsWith(place))
          || place.startsWith(root);
    }

    /**
     * Adds the folders for temporary files and returns them for display. A home below one of them
     * stays read-only unless it contains the worktree.
     */
    private List<String> temporary() {
      List<Path> places =
          Stream.concat(
                  Bubblewrap.temporaryPlaces(),
                  path(environment.get("TMPDIR")).flatMap(Confinement::real).stream())
              .filter(place -> !root.startsWith(place) || isTemporary(place))
              .toList();
      writable.addAll(places);
      if (home != null && isHidden(home) && !root.startsWith(home)) {
        readOnly.add(home);
      }
      return places.stream().map(Path::toString).toList();
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
          .flatMap(place -> Confinement.real(place).stream())
          .filter(OutsidePlaces::isHidden)
          .filter(place -> !place.startsWith(root) && !writable.contains(place))
          .forEach(readOnly::add);
    }

    private static Optional<Path> path(@Nullable String text) {
      try {
        return text == null || !text.startsWith("/")
            ? Optional.empty()
            : Optional.of(Path.of(text));
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
}
