package dev.execsession.bench;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the memory of a run grows with what its check prints. */
final class OutputTable {
  private static final int[] MEGABYTES = {1, 200};

  private OutputTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    List<Command> commands = new ArrayList<>();
    for (int megabytes : MEGABYTES) {
      String check = "- `yes 'a line of output' | head -c " + megabytes + "000000`";
      Path root =
          CaseRepo.create(
                  Folders.anew(bench.folder().resolve("output/" + megabytes)),
                  PlanText.with(GeneratedPlan.blocks(1), "- `true`", check))
              .files()
              .root();
      for (Jdk jdk : bench.jdks()) {
        commands.add(bench.run(jdk, "" + megabytes, root, CaseRepo.PLAN));
      }
    }
    Map<String, Measured> medians = bench.slow().measure(commands);
    Table table =
        new Table(
            "Java", "peak MiB, check prints 1 MB", "200 MB", "ratio", "run ms, 1 MB", "200 MB");
    for (Jdk jdk : bench.jdks()) {
      Measured little = Figures.of(medians, Bench.on(jdk, "" + MEGABYTES[0]));
      Measured much = Figures.of(medians, Bench.on(jdk, "" + MEGABYTES[1]));
      table.row(
          "" + jdk.major(),
          Table.number(little.peakMiB()),
          Table.number(much.peakMiB()),
          Table.ratio(much.peakMiB(), little.peakMiB()),
          Table.number(little.wallMs()),
          Table.number(much.wallMs()));
    }
    table.print();
  }
}
