package dev.execsession.cli;

import dev.execsession.file.FileTree;
import dev.execsession.git.ThrowawayRepository;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The temporary folder of a demonstration: two equal repositories, {@code first} and {@code
 * second}, and {@code helper.sh}.
 */
record DemoFolder(Path path) {
  static final String BRANCH = "demo/greeter";

  private static final String HELPER = "helper.sh";
  private static final List<String> FILES =
      List.of(
          "README.md", "config/languages.txt", "docs/exec-plans/active/greeter.md", "src/greet.sh");

  /** Creates the folder with its content. */
  static DemoFolder create() {
    try {
      DemoFolder folder =
          new DemoFolder(Files.createTempDirectory("exec-session-demo-").toRealPath());
      Map<String, String> files = new TreeMap<>();
      for (String name : FILES) {
        files.put(name, resource("repository/" + name));
      }
      ThrowawayRepository.create(folder.first(), BRANCH, files);
      ThrowawayRepository.create(folder.second(), BRANCH, files);
      Files.writeString(folder.path.resolve(HELPER), resource(HELPER));
      return folder;
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot create a folder for the demo: " + e,
          "set a writable one with EXEC_SESSION_JAVA_OPTS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  Path first() {
    return path.resolve("first");
  }

  Path second() {
    return path.resolve("second");
  }

  /** Deletes the folder; links are deleted, not followed. */
  void delete() {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.RUN_OUTPUT,
          "cannot delete the demo's folder: " + e,
          "rm -rf " + ShellWord.quote(path.toString()),
          e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = DemoFolder.class.getResourceAsStream("demo/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
