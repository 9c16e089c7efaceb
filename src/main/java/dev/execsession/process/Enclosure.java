package dev.execsession.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encloses a command and everything that it starts, which ends with it. */
public sealed interface Enclosure permits Confinement, ProcessNamespace {
  /** Returns the command line that runs a command enclosed. */
  List<String> around(List<String> command, Path directory, boolean interactive);

  /** Returns why the command never ran, if the enclosing program reported that instead. */
  Optional<String> obstacle(@Nullable Integer exit, String output);
}
