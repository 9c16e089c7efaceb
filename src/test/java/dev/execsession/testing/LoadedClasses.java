package dev.execsession.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of the classes that a start loads. */
public final class LoadedClasses {
  private LoadedClasses() {}

  /**
   * Returns the classes that a command loads, started without the launcher, whose class archive may
   * be loaded as a whole.
   *
   * @param log a file to write to
   */
  public static List<String> by(Cli cli, Path log, String input, String words) {
    cli.with("LOADED", log.toString())
        .typing(input)
        .shell(
            "exec \"$EXEC_SESSION_JAVA/bin/java\" \"-Xlog:class+load:file=$LOADED\""
                + " -cp \"${ES%/bin/*}/lib/exec-session.jar\" dev.execsession.Main "
                + words);
    try {
      List<String> classes =
          Files.readAllLines(log).stream()
              .map(line -> line.replaceFirst("^(\\[.*?])* *", "").replaceFirst(" .*", ""))
              .toList();
      assertThat(classes).contains("dev.execsession.Main");
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
