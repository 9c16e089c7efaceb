package dev.execsession.testing;

import dev.execsession.cli.ExecSession;
import dev.execsession.cli.Surroundings;
import dev.execsession.process.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the packaged launcher as a real process, with the hermetic environment of a repository and
 * a deadline after which the test fails. All processes that it starts, directly or not, carry
 * {@link #MARK} in their environment.
 */
public final class Cli {
  /** The variable that identifies the processes of one {@code Cli}. */
  public static final String MARK = "CASE_MARK";

  /** A prefix that makes a command interruptible, because ignored signals are inherited. */
  static final List<String> DEFAULT_SIGNALS =
      List.of("env", "--default-signal=INT,TERM,HUP,QUIT,PIPE");

  private static final String HOME = "exec.session.home";

  private final Path directory;
  private final Map<String, String> environment;
  private final Duration deadline;
  private final byte @Nullable [] input;
  private final @Nullable Interrupts inside;

  private Cli(
      Path directory,
      Map<String, String> environment,
      Duration deadline,
      byte @Nullable [] input,
      @Nullable Interrupts inside) {
    this.directory = directory;
    this.environment = environment;
    this.deadline = deadline;
    this.input = input;
    this.inside = inside;
  }

  /** Returns a launcher that starts at the repository's root, with empty standard input. */
  public static Cli in(TestRepo repo) {
    Map<String, String> environment = new TreeMap<>(repo.environment());
    environment.put("EXEC_SESSION_JAVA", System.getProperty("java.home"));
    if (System.getProperty(HOME) != null) {
      // The packaged class archive is for this Java; if it does not match, one is kept in the
      // build's own folder.
      environment.put("XDG_CACHE_HOME", home().resolveSibling("cache").toString());
    }
    environment.put(MARK, repo.root().toString());
    // Executors of cases record their runs next to the repository.
    environment.put(
        "EXEC_SESSION_SANDBOX_WRITABLE", repo.root().resolveSibling("outside").toString());
    return new Cli(repo.root(), environment, Duration.ofMinutes(2), null, null);
  }

  public static Path launcher() {
    return home().resolve("bin/exec-session");
  }

  /** Returns the folder of the packaged distribution; needed only to start the launcher. */
  private static Path home() {
    return Path.of(
        Objects.requireNonNull(System.getProperty(HOME), "the launcher is not packaged yet"));
  }

  /** Returns the option for the packaged class archive, if there is one. */
  static String packagedArchive() {
    try (Stream<Path> files = Files.walk(home().resolve("lib"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.matches(".*-full\\.(jsa|aot)"))
          .findFirst()
          .map(file -> (file.endsWith(".aot") ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file)
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Cli at(Path otherDirectory) {
    return new Cli(otherDirectory, environment, deadline, input, inside);
  }

  public Cli with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Cli(directory, more, deadline, input, inside);
  }

  public Cli without(String variable) {
    Map<String, String> fewer = new TreeMap<>(environment);
    fewer.remove(variable);
    return new Cli(directory, fewer, deadline, input, inside);
  }

  public Cli within(Duration otherDeadline) {
    return new Cli(directory, environment, otherDeadline, input, inside);
  }

  /** Returns a launcher with this text on standard input. */
  public Cli typing(String text) {
    return new Cli(directory, environment, deadline, text.getBytes(StandardCharsets.UTF_8), inside);
  }

  /** Returns the same tool in this JVM without a terminal, for cases that need hundreds of runs. */
  public Cli inside() {
    return inside(Interrupts.NONE);
  }

  /** Returns the same tool in this JVM, which gets its signals from here. */
  public Cli inside(Interrupts interrupts) {
    return new Cli(directory, environment, deadline, input, interrupts);
  }

  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  public Duration deadline() {
    return deadline;
  }

  public Path directory() {
    return directory;
  }

  public Ran run(String... words) {
    return inside == null ? program(command(words)) : runInside(inside, words);
  }

  private Ran runInside(Interrupts interrupts, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ExecSession.run(
            words,
            new Surroundings(
                new ByteArrayInputStream(input == null ? new byte[0] : input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                directory,
                false,
                false,
                false,
                interrupts));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public Ran run(List<String> words) {
    return run(words.toArray(String[]::new));
  }

  /** Runs a shell line, in which {@code "$ES"} is the launcher. */
  public Ran shell(String line) {
    return with("ES", launcher().toString()).program(List.of("sh", "-c", line));
  }

  /** Returns the same where {@code exec-session} is on the path, as for a user who pastes. */
  public Cli onPath() {
    String folder = Objects.requireNonNull(launcher().getParent()).toString();
    return with("PATH", folder + ":" + environment.get("PATH"));
  }

  /** Starts the tool without waiting for it; the caller ends it. */
  public Process start(String... words) {
    try {
      return builder(command(words))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the tool as the leader of a process group, like a shell job; the caller ends it. */
  public Job startJob(List<String> words) {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(List.of("setsid", "-w"));
    command.addAll(command(words.toArray(String[]::new)));
    return startJobOf(command);
  }

  /** Starts a shell line, in which {@code "$ES"} is the launcher, as a job. */
  public Job startJob(String line) {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(List.of("setsid", "-w", "sh", "-c", line));
    return with("ES", launcher().toString()).startJobOf(command);
  }

  private Job startJobOf(List<String> command) {
    try {
      return new Job(builder(command).redirectErrorStream(true).start(), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns program and arguments for a run of the tool. */
  public static List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(words));
    return command;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (input == null) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    return builder;
  }

  private Ran program(List<String> command) {
    try {
      Process process = builder(command).start();
      CompletableFuture<String> out = Aside.text(process.getInputStream());
      CompletableFuture<String> err = Aside.text(process.getErrorStream());
      if (input != null) {
        try (var in = process.getOutputStream()) {
          in.write(input);
        } catch (IOException e) {
          // The tool ended without reading; its exit code shows that.
        }
      }
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            command
                + " did not end in "
                + deadline
                + "\nout: "
                + out.getNow("(still written to)")
                + "\nerr: "
                + err.getNow("(still written to)"));
      }
      return new Ran(process.waitFor(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The exit code and output of a run. */
  public record Ran(int exit, String out, String err) {
    /** Returns both streams, for text that may be on either. */
    public String all() {
      return out + err;
    }

    /** Returns standard output as one JSON document. */
    public JsonDoc json() {
      return JsonDoc.parse(out);
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
    }
  }
}
