package dev.execsession.contract;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds plans by a command-line argument: a path, or a name in an active folder, with or without
 * {@code .md}. A folder with a {@code plan.md} is that plan; any other folder means its plans.
 */
public final class PlanSearch {
  private final Path directory;
  private final Supplier<PlanPlaces> supplier;
  private @Nullable PlanPlaces places;

  /**
   * @param directory the base of relative paths
   * @param places used only when the argument is not the path of a plan
   */
  public PlanSearch(Path directory, Supplier<PlanPlaces> places) {
    this.directory = directory;
    this.supplier = places;
  }

  /** Reads the plan that a word names; stops when there is none, or several in a folder. */
  public PlanFile one(String word) {
    Path found = locate(word);
    if (Files.isDirectory(found)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`" + word + "` is a folder, not a plan",
          "name one of its plans: " + PlanHints.names(list(found), PlanHints.in(word)),
          null);
    }
    return PlanFile.read(found, directory);
  }

  /** Returns the files of all plans that a word names; stops when there are none. */
  public List<Path> all(String word) {
    Path found = locate(word);
    return Files.isDirectory(found)
        ? list(found).stream().map(PlanFolder.Entry::file).toList()
        : List.of(found);
  }

  /** Returns the files of the plans in the active folders, by name. */
  public List<Path> active() {
    return places().active().stream()
        .filter(Files::isDirectory)
        .flatMap(folder -> list(folder).stream())
        .map(PlanFolder.Entry::file)
        .toList();
  }

  /** Returns the file of a plan, or a folder with plans. */
  private Path locate(String word) {
    if (word.isEmpty()) {
      throw refused(
          ProblemCode.PLAN_NOT_FOUND, "the name of the plan is empty", "name a plan", null);
    }
    Path direct = resolve(directory, word);
    Path plan = plan(direct);
    if (plan != null || holdsPlans(direct)) {
      return plan == null ? direct : plan;
    }
    List<Path> named = places().all().stream().map(place -> resolve(place, word)).toList();
    List<Path> last = new ArrayList<>(named);
    last.add(direct);
    for (Path candidate : last) {
      plan = plan(candidate);
      plan = plan == null ? plan(withEnding(candidate)) : plan;
      if (plan != null) {
        return plan;
      }
    }
    return named.stream()
        .filter(this::holdsPlans)
        .findFirst()
        .orElseThrow(
            () ->
                last.stream().anyMatch(Files::isDirectory)
                    ? refused(
                        ProblemCode.PLAN_NOT_A_FILE,
                        "`" + word + "` is a folder without plans",
                        hints().whereToWrite(),
                        null)
                    : notFound(word));
  }

  /** Returns the plan at a path; absent when there is none, or a folder of plans. */
  private @Nullable Path plan(Path path) {
    if (!Files.exists(path)) {
      return null;
    }
    Path plan =
        !Files.isDirectory(path)
            ? path
            : PlanFolder.planOf(path).filter(file -> !isActive(path)).orElse(null);
    String name = String.valueOf(path.getFileName());
    if (plan != null && !PlanFolder.mayBePlan(name)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`"
              + shown(path)
              + "` is not a plan: the name `"
              + name
              + "` is reserved for other files",
          "rename it to use it as a plan",
          null);
    }
    if (plan != null && !Files.isRegularFile(plan)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`" + shown(plan) + "` is not a regular file",
          "name a Markdown file",
          null);
    }
    return plan;
  }

  /** An active folder contains plans even when one of them is named {@code plan.md}. */
  private boolean isActive(Path folder) {
    return places().active().stream().anyMatch(active -> isSame(active, folder));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean holdsPlans(Path path) {
    return Files.isDirectory(path) && !list(path).isEmpty();
  }

  private List<PlanFolder.Entry> list(Path folder) {
    try {
      return PlanFolder.list(folder);
    } catch (IOException e) {
      throw refused(
          ProblemCode.PLAN_UNREADABLE,
          "cannot list `" + shown(folder) + "`: " + e.getMessage(),
          "fix its permissions",
          e);
    }
  }

  private StopException notFound(String word) {
    return refused(
        ProblemCode.PLAN_NOT_FOUND, "no plan `" + word + "`", hints().instead(word), null);
  }

  private PlanHints hints() {
    return new PlanHints(directory, places());
  }

  private PlanPlaces places() {
    PlanPlaces known = places;
    if (known == null) {
      known = supplier.get();
      places = known;
    }
    return known;
  }

  private String shown(Path path) {
    return PlanFile.shown(path, directory);
  }

  private static Path withEnding(Path path) {
    return path.resolveSibling(path.getFileName() + PlanFolder.ENDING);
  }

  private static Path resolve(Path folder, String word) {
    try {
      return folder.resolve(word).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(
          ProblemCode.PLAN_NOT_FOUND, "`" + word + "` is not a valid path", "name a file", e);
    }
  }

  static StopException refused(
      ProblemCode code, String message, String hint, @Nullable Throwable cause) {
    StopException stop = new StopException(Stop.REFUSED, code, message, hint);
    if (cause != null) {
      stop.initCause(cause);
    }
    return stop;
  }
}
