package dev.execsession.cli;

import static dev.execsession.cli.ImportSource.refused;

import dev.execsession.config.Config;
import dev.execsession.contract.PlanFile;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.Unverifiable;
import dev.execsession.problem.ProblemCode;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a draft is written: a new file in the folder of active plans.
 *
 * @param shown relative to the current directory when it is below it
 */
record ImportTarget(Path path, String shown) {
  /**
   * Returns the target of an import; stops when it exists or is elsewhere.
   *
   * @param output the option's value: a path, or a name in the active folder; absent for the
   *     source's name
   */
  static ImportTarget of(
      ImportSource source, @Nullable String output, Path worktree, Config config, Path directory) {
    Path active = worktree.resolve(config.plans().active().get(0)).normalize();
    Path path;
    try {
      path = output == null ? unnamed(source, active) : named(output, active, directory);
    } catch (InvalidPathException e) {
      throw refused(
          ProblemCode.IMPORT_OUTPUT, "`" + output + "` is not a valid path", "name a file");
    }
    ImportTarget target = new ImportTarget(path, shown(path, directory));
    String again =
        "exec-session import " + ShellWord.path(source.file().shown()) + " -o ";
    String free = free(path, active);
    boolean isActive =
        config.plans().active().stream()
            .anyMatch(folder -> path.startsWith(worktree.resolve(folder).normalize()));
    if (!isActive && !config.plans().anyPath()) {
      throw refused(
          ProblemCode.IMPORT_OUTPUT,
          "`" + target.shown + "` is outside the active folder",
          again + ShellWord.path(shown(active.resolve(free), directory)));
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(target, again + ShellWord.path(shown(path.resolveSibling(free), directory)));
    }
    return target;
  }

  /** Writes the draft; stops when the file exists by now. */
  void write(String text) {
    try {
      DurableFiles.createOpenly(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw exists(this, "name another file with `-o`");
    } catch (IOException e) {
      throw refused(
          ProblemCode.IMPORT_OUTPUT,
          "cannot write `" + shown + "`: " + Unverifiable.reason(e),
          "check the folder's permissions, or name another file with `-o`");
    }
  }

  private static dev.execsession.problem.StopException exists(ImportTarget target, String hint) {
    return refused(
        ProblemCode.IMPORT_OUTPUT,
        "`" + target.shown + "` exists already and is never replaced",
        hint);
  }

  /** A source in the active folder keeps its name; the draft gets another. */
  private static Path unnamed(ImportSource source, Path active) {
    Path path = active.resolve(source.planName());
    return path.equals(source.file().path()) ? active.resolve(free(path, active)) : path;
  }

  private static Path named(String output, Path active, Path directory) {
    String name = output.endsWith(".md") ? output : output + ".md";
    boolean bare = Path.of(name).getNameCount() == 1 && !name.startsWith("/");
    return (bare ? active : directory).resolve(name).toAbsolutePath().normalize();
  }

  /** Returns a name that is not taken in the active folder: {@code x-draft.md}. */
  private static String free(Path path, Path active) {
    String stem = String.valueOf(path.getFileName()).replaceFirst("\\.md$", "");
    String name = stem + ".md";
    for (int n = 1; Files.exists(active.resolve(name), LinkOption.NOFOLLOW_LINKS); n++) {
      name = stem + "-draft" + (n == 1 ? "" : "-" + n) + ".md";
    }
    return name;
  }

  private static String shown(Path path, Path directory) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }
}
