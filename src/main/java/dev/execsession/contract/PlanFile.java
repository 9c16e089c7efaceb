package dev.execsession.contract;

import dev.execsession.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A plan's file as the user named it, read once.
 *
 * @param path absolute, without {@code .} and {@code ..}, links not followed
 * @param shown as problems name it: relative to the current directory when it is below it
 * @param bytes at most {@link #LIMIT} and one more
 */
@SuppressWarnings("ArrayRecordComponent") // handed from reader to parser, never compared or changed
public record PlanFile(Path path, String shown, byte[] bytes) {
  /**
   * More bytes than any plan may have; one more is read so that the parser sees that it is too
   * large.
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

  /** Returns a path as messages name it: relative to the current directory when it is below it. */
  static String shown(Path path, Path directory) {
    return path.startsWith(directory) && !path.equals(directory)
        ? directory.relativize(path).toString()
        : path.toString();
  }
}
