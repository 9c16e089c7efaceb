package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.dialect.Imported;
import dev.execsession.dialect.Neighbors;
import dev.execsession.dialect.PlanImport;
import dev.execsession.plan.Document;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan of another dialect on disk, which may be in any folder. */
record ImportSource(PlanFile file) {
  /** Reads the file of an argument; stops when it cannot be read. */
  static ImportSource read(ExecSession root, String word) {
    Path path;
    try {
      path = root.directory().resolve(word).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(
          ProblemCode.PLAN_NOT_FOUND, "`" + word + "` is not a valid path", "name a file");
    }
    if (word.isEmpty() || !Files.exists(path)) {
      throw refused(
          ProblemCode.PLAN_NOT_FOUND,
          "no file `" + word + "`",
          "name the file of the plan to import, relative to this folder: ls");
    }
    if (!Files.isRegularFile(path)) {
      throw refused(
          ProblemCode.PLAN_NOT_A_FILE,
          "`" + word + "` is not a regular file",
          "name a Markdown file in it, as in `exec-session import " + word + "/tasks.md`");
    }
    return new ImportSource(PlanFile.read(path, root.directory()));
  }

  /**
   * Returns the draft.
   *
   * @param branch the branch that is checked out, if any
   */
  Imported imported(@Nullable String branch) {
    return new PlanImport(neighbors(), branch).read(file.bytes(), file.shown());
  }

  /** Returns a name for the plan, with {@code .md}. */
  String planName() {
    return PlanImport.name(file.path().toString()) + ".md";
  }

  private Neighbors neighbors() {
    return name -> {
      Path path = file.path().resolveSibling(name);
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(path)) {
        Document found = Document.read(in.readNBytes(PlanFile.LIMIT + 1), name);
        return found.problems().isEmpty() ? Optional.of(found) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      }
    };
  }

  static StopException refused(ProblemCode code, String message, String hint) {
    return new StopException(Stop.REFUSED, code, message, hint);
  }
}
