package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What {@code verify} of a long range costs, compared with listing the same commits by git. */
final class VerifyTable {
  private static final int FILES = 80_000;
  private static final int COMMITS = 1000;
  private static final int MOST_PATHS = 12;
  private static final String LOG = "git log --name-status";
  private static final String PLAN = "docs/exec-plans/active/blocks-1.md";

  private VerifyTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    Path root = repository(bench);
    List<Command> commands = new ArrayList<>();
    commands.add(
        Command.of(
            LOG,
            root,
            bench.environment(),
            List.of("git", "log", "--name-status", "feature/x..work")));
    for (Jdk jdk : bench.jdks()) {
      commands.add(
          bench.tool(jdk, "verify", root, "verify", PLAN, "--range", "feature/x..work", "--warn"));
    }
    Map<String, Measured> medians = bench.measure(commands);
    double log = Figures.of(medians, LOG).wallMs();
    Table table = new Table("Java", "verify ms", "`" + LOG + "` ms", "÷");
    for (Jdk jdk : bench.jdks()) {
      Measured verify = Figures.of(medians, Bench.on(jdk, "verify"));
      table.row(
          "" + jdk.major(),
          Table.number(verify.wallMs()),
          Table.number(log),
          Table.ratio(verify.wallMs(), log));
    }
    table.print();
  }

  private static Path repository(Bench bench) throws IOException, InterruptedException {
    Path root = GeneratedRepository.make(bench.folder().resolve("verify"), FILES);
    if (Files.exists(root.resolve(".git/refs/heads/work"))) {
      return root;
    }
    Folders.write(root.resolve(PLAN), GeneratedPlan.blocks(1));
    GeneratedRepository.commit(root, "Plan");
    Path input = bench.folder().resolve("verify.import");
    Files.writeString(input, commits(root));
    Programs.run(root, input.toFile(), "git", "fast-import", "--quiet");
    Programs.run(root, "git", "repack", "-q", "-a", "-d");
    return root;
  }

  /** Returns commits on top of the plan's, each of a few files, as git imports them. */
  private static String commits(Path root) throws IOException {
    List<String> files;
    try (var paths = Files.walk(root.resolve("src"))) {
      files =
          paths
              .filter(Files::isRegularFile)
              .map(path -> root.relativize(path).toString())
              .sorted()
              .toList();
    }
    Random random = new Random(COMMITS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COMMITS; i++) {
      text.append("commit refs/heads/work\ncommitter A <a@b> ")
          .append(1_700_000_000L + i)
          .append(" +0000\ndata 1\nx\n");
      if (i == 0) {
        text.append("from refs/heads/feature/x^0\n");
      }
      for (int path = random.nextInt(MOST_PATHS); path >= 0; path--) {
        String content = i + " " + path + "\n";
        text.append("M 100644 inline ")
            .append(files.get(random.nextInt(files.size())))
            .append("\ndata ")
            .append(content.length())
            .append('\n')
            .append(content)
            .append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
