package dev.execsession.cli;

import dev.execsession.config.Config;
import dev.execsession.contract.PlanFolder;
import dev.execsession.file.DurableFiles;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.StopException;
import dev.execsession.setup.NewFiles;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a draft is written: a new file in the folder of active plans.
 *
 * @param shown relative to the current directory when it is below it
 * @param elsewhere the command that writes it to a file that does not exist
 */
record ImportTarget(Path path, String shown, String elsewhere) {
  /**
   * Returns the target of an import; stops when it is outside of the active folders.
   *
   * @param output the option's value: a path, or a name in the active folder; absent for the
   *     source's name
   */
  static ImportTarget of(
      ImportSource source, @Nullable String output, Path worktree, Config config, Path directory) {
    List<Path> folders =
        config.plans().active().stream().map(f -> worktree.resolve(f).normalize()).toList();
    Path active = folders.get(0);
    Path path;
    try {
      path = output == null ? unnamed(source, active) : named(output, active, directory);
    } catch (InvalidPathException e) {
      throw refused("`" + output + "` is not a valid path", "name a file");
    }
    boolean isActive = folders.stream().anyMatch(path::startsWith);
    Path folder = isActive ? path.resolveSibling("") : active;
    String command =
        "exec-session import "
            + ShellWord.path(source.file().shown())
            + " -o "
            + ShellWord.path(shown(folder.resolve(free(path, folder)), directory));
    ImportTarget target = new ImportTarget(path, shown(path, directory), command);
    if (!PlanFolder.mayBePlan(String.valueOf(path.getFileName()))) {
      throw refused(
          "`" + target.shown + "` is no name for a plan: it is reserved for other files",
          "choose another name with `-o NAME`");
    }
    if (!isActive && !config.plans().anyPath()) {
      throw refused("`" + target.shown + "` is outside the active folder", command);
    }
    return target;
  }

  /** Writes the draft; stops when the file exists, or would leave the worktree by a link. */
  void write(String text, RepositoryFacts repository) {
    if (path.startsWith(repository.root())) {
      new NewFiles(repository.root(), repository.gitDir())
          .check(List.of(repository.root().relativize(path).toString()));
    }
    try {
      DurableFiles.createOpenly(
          path,
          text.getBytes(StandardCharsets.UTF_8),
          repository.gitDir().resolve(DurableFiles.STAGED));
    } catch (FileAlreadyExistsException e) {
      throw refused("`" + shown + "` exists already and is never replaced", elsewhere);
    } catch (IOException e) {
      throw refused(
          "cannot write `" + shown + "`: " + Unverifiable.reason(e),
          "check the folder's permissions, or name another file with `-o`");
    }
  }

  private static StopException refused(String message, String hint) {
    return ImportSource.refused(ProblemCode.IMPORT_OUTPUT, message, hint);
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

  /** Returns a name that is not taken in a folder: {@code x-draft.md}. */
  private static String free(Path path, Path folder) {
    String stem = String.valueOf(path.getFileName()).replaceFirst("\\.md$", "");
    String name = stem + ".md";
    for (int n = 1; Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS); n++) {
      name = stem + "-draft" + (n == 1 ? "" : "-" + n) + ".md";
    }
    return name;
  }

  private static String shown(Path path, Path directory) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }
}
