package dev.execsession.bench;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether memory and time of a run grow with what its check prints, beside a shell that lets the
 * same command print into a file.
 */
final class OutputTable {
  private static final int LITTLE = 1;
  private static final int MUCH = 200;

  private OutputTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    List<Command> commands = new ArrayList<>();
    for (int megabytes : new int[] {LITTLE, MUCH}) {
      String printing = "yes 'a line of output' | head -c " + megabytes + "000000";
      Path root =
          CaseRepo.create(
                  Folders.anew(bench.folder().resolve("output/" + megabytes)),
                  PlanText.with(
                      GeneratedPlan.blocks(1), "- `true`", "- `" + printing + "`"))
              .files()
              .root();
      commands.add(
          Command.of(
              file(megabytes),
              bench.folder(),
              bench.environment(),
              List.of("sh", "-c", printing + " >output.txt")));
      for (Jdk jdk : bench.jdks()) {
        commands.add(bench.run(jdk, "" + megabytes, root, CaseRepo.PLAN));
      }
    }
    Map<String, Measured> medians = bench.slow().measure(commands);
    double toFile =
        more(Figures.of(medians, file(LITTLE)), Figures.of(medians, file(MUCH)));
    Table table =
        new Table(
            "Java",
            "peak MiB, check prints 1 MB",
            "200 MB",
            "ratio",
            "run ms, 1 MB",
            "200 MB",
            "199 MB more, ms",
            "`> file` ms",
            "ratio");
    for (Jdk jdk : bench.jdks()) {
      Measured little = Figures.of(medians, Bench.on(jdk, "" + LITTLE));
      Measured much = Figures.of(medians, Bench.on(jdk, "" + MUCH));
      table.row(
          "" + jdk.major(),
          Table.number(little.peakMiB()),
          Table.number(much.peakMiB()),
          Table.ratio(much.peakMiB(), little.peakMiB()),
          Table.number(little.wallMs()),
          Table.number(much.wallMs()),
          Table.number(more(little, much)),
          Table.number(toFile),
          Table.ratio(more(little, much), toFile));
    }
    table.print();
  }

  private static String file(int megabytes) {
    return megabytes + " into a file";
  }

  private static double more(Measured little, Measured much) {
    return much.wallMs() - little.wallMs();
  }
}
