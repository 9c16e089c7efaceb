package dev.execsession.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs of util-linux that run a command in a process namespace, which ends as a whole when the
 * command or this tool ends. The command may write anywhere.
 *
 * @param launcher the command line in front of the first process of the namespace
 * @param shell the first process: another could not be asked to end, because signals without a
 *     handler do not reach it
 * @param setsid gives the command a group that can be signalled without the first process
 * @param resetsSignals as of {@link Bubblewrap}
 */
public record ProcessNamespace(
    List<String> launcher, Path shell, Path setsid, boolean resetsSignals) implements Enclosure {
  /** The shell's own words about a command that a signal ended are not the command's output. */
  private static final String FIRST = "exec 3>&2 2>/dev/null; (exec \"$@\" 2>&3 3>&-); exit $?";

  /** Fails unless the process table is the namespace's. */
  private static final String TRIAL =
      "env --default-signal=INT,QUIT true 2>/dev/null || echo no;"
          + " read -r own rest </proc/self/stat && test \"$PPID $own\" = \"1 $$\"";

  public ProcessNamespace {
    launcher = List.copyOf(launcher);
  }

  /**
   * Returns how commands get a process namespace; empty if that is not possible here.
   *
   * @param environment searched for the programs
   */
  public static Optional<ProcessNamespace> probe(Map<String, String> environment) {
    List<Path> programs = new ArrayList<>();
    for (String name : List.of("setpriv", "unshare", "sh", "setsid")) {
      Programs.Lookup found = Programs.find(name, environment, Path.of("/"));
      if (found.kind() == Programs.Kind.EXECUTABLE) {
        programs.add(found.file());
      }
    }
    if (!ProcFs.exists() || programs.size() < 4) {
      return Optional.empty();
    }
    // The namespace ends with unshare, and unshare with the thread that started it.
    List<String> launcher =
        new ArrayList<>(
            List.of(
                programs.get(0).toString(),
                "--pdeathsig",
                "KILL",
                programs.get(1).toString(),
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc"));
    if (!isRoot()) {
      // Root would lose its power over the files of others.
      launcher.addAll(List.of("--user", "--map-current-user"));
    }
    ProcessNamespace tried = new ProcessNamespace(launcher, programs.get(2), programs.get(3), true);
    List<String> trial = List.of(programs.get(2).toString(), "-c", TRIAL);
    Trial ended = Trial.run("unshare", tried.around(trial, Path.of("/"), false), environment);
    return ended.status() == 0
        ? Optional.of(
            new ProcessNamespace(
                launcher, programs.get(2), programs.get(3), ended.said().isEmpty()))
        : Optional.empty();
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<String> around(List<String> command, Path directory, boolean interactive) {
    boolean shielded = interactive && resetsSignals;
    List<String> argv = new ArrayList<>(shielded ? Bubblewrap.IGNORING : List.of());
    argv.addAll(launcher);
    argv.addAll(List.of("--", shell.toString(), "-c", FIRST, "sh"));
    if (!interactive) {
      argv.add(setsid.toString());
    }
    argv.addAll(shielded ? Bubblewrap.RESETTING : List.of());
    argv.addAll(command);
    return argv;
  }

  @Override
  public Optional<String> obstacle(@Nullable Integer exit, String output) {
    String line = output.strip();
    return Integer.valueOf(1).equals(exit)
            && line.startsWith("unshare: ")
            && line.lines().count() == 1
        ? Optional.of("the process namespace could not be set up: " + line)
        : Optional.empty();
  }
}
