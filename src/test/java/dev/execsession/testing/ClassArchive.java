package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The launcher's classes as the JVM keeps them between two starts, made once for all tests: they
 * start the tool some thousand times, and most of each start is the loading of classes.
 */
final class ClassArchive {
  private static final String OPTION = make();

  private ClassArchive() {}

  /** Gives the option that makes a JVM use it; one that does nothing when it could not be made. */
  static String option() {
    return OPTION;
  }

  private static String make() {
    try {
      Path folder = Files.createTempDirectory("exec-session-classes-");
      Path archive = folder.resolve("classes.jsa");
      archive.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      ProcessBuilder demo =
          new ProcessBuilder(Cli.launcher().toString(), "demo")
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      Map<String, String> environment = demo.environment();
      environment.put("EXEC_SESSION_JAVA", System.getProperty("java.home"));
      environment.put("EXEC_SESSION_JAVA_OPTS", "-XX:ArchiveClassesAtExit=" + archive);
      Process process = demo.start();
      boolean made = process.waitFor(2, TimeUnit.MINUTES) && Files.exists(archive);
      return made ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
