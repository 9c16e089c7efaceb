package dev.execsession.testing;

import dev.execsession.testing.Cli.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The repository of most cases: an area that may be changed ({@code src}), areas that may not
 * ({@code src/secret}, {@code secret}), ignored files, a CI definition and two plans. The plan
 * {@link #PLAN} is {@link PlanText#STANDARD} by default; everything is committed on {@code
 * feature/x}.
 */
public final class CaseRepo {
  public static final String PLAN = "docs/exec-plans/active/x.md";

  /** The content of {@code .env}: must never appear in any output. */
  public static final String SECRET = "abc123secretvalue";

  private final TestRepo files;
  private final Path outside;
  private Executor executor;
  private boolean inside;
  private boolean unconfined;

  private CaseRepo(TestRepo files, Path outside) {
    this.files = files;
    this.outside = outside;
    this.executor = Executor.script(outside, "echo \"$B\" >>src/A.java");
  }

  /** Creates the repository with the standard plan and an executor that adds a line to a file. */
  public static CaseRepo create(Path folder) {
    return create(folder, PlanText.STANDARD);
  }

  public static CaseRepo create(Path folder, String plan) {
    TestRepo files = TestRepo.empty(folder);
    files.write(".gitignore", ".env\nnode_modules/\ntarget/\n");
    files.write("src/A.java", "a\n");
    files.write("src/util/U.java", "u\n");
    files.write("secret/key", "k\n");
    files.write("src/secret/key", "k\n");
    files.write(".github/workflows/ci.yml", "on: push\n");
    files.write("pom.xml", "<p/>\n");
    files.write(".env", "TOKEN=" + SECRET + "\n");
    files.write("node_modules/m/i.js", "1\n");
    files.write("docs/exec-plans/active/y.md", "# other\n");
    files.write(PLAN, plan);
    files.commit("init");
    return around(folder, files);
  }

  /** Returns the same helpers for a repository with other files. */
  public static CaseRepo around(Path folder, TestRepo files) {
    try {
      return new CaseRepo(files, Files.createDirectories(folder.resolve("outside")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestRepo files() {
    return files;
  }

  /** Returns a folder outside of the repository. */
  public Path outside() {
    return outside;
  }

  /** Sets the executor's script; {@code $B} is the id of the block. */
  public CaseRepo executor(String body) {
    executor = Executor.script(outside, body);
    return this;
  }

  public Executor executor() {
    return executor;
  }

  /** Returns the blocks that the executor was started for so far, in order. */
  public List<String> runs() {
    return executor.runs();
  }

  /** Runs the tool in this JVM, if the launcher does not matter. */
  public CaseRepo inside() {
    inside = true;
    return this;
  }

  /** Runs commands without a sandbox, for cases about processes and terminals outside of it. */
  public CaseRepo unconfined() {
    unconfined = true;
    return this;
  }

  public Cli cli() {
    Cli cli = inside ? Cli.in(files).inside() : Cli.in(files);
    return unconfined ? cli.with("EXEC_SESSION_SANDBOX", "off") : cli;
  }

  /** Returns the arguments of a run with the executor that writes its report. */
  public List<String> runWords(String... more) {
    List<String> words = new ArrayList<>(List.of("run", PLAN));
    words.addAll(List.of("--executor-command", executor.command()));
    words.addAll(List.of("--report", reportFile().toString()));
    words.addAll(List.of(more));
    return words;
  }

  /** Runs the plan with the executor, autonomously. */
  public Ran autonomous(String... more) {
    List<String> words = runWords("--mode", "autonomous");
    words.addAll(List.of(more));
    return cli().run(words);
  }

  /** Runs the plan with the executor, block by block, without a terminal. */
  public Ran stepwise(String... more) {
    return cli().run(runWords(more));
  }

  /** Returns the report of the last run with {@link #runWords}. */
  public JsonDoc report() {
    return JsonDoc.read(reportFile());
  }

  public Path reportFile() {
    return outside.resolve("report.json");
  }
}
