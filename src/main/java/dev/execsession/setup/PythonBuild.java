package dev.execsession.setup;

import dev.execsession.setup.Build.Command;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Detects Python projects and how they are tested. */
record PythonBuild(RepositoryFiles files) {
  static final List<String> MANIFESTS =
      WordList.inOrder("pyproject.toml setup.py setup.cfg requirements.txt Pipfile");

  private static final List<String> CONFIGURED =
      WordList.inOrder(
          "pyproject.toml setup.cfg tox.ini pytest.ini requirements.txt requirements-dev.txt "
              + "dev-requirements.txt requirements/dev.txt requirements/test.txt Pipfile");
  private static final Set<String> PYTHON = Set.of("py");

  Optional<Build> in(String folder) {
    if (MANIFESTS.stream().noneMatch(name -> files.has(folder + name))) {
      return Optional.empty();
    }
    return Optional.of(
        new Build("Python", checks(folder), sources(folder), folder + "__pycache__/"));
  }

  private List<Command> checks(String folder) {
    boolean pytest =
        files.has(folder + "conftest.py")
            || files.has(folder + "tests/conftest.py")
            || CONFIGURED.stream().anyMatch(name -> files.text(folder + name).contains("pytest"));
    if (pytest) {
      return List.of(pytest(folder));
    }
    boolean tests =
        files.any(name -> name.startsWith(folder + "tests/") && name.matches(".*/test[^/]*\\.py"));
    // Without a test, `unittest` fails.
    return tests
        ? List.of(
            Command.afterBlocks("python3 -B -m unittest discover -s tests", folder, "python3"))
        : List.of();
  }

  private Command pytest(String folder) {
    for (String runner : List.of("uv", "poetry", "pdm")) {
      if (files.has(folder + runner + ".lock")) {
        return Command.afterBlocks(runner + " run pytest -q", folder, runner);
      }
    }
    // `-m` puts the folder on the module path; `-B` leaves no `__pycache__` behind.
    return Command.afterBlocks("python3 -B -m pytest -q", folder, "pytest");
  }

  private List<String> sources(String folder) {
    List<String> sources = new ArrayList<>();
    for (String name : files.all(n -> n.startsWith(folder) && n.endsWith("/__init__.py"))) {
      String inside = name.substring(folder.length());
      String top = inside.substring(0, inside.indexOf('/') + 1);
      boolean isPackage = inside.equals(top + "__init__.py") || top.equals("src/");
      String pattern = folder + top + "**";
      if (isPackage && !top.startsWith("test") && !sources.contains(pattern)) {
        sources.add(pattern);
      }
    }
    if (sources.isEmpty() && files.hasBelow(folder + "src/", PYTHON)) {
      sources.add(folder + "src/**");
    }
    return sources.isEmpty() && files.any(n -> n.startsWith(folder) && n.endsWith(".py"))
        ? List.of(folder + "*.py")
        : sources;
  }
}
