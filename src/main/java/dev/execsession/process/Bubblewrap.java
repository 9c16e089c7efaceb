package dev.execsession.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code bwrap} program, which runs a command that may write only where a {@link Confinement}
 * allows: the disk is mounted read-only in a separate namespace. Processes have their own namespace
 * too, which ends as a whole when the command or this tool ends.
 *
 * @param program the path of {@code bwrap}
 * @param resetsSignals whether {@code env} can restore the signals that {@code bwrap} is made to
 *     ignore
 */
public record Bubblewrap(Path program, boolean resetsSignals) {
  // As root a command would otherwise keep every capability and could mount anything.
  private static final List<String> NAMESPACES =
      List.of(
          "--unshare-user",
          "--unshare-pid",
          "--unshare-ipc",
          "--die-with-parent",
          "--cap-drop",
          "ALL",
          "--ro-bind",
          "/",
          "/",
          "--dev",
          "/dev",
          "--proc",
          "/proc",
          // Root may write kernel settings without any capability, for the whole machine.
          "--ro-bind-try",
          "/proc/sys",
          "/proc/sys",
          "--ro-bind-try",
          "/proc/sysrq-trigger",
          "/proc/sysrq-trigger");

  /** Ctrl-C would end the sandbox with everything in it unless only the command receives it. */
  static final List<String> IGNORING = List.of("sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh");

  static final List<String> RESETTING = List.of("env", "--default-signal=INT,QUIT");

  private static final int NOT_WRITABLE = 9;
  private static final String TELLS = "bwrap: ";

  /** Prints something if {@code env} cannot reset signals. */
  private static final List<String> TRIAL =
      List.of(
          "sh",
          "-c",
          "env --default-signal=INT,QUIT true 2>/dev/null || echo no; test -w \"$1\" || exit "
              + NOT_WRITABLE,
          "sh");

  /** Whether commands can be confined here; {@code obstacle} is a short reason why not. */
  public record Probe(@Nullable Bubblewrap tool, @Nullable String obstacle) {}

  /**
   * Tests the sandbox with a trivial command.
   *
   * @param environment searched for the program
   * @param worktree must be writable for commands
   * @param writable other places that will be writable
   */
  public static Probe probe(Map<String, String> environment, Path worktree, List<Path> writable) {
    Programs.Lookup bwrap = Programs.find("bwrap", environment, Path.of("/"));
    if (!ProcFs.exists()) {
      return new Probe(null, "requires Linux");
    }
    if (bwrap.kind() != Programs.Kind.EXECUTABLE) {
      return new Probe(null, "`bwrap` (bubblewrap) was not found");
    }
    if (temporaryPlaces().anyMatch(place -> place.startsWith(worktree))) {
      return new Probe(null, "the worktree contains the folder for temporary files");
    }
    List<Path> places = new ArrayList<>(writable);
    places.add(worktree);
    Bubblewrap tool = new Bubblewrap(bwrap.file(), true);
    Confinement sample = new Confinement(tool, places, List.of(), null);
    List<String> trial = new ArrayList<>(TRIAL);
    trial.add(worktree.toString());
    Trial ended = Trial.run("bwrap", tool.around(trial, Path.of("/"), sample, false), environment);
    if (ended.status() == NOT_WRITABLE) {
      // Root without capabilities is an ordinary user.
      return new Probe(null, "the worktree belongs to another user");
    }
    return ended.status() == 0
        ? new Probe(new Bubblewrap(tool.program(), ended.said().isEmpty()), null)
        : new Probe(null, ended.said());
  }

  /** Returns the existing folders for temporary files. */
  public static Stream<Path> temporaryPlaces() {
    return Stream.of(Path.of("/tmp"), Path.of("/var/tmp"))
        .flatMap(place -> Confinement.real(place).stream())
        .filter(Files::isDirectory)
        .distinct();
  }

  /** Returns the command line that runs a command confined. */
  List<String> around(
      List<String> command, Path directory, Confinement confinement, boolean interactive) {
    boolean shielded = interactive && resetsSignals;
    List<String> argv = new ArrayList<>(shielded ? IGNORING : List.of());
    argv.add(program.toString());
    argv.addAll(NAMESPACES);
    if (!interactive) {
      // In a session of its own a command cannot inject input into the person's terminal.
      argv.add("--new-session");
    }
    @Nullable Path temporary = confinement.temporary();
    if (temporary != null) {
      temporaryPlaces()
          .forEach(place -> argv.addAll(List.of("--bind", temporary.toString(), place.toString())));
    }
    // Folders come before their content: each mount is made on top of the previous ones.
    Map<Path, String> mounts = new TreeMap<>();
    confinement.writable().forEach(place -> mounts.put(place, "--bind"));
    confinement.readOnly().forEach(place -> mounts.put(place, "--ro-bind"));
    if (temporary != null) {
      hiddenProgram(command.get(0), mounts).ifPresent(file -> mounts.put(file, "--ro-bind"));
    }
    mounts.forEach((place, how) -> argv.addAll(List.of(how, place.toString(), place.toString())));
    argv.addAll(List.of("--chdir", directory.toString(), "--"));
    argv.addAll(shielded ? RESETTING : List.of());
    argv.addAll(command);
    return argv;
  }

  /** Returns the program itself if the command would not find it. */
  private static Optional<Path> hiddenProgram(String program, Map<Path, String> mounts) {
    return Confinement.real(Path.of(program))
        .filter(file -> temporaryPlaces().anyMatch(file::startsWith))
        .filter(file -> mounts.keySet().stream().noneMatch(file::startsWith));
  }

  /** Returns why the command never ran, if {@code bwrap} reported that instead. */
  static Optional<String> obstacle(@Nullable Integer exit, String output) {
    String line = output.strip();
    if (!Objects.equals(exit, 1) || !line.startsWith(TELLS) || line.lines().count() != 1) {
      return Optional.empty();
    }
    String why = line.substring(TELLS.length());
    return Optional.of(
        why.startsWith("execvp ")
            ? "cannot start: " + why.substring("execvp ".length())
            : "the sandbox could not be set up: " + why);
  }
}
