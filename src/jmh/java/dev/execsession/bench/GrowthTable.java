package dev.execsession.bench;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code validate} costs as plans grow, up to the largest that is accepted. */
final class GrowthTable {
  private static final int[] KIBIBYTES = {100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1024};

  private GrowthTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    Path folder = bench.folder().resolve("growth");
    Path small = FollowUpRepository.make(folder.resolve("small"));
    Path root = generated(folder.resolve("generated"));
    for (Jdk jdk : bench.jdks()) {
      List<Command> commands = new ArrayList<>();
      commands.add(bench.tool(jdk, "small", small, "validate", CaseRepo.PLAN));
      for (int size : KIBIBYTES) {
        commands.add(bench.tool(jdk, "" + size, root, "validate", plan(size)));
      }
      Map<String, Measured> medians = bench.slow().measure(commands);
      double start = Figures.of(medians, Bench.on(jdk, "small")).wallMs();
      Table table =
          new Table(
              "Java " + jdk.major() + ", plan KiB",
              "blocks",
              "ms",
              "ms per 100 KiB added",
              "÷ the s06x plan's ms",
              "peak MiB");
      double last = start;
      int lastSize = 0;
      for (int size : KIBIBYTES) {
        Measured it = Figures.of(medians, Bench.on(jdk, "" + size));
        double added = (it.wallMs() - last) / (size - lastSize) * 100;
        table.row(
            "" + size,
            "" + GeneratedPlan.blocksOf(size << 10),
            Table.number(it.wallMs()),
            Table.number(added),
            Table.ratio(added, start),
            Table.number(it.peakMiB()));
        last = it.wallMs();
        lastSize = size;
      }
      double added = (last - start) / lastSize * 100;
      table.row("all", "", "", Table.number(added), Table.ratio(added, start), "");
      table.print();
    }
  }

  private static Path generated(Path folder) throws IOException {
    Folders.delete(folder);
    TestRepo repo = TestRepo.empty(folder);
    repo.write("src/A.java", "a\n");
    for (int size : KIBIBYTES) {
      repo.write(plan(size), GeneratedPlan.ofSize(size << 10));
    }
    repo.commit("First");
    return repo.root();
  }

  private static String plan(int size) {
    return "docs/exec-plans/active/plan-" + size + ".md";
  }
}
