package dev.execsession.contract;

import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a plan and its content.
 *
 * @param path absolute and normalized, links not followed
 * @param shown for messages: relative to the current directory when it is below it
 * @param bytes at most {@link #LIMIT} + 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed from reader to parser, never compared or changed
public record PlanFile(Path path, String shown, byte[] bytes) {
  /**
   * Maximum size of a plan in bytes; one more is read, so that the parser can report a larger one.
   */
  public static final int LIMIT = 1 << 20;

  /**
   * Reads a plan.
   *
   * @param path absolute
   * @param directory the current directory
   */
  public static PlanFile read(Path path, Path directory) {
    String shown = shown(path, directory);
    try (InputStream in = Files.newInputStream(path)) {
      return new PlanFile(path, shown, in.readNBytes(LIMIT + 1));
    } catch (IOException e) {
      throw PlanSearch.refused(
          ProblemCode.PLAN_UNREADABLE,
          "cannot read `" + shown + "`: " + e.getMessage(),
          "fix its permissions",
          e);
    }
  }

  /** Returns a path for messages: relative to the current directory when it is below it. */
  static String shown(Path path, Path directory) {
    return path.startsWith(directory) && !path.equals(directory)
        ? directory.relativize(path).toString()
        : path.toString();
  }
}
