package dev.execsession.process;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a command becomes a process: its program, what surrounds it, its streams and variables.
 *
 * @param setsid starts it in its own session; null where it shares this one's
 */
record CommandStart(Command command, Programs.Lookup program, @Nullable Path setsid) {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final Set<String> TEMPORARY = Set.of("TMPDIR", "TMP", "TEMP", "TEMPDIR");

  /**
   * Finds the command's program.
   *
   * @param setsid empty if the system has none
   */
  static CommandStart of(Command command, Optional<Path> setsid) {
    return new CommandStart(
        command,
        Programs.find(command.argv().get(0), command.environment(), command.directory()),
        // The terminal is shared only within our own session.
        command.interactive() ? null : setsid.orElse(null));
  }

  /** Returns why the command cannot be started; null if nothing is known. */
  @Nullable String obstacle() {
    String name = command.argv().get(0);
    if (!Files.isDirectory(command.directory())) {
      return "the directory `" + command.directory() + "` does not exist";
    }
    return switch (program.kind()) {
      case EXECUTABLE -> null;
      case NOT_FOUND -> "`" + name + "` was not found";
      case NOT_EXECUTABLE -> "`" + name + "` is not executable";
      case FOLDER -> "`" + name + "` is a folder";
    };
  }

  /**
   * Returns what starts the process.
   *
   * @param terminal where an interactive command writes
   */
  ProcessBuilder builder(Terminal terminal) {
    List<String> argv = new ArrayList<>(command.argv());
    argv.set(0, program.file().toString());
    Enclosure enclosure = command.enclosure();
    if (enclosure != null) {
      argv = enclosure.around(argv, command.directory(), command.interactive());
    }
    if (setsid != null) {
      argv.add(0, setsid.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(command.directory().toFile())
            .redirectErrorStream(!command.interactive())
            .redirectInput(stdin());
    if (command.interactive()) {
      builder.redirectOutput(terminal.output()).redirectError(Redirect.INHERIT);
    }
    // Unchanged values are not set again: they may be bytes that are not text.
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(command.environment().keySet());
    command
        .environment()
        .forEach(
            (name, value) -> {
              if (isPassable(name, value) && !value.equals(environment.get(name))) {
                environment.put(name, value);
              }
            });
    environment.put(Command.COOKIE, command.cookie());
    environment.put("PWD", command.directory().toString());
    if (enclosure instanceof Confinement confinement && confinement.temporary() != null) {
      // They may name a place where it cannot write.
      environment.keySet().removeAll(TEMPORARY);
    }
    return builder;
  }

  /** Returns the processes that receive a group signal. */
  ProcessTree.Group group() {
    if (command.enclosure() != null) {
      return command.interactive() ? ProcessTree.Group.SHELTERED : ProcessTree.Group.CONFINED;
    }
    return setsid != null ? ProcessTree.Group.OWN : ProcessTree.Group.NONE;
  }

  private Redirect stdin() {
    if (command.interactive()) {
      return Redirect.INHERIT;
    }
    return Redirect.from((command.stdin() == null ? NOTHING : command.stdin()).toFile());
  }

  private static boolean isPassable(String name, String value) {
    return !name.isEmpty()
        && name.indexOf('=') < 0
        && name.indexOf('\0') < 0
        && value.indexOf('\0') < 0;
  }
}
