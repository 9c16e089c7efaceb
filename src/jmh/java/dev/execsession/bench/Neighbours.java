package dev.execsession.bench;

import dev.execsession.json.Json;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Finds what people use today, and lays out the files of its task. */
final class Neighbours {
  static final String OPENSPEC = "`openspec validate --strict`";

  private final Bench bench;
  private final Path folder;
  private final @Nullable Path npm;
  private final List<Neighbour> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * @param npm the prefix that the programs from npm were installed with
   */
  private Neighbours(Bench bench, @Nullable Path npm) throws IOException {
    this.bench = bench;
    this.folder = Folders.anew(bench.folder().resolve("neighbours"));
    this.npm = npm;
  }

  /** Returns those that are there, and says which are not. */
  static List<Neighbour> find(Bench bench, @Nullable Path npm) throws IOException {
    Neighbours neighbours = new Neighbours(bench, npm);
    neighbours.openspec();
    neighbours.markdownlint();
    neighbours.taskmaster();
    neighbours.preCommit();
    neighbours.ansible();
    neighbours.make();
    if (!neighbours.missing.isEmpty()) {
      System.out.printf(
          "**Not there, so not measured: %s.**%n%n", String.join(", ", neighbours.missing));
    }
    return neighbours.found;
  }

  private void openspec() throws IOException {
    Path root = folder.resolve("openspec");
    Path change = root.resolve("openspec/changes/add-tags");
    Folders.write(root.resolve("openspec/project.md"), "# Project\n");
    Folders.write(
        change.resolve("proposal.md"),
        """
        ## Why
        Planners look for templates by topic and cannot find them among so many names.

        ## What Changes
        - Templates carry tags.

        ## Impact
        - Affected specs: planning
        """);
    Folders.write(change.resolve("tasks.md"), "## 1. Work\n- [ ] 1.1 Add the column\n");
    Folders.write(
        change.resolve("specs/planning/spec.md"),
        """
        ## ADDED Requirements

        ### Requirement: Tags
        The system SHALL keep tags with a template.

        #### Scenario: A tag is added
        - **WHEN** a planner adds a tag
        - **THEN** the template has it
        """);
    add("openspec", OPENSPEC, root, "validate", "add-tags", "--strict");
  }

  private void markdownlint() throws IOException {
    Path root = folder.resolve("markdownlint");
    String plan = FollowUpRepository.plan();
    List<String> headings = new ArrayList<>(List.of("*"));
    plan.lines()
        .filter(line -> line.startsWith("## "))
        .forEach(
            line -> {
              headings.add(line);
              headings.add("*");
            });
    Folders.write(root.resolve("plan.md"), plan);
    Folders.write(
        root.resolve(".markdownlint-cli2.jsonc"),
        Json.compact(
            Map.of("config", Map.of("default", false, "MD043", Map.of("headings", headings)))));
    add("markdownlint-cli2", "`markdownlint-cli2`, MD043", root, "plan.md");
  }

  private void taskmaster() throws IOException {
    Path root = folder.resolve("task-master");
    List<Object> tasks = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      tasks.add(
          Map.of(
              "id",
              i,
              "title",
              "Task " + i,
              "description",
              "One step.",
              "details",
              "",
              "testStrategy",
              "",
              "status",
              "pending",
              "priority",
              "medium",
              "dependencies",
              i == 1 ? List.of() : List.of(i - 1),
              "subtasks",
              List.of()));
    }
    Map<String, Object> metadata =
        Map.of(
            "created",
            "2026-01-01T00:00:00.000Z",
            "updated",
            "2026-01-01T00:00:00.000Z",
            "description",
            "Tasks");
    Folders.write(
        root.resolve(".taskmaster/tasks/tasks.json"),
        Json.compact(Map.of("master", Map.of("tasks", tasks, "metadata", metadata))));
    add("task-master", "`task-master validate-dependencies`", root, "validate-dependencies");
  }

  private void preCommit() throws IOException {
    steps(
        "pre-commit",
        "`pre-commit run`",
        List.of("run", "--all-files"),
        steps -> {
          StringBuilder file = new StringBuilder("repos:\n  - repo: local\n    hooks:\n");
          for (int i = 1; i <= steps; i++) {
            file.append("      - {id: h").append(i).append(", name: h").append(i);
            file.append(", entry: 'true', language: system, always_run: true,");
            file.append(" pass_filenames: false}\n");
          }
          return Map.entry(".pre-commit-config.yaml", file.toString());
        });
  }

  private void ansible() throws IOException {
    steps(
        "ansible-playbook",
        "`ansible-playbook`, local",
        List.of("-i", "localhost,", "-c", "local", "play.yml"),
        steps ->
            Map.entry(
                "play.yml",
                "- hosts: all\n  gather_facts: false\n  tasks:\n"
                    + "    - command: 'true'\n".repeat(steps)));
  }

  private void make() throws IOException {
    steps(
        "make",
        "`make`",
        List.of("-s"),
        steps -> {
          StringBuilder targets = new StringBuilder();
          StringBuilder rules = new StringBuilder();
          for (int i = 1; i <= steps; i++) {
            targets.append(" t").append(i);
            rules.append('t').append(i).append(":\n\ttrue\n");
          }
          return Map.entry("Makefile", "all:" + targets + "\n.PHONY: all" + targets + "\n" + rules);
        });
  }

  private void add(String program, String name, Path root, String... words) {
    program(program)
        .ifPresent(
            path ->
                found.add(new Neighbour(name, command(name, root, path, List.of(words)), null)));
  }

  private void steps(
      String program,
      String name,
      List<String> words,
      IntFunction<Map.Entry<String, String>> file) {
    program(program)
        .ifPresent(
            path ->
                found.add(
                    new Neighbour(
                        name,
                        command(
                            name + " " + Neighbour.FEW,
                            repository(program, Neighbour.FEW, file),
                            path,
                            words),
                        command(
                            name + " " + Neighbour.MANY,
                            repository(program, Neighbour.MANY, file),
                            path,
                            words))));
  }

  private Path repository(String program, int steps, IntFunction<Map.Entry<String, String>> file) {
    TestRepo repo = TestRepo.empty(folder.resolve(program + "-" + steps));
    Map.Entry<String, String> entry = file.apply(steps);
    repo.write(entry.getKey(), entry.getValue());
    repo.commit("First");
    return repo.root();
  }

  private Command command(String name, Path root, Path program, List<String> words) {
    List<String> all = new ArrayList<>(List.of(program.toString()));
    all.addAll(words);
    // None of them is to call home while it is measured.
    return Command.of(name, root, bench.environment(), all)
        .with("CI", "true")
        .with("DO_NOT_TRACK", "1")
        .with("OPENSPEC_TELEMETRY", "0");
  }

  private Optional<Path> program(String name) {
    List<Path> folders = new ArrayList<>();
    if (npm != null) {
      folders.add(npm.resolve("node_modules/.bin"));
    }
    for (String place : Objects.requireNonNull(bench.environment().get("PATH")).split(":", -1)) {
      folders.add(Path.of(place));
    }
    Optional<Path> path =
        folders.stream().map(place -> place.resolve(name)).filter(Files::isExecutable).findFirst();
    if (path.isEmpty()) {
      missing.add("`" + name + "`");
    }
    return path;
  }
}
