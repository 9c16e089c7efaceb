package dev.execsession.executor;

import dev.execsession.process.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an agent is started with, so that it asks the guard before each edit and may run the block's
 * checks; nothing is installed.
 *
 * @param arguments that replace {@code {+guard}} in its command
 * @param environment additional variables
 * @param files texts to write before the start
 * @param links symbolic links to make before the start, and what they lead to
 * @param hooked whether it calls the guard's hook, and not only follows rules
 */
public record AgentLaunch(
    List<String> arguments,
    Map<String, String> environment,
    Map<Path, String> files,
    Map<Path, Path> links,
    boolean hooked) {
  /** Starts an agent without a guard. */
  public static final AgentLaunch NONE =
      new AgentLaunch(List.of(), Map.of(), Map.of(), Map.of(), false);

  private static final String WHAT = "the file that starts the guard";

  public AgentLaunch {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
    links = Map.copyOf(links);
  }

  /**
   * Writes the files and makes the links; one that is there already stays.
   *
   * @throws dev.execsession.problem.StopException UNVERIFIABLE when one cannot be written
   */
  void prepare() {
    files.forEach((file, text) -> PrivateFile.write(file, text, WHAT));
    links.forEach(AgentLaunch::link);
  }

  private static void link(Path place, Path target) {
    try {
      Files.createDirectories(Objects.requireNonNull(place.getParent()));
      Files.createSymbolicLink(place, target);
    } catch (FileAlreadyExistsException e) {
      // An earlier start in the same attempt made it.
    } catch (IOException e) {
      throw PrivateFile.unwritable(place, WHAT, e);
    }
  }
}
