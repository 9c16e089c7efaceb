package dev.execsession.guard;

import dev.execsession.file.TreeNames;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import dev.execsession.text.TextSanitizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the active block of the worktree that contains a folder. */
public final class ActiveBlocks {
  /** The variables that identify the session to an executor and its child processes. */
  private static final String SESSION = "EXEC_SESSION_ID";

  private static final String ROOT = "EXEC_SESSION_ROOT";

  private final Map<String, String> environment;

  public ActiveBlocks(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The active block and its repository.
   *
   * @param gitDir the worktree's own part of its repository
   */
  public record Found(ActiveBlock block, Path root, Path gitDir) {}

  /**
   * What a hook needs to know about the place where it was called.
   *
   * @param active null if no block is active
   * @param driven null if no agent drives a session
   * @param place the innermost worktree; null outside of one
   */
  record Situation(
      @Nullable Found active, @Nullable DrivenSession driven, @Nullable GitPlace place) {}

  /**
   * Returns the situation in the worktree that contains one of the folders.
   *
   * @throws StopException UNVERIFIABLE when it cannot be determined
   */
  Situation situation(Collection<Path> starts) {
    GitPlace first = null;
    for (Path folder : folders(starts)) {
      try {
        for (GitPlace place : GitPlace.around(folder)) {
          first = first == null ? place : first;
          Path home = place.commonDir().resolve("exec-session");
          if (!Files.isDirectory(home)) {
            continue;
          }
          Optional<Found> found = in(place);
          DrivenSession driven = DrivenSession.read(place);
          if (found.isPresent() || driven != null) {
            return new Situation(found.orElse(null), driven, place);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        throw unreadable(folder, IoReason.of(e), e);
      }
    }
    return new Situation(null, null, first);
  }

  /**
   * Returns the active block of the worktree that contains one of the folders, or of the executor
   * to which this process belongs.
   *
   * @throws StopException UNVERIFIABLE when it cannot be determined
   */
  public Optional<Found> find(Collection<Path> starts) {
    for (Path folder : folders(starts)) {
      try {
        for (GitPlace place : GitPlace.around(folder)) {
          Optional<Found> found = in(place);
          if (found.isPresent()) {
            return found;
          }
        }
      } catch (IOException | UncheckedIOException e) {
        throw unreadable(folder, IoReason.of(e), e);
      }
    }
    return Optional.empty();
  }

  private List<Path> folders(Collection<Path> starts) {
    List<Path> folders = new ArrayList<>(starts);
    String root = environment.get(ROOT);
    if (environment.containsKey(SESSION) && root != null) {
      folders.add(Path.of(root));
    }
    return folders;
  }

  private Optional<Found> in(GitPlace place) throws IOException {
    Path home = place.commonDir().resolve("exec-session");
    if (!Files.isDirectory(home)) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (Path folder : entries(home)) {
      Path file = folder.resolve(ActiveBlockFile.NAME);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(file);
      }
    }
    files.sort(Comparator.reverseOrder());
    for (Path file : files) {
      ActiveBlock block = read(file);
      if (Path.of(block.root()).equals(place.root()) && isActive(block)) {
        return Optional.of(new Found(block, place.root(), place.gitDir()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the entries of a folder. Listing names is fast at the start; a stream of paths is used
   * only for names that cannot be represented, and to report errors.
   */
  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    String[] names = TreeNames.isPlain(folder.toString()) ? folder.toFile().list() : null;
    if (names != null && arePlain(names)) {
      for (String name : names) {
        entries.add(folder.resolve(name));
      }
      return entries;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        entries.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static boolean arePlain(String[] names) {
    for (String name : names) {
      if (!TreeNames.isPlain(name)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A crash leaves the file behind; an executor that outlived its session still counts, and so does
   * an agent's block that is not finished.
   */
  private boolean isActive(ActiveBlock block) {
    return block.open()
        || block.session().equals(environment.get(SESSION))
        || block.tool().mayRun(environment);
  }

  private static ActiveBlock read(Path file) {
    try {
      return ActiveBlockFile.read(file);
    } catch (IOException e) {
      throw unreadable(file, IoReason.of(e), e);
    }
  }

  private static StopException unreadable(Path place, String reason, Exception cause) {
    return new StopException(
        Stop.UNVERIFIABLE,
        ProblemCode.GUARD_STATE,
        "cannot determine the active block: `"
            + TextSanitizer.oneLine(place.toString())
            + "`: "
            + reason,
        "run `exec-session status`; if no session is running, delete that file",
        cause);
  }
}
