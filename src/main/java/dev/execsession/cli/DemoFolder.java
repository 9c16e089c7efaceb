package dev.execsession.cli;

import dev.execsession.git.ThrowawayRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The temporary folder of a demonstration: two equal repositories, {@code first} and {@code
 * second}, and {@code helper.sh}.
 */
record DemoFolder(TemporaryFolder folder) {
  static final String BRANCH = "demo/greeter";

  private static final String HELPER = "helper.sh";
  private static final List<String> FILES =
      List.of(
          "README.md", "config/languages.txt", "docs/exec-plans/active/greeter.md", "src/greet.sh");

  /** Creates the folder with its content. */
  static DemoFolder create() {
    return new DemoFolder(
        TemporaryFolder.create(
            "exec-session-demo-",
            path -> {
              Map<String, String> files = new TreeMap<>();
              for (String name : FILES) {
                files.put(name, resource("repository/" + name));
              }
              ThrowawayRepository.create(path.resolve("first"), BRANCH, files);
              ThrowawayRepository.create(path.resolve("second"), BRANCH, files);
              Files.writeString(path.resolve(HELPER), resource(HELPER));
            }));
  }

  Path path() {
    return folder.path();
  }

  Path first() {
    return path().resolve("first");
  }

  Path second() {
    return path().resolve("second");
  }

  void delete() {
    folder.delete();
  }

  private static String resource(String name) {
    return TemporaryFolder.resource("demo/" + name);
  }
}
