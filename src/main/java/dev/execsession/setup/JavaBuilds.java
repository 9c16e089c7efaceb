package dev.execsession.setup;

import dev.execsession.setup.Build.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Detects Maven and Gradle. */
record JavaBuilds(RepositoryFiles files) {
  Optional<Build> maven(String folder) {
    return Optional.of(
        build("Maven", folder, program(folder, "mvnw", "mvn"), " -B -ntp -q test", "target/"));
  }

  Optional<Build> gradle(String folder) {
    return Optional.of(
        build("Gradle", folder, program(folder, "gradlew", "gradle"), " -q check", "build/"));
  }

  /** Returns the wrapper of a folder, or a program on the path. */
  private String program(String folder, String wrapper, String installed) {
    if (!files.has(folder + wrapper)) {
      return installed;
    }
    return files.isExecutable(folder + wrapper) ? "./" + wrapper : "sh " + wrapper;
  }

  private Build build(String tool, String folder, String program, String words, String output) {
    String needed = program.contains(" ") || program.startsWith("./") ? "" : program;
    List<String> sources = new ArrayList<>();
    if (files.hasFolder(folder + "src/main/")) {
      sources.add(folder + "src/main/**");
    }
    if (files.any(name -> name.startsWith(folder) && isInModule(name, folder))) {
      sources.add(folder + "**/src/main/**");
      sources.remove(folder + "src/main/**");
    }
    return new Build(
        tool,
        List.of(Command.afterBlocks(program + words, folder, needed)),
        sources,
        folder + output);
  }

  private static boolean isInModule(String name, String folder) {
    return name.contains("/src/main/") && !name.startsWith(folder + "src/main/");
  }
}
