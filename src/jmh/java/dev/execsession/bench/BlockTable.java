package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a block costs by itself, with an executor and a check that do nothing: the wall time of a
 * session of 20 blocks without the time of its children, divided by 20. The start of the tool, the
 * first look and the report are in it, and every write that is forced to disk.
 */
final class BlockTable {
  private static final int BLOCKS = 20;
  private static final String STATUS = "git status";
  private static final int[] FILES = {100, 80_000};

  private BlockTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    for (int files : FILES) {
      Path root = repository(bench, files);
      List<Command> commands = new ArrayList<>();
      commands.add(
          Command.of(
              STATUS,
              root,
              bench.environment(),
              List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all")));
      for (Jdk jdk : bench.jdks()) {
        commands.add(bench.run(jdk, "many", root, plan(BLOCKS)));
        commands.add(bench.run(jdk, "one", root, plan(1)));
      }
      Map<String, Measured> medians = (files > 1000 ? bench.slow() : bench).measure(commands);
      double status = Figures.of(medians, STATUS).wallMs();
      Table table =
          new Table(
              "files",
              "Java",
              "session ms",
              "children ms",
              "own ms a block",
              "a further block, own ms",
              "forced writes a block",
              "`git status` ms",
              "÷ `git status`",
              "a further block ÷");
      for (Jdk jdk : bench.jdks()) {
        Measured many = Figures.of(medians, Bench.on(jdk, "many"));
        Measured one = Figures.of(medians, Bench.on(jdk, "one"));
        double own = many.ownMs() / BLOCKS;
        double further = (many.ownMs() - one.ownMs()) / (BLOCKS - 1);
        table.row(
            "%,d".formatted(files),
            "" + jdk.major(),
            Table.number(many.wallMs()),
            Table.number(many.childrenMs()),
            Table.number(own),
            Table.number(further),
            Syncs.perBlock(bench, jdk, root, plan(BLOCKS), plan(1), BLOCKS),
            Table.number(status),
            Table.ratio(own, status),
            Table.ratio(further, status));
      }
      table.print();
    }
    System.out.printf(
        "One forced append of 200 bytes here: %s ms.%n%n",
        Table.number(Syncs.oneMs(bench.folder())));
  }

  private static String plan(int blocks) {
    return "docs/exec-plans/active/blocks-" + blocks + ".md";
  }

  private static Path repository(Bench bench, int files) throws IOException, InterruptedException {
    Path root = GeneratedRepository.make(bench.folder().resolve("blocks/" + files), files);
    for (int blocks : new int[] {1, BLOCKS}) {
      Path plan = root.resolve(plan(blocks));
      if (!Files.exists(plan)) {
        Folders.write(plan, GeneratedPlan.blocks(blocks));
        GeneratedRepository.commit(root, "Plan of " + blocks);
      }
    }
    GeneratedRepository.settle(root);
    return root;
  }
}
