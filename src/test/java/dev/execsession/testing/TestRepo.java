package dev.execsession.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A real repository in a temporary folder, made with the {@code git} program and cut off from the
 * user's and the system's configuration. Author, dates and the first branch ({@code feature/x}) are
 * fixed, so commit ids are the same on every machine.
 */
public final class TestRepo {
  /** The branch that a new repository is on. */
  public static final String BRANCH = "feature/x";

  private final Path root;
  private final Path home;
  private int commits;

  private TestRepo(Path root, Path home) {
    this.root = root;
    this.home = home;
  }

  /** Makes an empty repository (unborn branch) in {@code folder/repo}. */
  public static TestRepo empty(Path folder, String... initOptions) {
    try {
      Path root = Files.createDirectories(folder.resolve("repo"));
      TestRepo repo = new TestRepo(root, Files.createDirectories(folder.resolve("home")));
      List<String> words = new ArrayList<>(List.of("init", "-q", "-b", BRANCH));
      words.addAll(List.of(initOptions));
      repo.git(words.toArray(String[]::new));
      return repo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a repository with one commit that holds {@code README.md}. */
  public static TestRepo create(Path folder) {
    TestRepo repo = empty(folder);
    repo.write("README.md", "# Test\n");
    repo.commit("First");
    return repo;
  }

  /** Returns a view of another worktree of the same repository, with the same surroundings. */
  public TestRepo at(Path otherRoot) {
    return new TestRepo(otherRoot, home);
  }

  public Path root() {
    return root;
  }

  /** Returns the empty home folder that {@link #environment} names. */
  public Path home() {
    return home;
  }

  public Path path(String relative) {
    return root.resolve(relative);
  }

  /** Returns the variables under which git runs here and under which the tool should be tested. */
  public Map<String, String> environment() {
    Map<String, String> env = new TreeMap<>();
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
    env.put("PATH", Files.isDirectory(programs()) ? programs() + ":" + path : path);
    env.put("HOME", home.toString());
    env.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    env.put("LC_ALL", "C.UTF-8");
    env.put("TZ", "UTC");
    env.put("GIT_CONFIG_NOSYSTEM", "1");
    env.put("GIT_TERMINAL_PROMPT", "0");
    return env;
  }

  private Path programs() {
    return home.resolveSibling("programs");
  }

  /** Makes a program that {@link #environment} finds before all others, such as a coding agent. */
  public void program(String name, String script) {
    try {
      Path file = Files.createDirectories(programs()).resolve(name);
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file, making its folders. */
  public Path write(String relative, String text) {
    return write(relative, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path write(String relative, byte[] bytes) {
    try {
      Path file = path(relative);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String relative) {
    try {
      Files.delete(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits everything that is not ignored and gives the commit's id. */
  public String commit(String message) {
    git("add", "-A");
    return commitStaged(message);
  }

  /** Commits what is staged, possibly nothing, and gives the commit's id. */
  public String commitStaged(String message) {
    commits++;
    git("commit", "-q", "--allow-empty", "-m", message);
    return head();
  }

  public String head() {
    return git("rev-parse", "HEAD").strip();
  }

  /** Makes a branch and switches to it. */
  public void branch(String name) {
    git("switch", "-q", "-c", name);
  }

  /** Runs git here and gives its standard output; any status but 0 fails the test. */
  public String git(String... words) {
    Ran ran = tryGit(words);
    if (ran.status() != 0) {
      throw new AssertionError(
          "git " + Arrays.toString(words) + " ended with " + ran.status() + ": " + ran.output());
    }
    return ran.output();
  }

  /** Runs git here and gives its status and everything it printed. */
  public Ran tryGit(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(command);
  }

  /** Runs a shell script at the root; any status but 0 fails the test. */
  public String sh(String script) {
    Ran ran = run(List.of("sh", "-eu", "-c", script));
    if (ran.status() != 0) {
      throw new AssertionError(script + " ended with " + ran.status() + ": " + ran.output());
    }
    return ran.output();
  }

  /** How a command ended. */
  public record Ran(int status, String output) {}

  private Ran run(List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
      Map<String, String> env = builder.environment();
      env.clear();
      env.putAll(environment());
      String date = (1767225600L + 60L * commits) + " +0000";
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        env.put("GIT_" + who + "_NAME", "Test");
        env.put("GIT_" + who + "_EMAIL", "test@example.org");
        env.put("GIT_" + who + "_DATE", date);
      }
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
