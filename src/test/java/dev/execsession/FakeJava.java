package dev.execsession;

import dev.execsession.testing.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Java homes that print their arguments instead of starting Java. */
final class FakeJava {
  private static final String TELLS =
      """
      #!/bin/sh
      if [ "$*" = -version ]; then printf '%s' 'openjdk version "@VERSION@" 2020-01-01' >&2; exit 0; fi
      printf 'java %s\\n' "$0"
      printf 'pid %s\\n' "$$"
      printf 'LC_ALL %s\\n' "${LC_ALL-<unset>}"
      printf 'original %s\\n' "${EXEC_SESSION_ORIGINAL_LC_ALL-<unset>}"
      for word; do printf '[%s]\\n' "$word"; done
      exit 7
      """;

  private FakeJava() {}

  /** Creates a Java home of the given version and returns its folder. */
  static Path home(Path home, String version) throws IOException {
    bare(home, version);
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"11+1\"\nJAVA_VERSION=\""
            + version
            + "\"\n");
    return home;
  }

  /** Creates a Java home without a {@code release} file, like a wrapper script. */
  static Path bare(Path home, String version) throws IOException {
    Script.write(home.resolve("bin/java"), TELLS.replace("@VERSION@", version));
    return home;
  }
}
