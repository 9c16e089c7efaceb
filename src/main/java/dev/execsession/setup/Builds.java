package dev.execsession.setup;

import dev.execsession.setup.Build.Command;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the build tools of a repository. */
record Builds(RepositoryFiles files) {
  private static final int MOST = 6;
  private static final Pattern MAKE_TARGET = Pattern.compile("(?m)^(check|test)\\s*:(?!=)");

  /** Folders whose builds are not the product's. */
  private static final Set<String> ASIDE =
      WordList.of(
          "example examples sample samples demo demos test tests testing testdata fixtures "
              + "docs doc documentation template templates e2e bench benchmark benchmarks script "
              + "scripts tools playground website");

  /** Detects a build tool in a folder, which is empty for the root or ends with a slash. */
  private interface Detector {
    Optional<Build> in(String folder);
  }

  List<Build> find() {
    List<Build> found = new ArrayList<>();
    found.addAll(rootOrBelow("pom.xml", new JavaBuilds(files)::maven));
    List<Build> gradle = rootOrBelow("build.gradle", new JavaBuilds(files)::gradle);
    found.addAll(
        gradle.isEmpty() ? rootOrBelow("build.gradle.kts", new JavaBuilds(files)::gradle) : gradle);
    found.addAll(node());
    found.addAll(python());
    found.addAll(everywhere("go.mod", this::go));
    found.addAll(rootOrBelow("Cargo.toml", this::rust));
    if (found.stream().allMatch(build -> build.checks().isEmpty())) {
      make().ifPresent(found::add);
    }
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private List<Build> node() {
    NodeBuild node = new NodeBuild(files);
    List<Build> found = new ArrayList<>(node.in("").stream().toList());
    for (String folder : below("package.json")) {
      // A package with its own lock file is a separate project.
      if (!files.has("package.json") || NodeBuild.hasLock(files, folder)) {
        node.in(folder).ifPresent(found::add);
      }
    }
    return found;
  }

  private List<Build> python() {
    PythonBuild python = new PythonBuild(files);
    Optional<Build> root = python.in("");
    if (root.isPresent()) {
      return List.of(root.get());
    }
    return PythonBuild.MANIFESTS.stream()
        .flatMap(name -> below(name).stream())
        .distinct()
        .flatMap(folder -> python.in(folder).stream())
        .toList();
  }

  private List<Build> rootOrBelow(String manifest, Detector detector) {
    return files.has(manifest)
        ? detector.in("").stream().toList()
        : below(manifest).stream().flatMap(folder -> detector.in(folder).stream()).toList();
  }

  private List<Build> everywhere(String manifest, Detector detector) {
    List<Build> found = new ArrayList<>();
    if (files.has(manifest)) {
      detector.in("").ifPresent(found::add);
    }
    below(manifest).forEach(folder -> detector.in(folder).ifPresent(found::add));
    return found;
  }

  /** Returns the upper folders with a manifest, without those inside another one. */
  private List<String> below(String manifest) {
    List<String> folders = new ArrayList<>();
    for (String folder : files.upperFoldersWith(manifest)) {
      boolean aside = Set.of(folder.split("/", -1)).stream().anyMatch(ASIDE::contains);
      if (!aside && folders.stream().noneMatch(folder::startsWith)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private Optional<Build> go(String folder) {
    return Optional.of(
        new Build(
            "Go",
            List.of(
                Command.afterBlocks("go test ./...", folder, "go"),
                Command.atEnd("go vet ./...", folder, "go")),
            List.of(folder.isEmpty() ? "**/*.go" : folder + "**/*.go"),
            ""));
  }

  private Optional<Build> rust(String folder) {
    List<String> sources = new ArrayList<>();
    for (String source : List.of("src/", "crates/")) {
      if (files.hasFolder(folder + source)) {
        sources.add(folder + source + "**");
      }
    }
    return Optional.of(
        new Build(
            "Cargo",
            List.of(Command.afterBlocks("cargo test --quiet", folder, "cargo")),
            sources,
            folder + "target/"));
  }

  private Optional<Build> make() {
    for (String name : List.of("GNUmakefile", "makefile", "Makefile")) {
      var target = MAKE_TARGET.matcher(files.text(name)).results().map(m -> m.group(1)).toList();
      if (!target.isEmpty()) {
        String goal = target.contains("check") ? "check" : "test";
        return Optional.of(
            new Build(
                "Make",
                List.of(Command.afterBlocks("make " + goal, "", "make")),
                files.hasFolder("src/") ? List.of("src/**") : List.of(),
                ""));
      }
    }
    return Optional.empty();
  }
}
