package dev.execsession.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Interrupts the packaged tool at its n-th system call of some kind, for every n, with Debian's
 * {@code strace}: SQLite's way of testing crashes, from outside. Only the JVM is traced; its
 * children run freely.
 *
 * <p>strace 6.1 does not inject signals with {@code --seccomp-bpf}, and counts {@code when=} per
 * thread and system call: so each call is used separately, and a check asserts that all come from
 * one thread.
 */
public final class Crashes {
  /** All calls that force bytes to disk. */
  public static final String SYNCS = "fsync,fdatasync";

  /** All calls that change names. */
  public static final String NAMES =
      "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat,link,linkat";

  /** Returns all of these calls, separately. */
  public static List<String> each() {
    return List.of((SYNCS + "," + NAMES).split(",", -1));
  }

  private static final Pattern STOPPED = Pattern.compile("(\\d+) +--- SIGSTOP \\{.*");

  private final Cli cli;
  private final Path tools;
  private final String calls;

  private Crashes(Cli cli, Path tools, String calls) {
    this.cli = cli;
    this.tools = tools;
    this.calls = calls;
  }

  /**
   * Interrupts runs of this launcher.
   *
   * @param tools an empty folder outside of everything that the case checks
   */
  public static Crashes at(String calls, Cli cli, Path tools) {
    try {
      Files.createDirectories(tools);
      return new Crashes(cli, tools, calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the tool once and photographs a folder at each call: its content is what {@code kill -9}
   * would leave at this moment. Photographs equal to the previous one are skipped.
   *
   * @param folder everything that the case is about, including the repository
   * @return copies of the folder, in order
   */
  public List<Path> photographs(List<String> words, Path folder) {
    List<Path> album = new ArrayList<>();
    Set<String> last = new HashSet<>();
    watch(
        words,
        "signal=SIGSTOP",
        () -> {
          String seen = sh("cd '" + folder + "' && find . -printf '%p %T@ %s %m %l;'");
          if (!last.contains(seen)) {
            Path copy = tools.resolve("photograph-" + album.size());
            sh("cp -a '" + folder + "' '" + copy + "'");
            album.add(copy);
            last.clear();
            last.add(seen);
          }
        });
    return album;
  }

  /**
   * Runs the tool and performs an action while it is stopped at the n-th call, counted from 1.
   *
   * @return its exit code; empty when it ended before
   */
  public OptionalInt interfere(List<String> words, int n, Runnable meanwhile) {
    AtomicBoolean reached = new AtomicBoolean();
    int exit =
        watch(
            words,
            "signal=SIGSTOP:when=" + n,
            () -> {
              // Calls are counted per thread.
              if (!reached.getAndSet(true)) {
                meanwhile.run();
              }
            });
    return reached.get() ? OptionalInt.of(exit) : OptionalInt.empty();
  }

  private int watch(List<String> words, String injection, Runnable whenStill) {
    Path log = tools.resolve("calls");
    sh("rm -f '" + log + "' && mkfifo '" + log + "'");
    try {
      Process process = start(words, log, injection);
      try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Matcher stopped = STOPPED.matcher(line);
          if (stopped.matches()) {
            Path tool = Path.of("/proc", processOf(stopped.group(1)));
            awaitStillness(tool);
            whenStill.run();
            sh("kill -CONT " + tool.getFileName());
          }
        }
      }
      int exit = await(process);
      Files.delete(log);
      return exit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills the tool at the n-th call, counted from 1.
   *
   * @return false when it ended before
   */
  public boolean kill(List<String> words, int n) {
    try {
      Path log = tools.resolve("calls");
      Process process = start(words, log, "signal=SIGKILL:when=" + n);
      boolean killed = await(process) == 137;
      if (!killed) {
        assertOneThread(log);
      }
      List<String> left =
          Survivors.of(Cli.MARK, Objects.requireNonNull(cli.environment().get(Cli.MARK)));
      if (!left.isEmpty()) {
        throw new AssertionError("outlived the tool: " + left);
      }
      return killed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that counting per thread misses no calls. */
  private static void assertOneThread(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      List<String> threads =
          lines
              .filter(line -> line.matches("\\d+ +[a-z0-9]+\\(.*"))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .distinct()
              .toList();
      if (threads.size() > 1) {
        throw new AssertionError("calls from several threads: " + threads);
      }
    }
  }

  private Process start(List<String> words, Path log, String injection) throws IOException {
    // Replaces Java for the launcher, so that the launcher's shell is not traced.
    Path home = Path.of(Objects.requireNonNull(System.getProperty("java.home")));
    Path java = tools.resolve("jdk/bin/java");
    Script.write(
        java,
        "#!/bin/sh\nexec strace -f -b execve -qq -o '"
            + log
            + "' -e trace="
            + calls
            + " -e inject="
            + calls
            + ":"
            + injection
            + " -- '"
            + home.resolve("bin/java")
            + "' \"$@\"\n");
    // Without more of the release file the launcher creates no archive, which would be traced too.
    Files.write(
        tools.resolve("jdk/release"),
        Files.readAllLines(home.resolve("release")).stream()
            .filter(line -> line.startsWith("JAVA_VERSION="))
            .toList());
    return cli.with("EXEC_SESSION_JAVA", java.toString())
        .with("EXEC_SESSION_JAVA_OPTS", Cli.packagedArchive())
        .start(words.toArray(String[]::new));
  }

  private int await(Process process) {
    try {
      if (!process.waitFor(cli.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("the traced tool did not end in " + cli.deadline());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static String processOf(String thread) throws IOException {
    return field(Path.of("/proc", thread, "status"), "Tgid");
  }

  /** Waits until every thread is stopped and the tool's children have exited. */
  private static void awaitStillness(Path tool) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!isStill(tool)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the tool or its children do not stand still");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static boolean isStill(Path tool) throws IOException {
    try (Stream<Path> threads = Files.list(tool.resolve("task"))) {
      if (!threads.allMatch(thread -> state(thread).matches("[tT].*"))) {
        return false;
      }
    }
    return ProcessHandle.of(Long.parseLong(String.valueOf(tool.getFileName())))
        .orElseThrow()
        .children()
        .allMatch(child -> state(Path.of("/proc", "" + child.pid())).startsWith("Z"));
  }

  private static String state(Path process) {
    try {
      return field(process.resolve("status"), "State");
    } catch (IOException e) {
      return "Z (gone)";
    }
  }

  private static String field(Path status, String name) throws IOException {
    for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new IOException("no " + name + " in " + status);
  }

  /**
   * Replaces the folder's content by a photograph. The folder, the repository and its {@code .git}
   * themselves are kept: another {@code .git} is an attack that the tool detects.
   */
  public static void develop(Path photograph, Path folder) {
    if (!Files.isDirectory(photograph, LinkOption.NOFOLLOW_LINKS)) {
      throw new AssertionError("no such photograph: " + photograph);
    }
    sh(
        "mkdir -p '"
            + folder
            + "' && cd '"
            + folder
            + "' && find . -mindepth 1 ! -path ./repo ! -path ./repo/.git -delete && cp -a '"
            + photograph
            + "/.' .");
  }

  private static String sh(String line) {
    try {
      Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (process.waitFor() != 0) {
        throw new AssertionError(line + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
