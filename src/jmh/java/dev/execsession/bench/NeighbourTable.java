package dev.execsession.bench;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tool costs side by side with what people use today. */
final class NeighbourTable {
  private static final String VALIDATE = "`exec-session validate` of the s06x plan";
  private static final String RUN = "`exec-session run`";

  private NeighbourTable() {}

  static void print(Bench bench, @Nullable Path npm) throws IOException, InterruptedException {
    List<Neighbour> all = new ArrayList<>();
    for (Jdk jdk : bench.jdks()) {
      all.addAll(ours(bench, jdk));
    }
    all.addAll(Neighbours.find(bench, npm));
    List<Command> commands = new ArrayList<>();
    for (Jdk jdk : bench.jdks()) {
      commands.add(bench.empty(jdk));
    }
    for (Neighbour neighbour : all) {
      commands.add(neighbour.few());
      if (neighbour.many() != null) {
        commands.add(neighbour.many());
      }
    }
    Map<String, Measured> medians = bench.measure(commands);

    Jdk first = bench.jdks().get(0);
    List<String> heads =
        new ArrayList<>(List.of("program", "ms", "× an empty `main` on " + first.major()));
    bench.jdks().forEach(jdk -> heads.add("`validate` on " + jdk.major() + " ÷ it"));
    heads.add("a step more, ms");
    bench.jdks().forEach(jdk -> heads.add("of `run` on " + jdk.major() + " ÷ it"));
    Table table = new Table(heads);
    for (Neighbour neighbour : all) {
      table.row(row(bench, neighbour, medians));
    }
    table.print();
    all.stream()
        .filter(neighbour -> neighbour.name().equals(Neighbours.OPENSPEC))
        .forEach(openspec -> System.out.println(toOpenspec(bench, openspec, medians)));
  }

  /** Returns the one comparison that is like with like: both read a file and judge its form. */
  private static String toOpenspec(
      Bench bench, Neighbour openspec, Map<String, Measured> medians) {
    double ms = Figures.of(medians, openspec.few().name()).wallMs();
    return bench.jdks().stream()
        .map(
            jdk ->
                Table.ratio(Figures.of(medians, Bench.on(jdk, VALIDATE)).wallMs(), ms)
                    + " on "
                    + jdk.major())
        .collect(
            Collectors.joining(
                ", ", "**`exec-session validate` ÷ " + openspec.name() + ":** ", ".\n"));
  }

  private static List<Neighbour> ours(Bench bench, Jdk jdk) throws IOException {
    Path root = FollowUpRepository.make(bench.folder().resolve("ours/plan"));
    String validate = Bench.on(jdk, VALIDATE);
    String run = Bench.on(jdk, RUN);
    return List.of(
        new Neighbour(validate, bench.tool(jdk, VALIDATE, root, "validate", CaseRepo.PLAN), null),
        new Neighbour(run, run(bench, jdk, Neighbour.FEW), run(bench, jdk, Neighbour.MANY)));
  }

  private static Command run(Bench bench, Jdk jdk, int blocks) throws IOException {
    TestRepo files =
        CaseRepo.create(
                Folders.anew(bench.folder().resolve("ours/" + jdk.major() + "-" + blocks)),
                GeneratedPlan.blocks(blocks))
            .files();
    return bench.run(jdk, RUN + " " + blocks, files.root(), CaseRepo.PLAN);
  }

  private static List<String> row(Bench bench, Neighbour it, Map<String, Measured> medians) {
    double ms = Figures.of(medians, it.few().name()).wallMs();
    double floor = Figures.of(medians, Bench.on(bench.jdks().get(0), "empty")).wallMs();
    List<String> row =
        new ArrayList<>(List.of(it.name(), Table.number(ms), Table.ratio(ms, floor)));
    for (Jdk jdk : bench.jdks()) {
      row.add(Table.ratio(Figures.of(medians, Bench.on(jdk, VALIDATE)).wallMs(), ms));
    }
    if (it.many() == null) {
      row.add("–");
      bench.jdks().forEach(jdk -> row.add("–"));
      return row;
    }
    double step = step(medians, it.few().name(), it.many().name());
    if (step <= 0) {
      row.add("lost in noise");
      bench.jdks().forEach(jdk -> row.add("–"));
      return row;
    }
    row.add(Table.number(step));
    for (Jdk jdk : bench.jdks()) {
      row.add(
          Table.ratio(
              step(
                  medians,
                  Bench.on(jdk, RUN + " " + Neighbour.FEW),
                  Bench.on(jdk, RUN + " " + Neighbour.MANY)),
              step));
    }
    return row;
  }

  private static double step(Map<String, Measured> medians, String few, String many) {
    return (Figures.of(medians, many).wallMs() - Figures.of(medians, few).wallMs())
        / (Neighbour.MANY - Neighbour.FEW);
  }
}
