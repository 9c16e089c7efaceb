package dev.execsession.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a session costs in a large repository, beside one {@code git status} in the same rounds: a
 * session of one block, less an empty one in the smallest repository, and a further block. The
 * executor changes one file, the check is {@code true}.
 */
final class FirstTable {
  private static final int BLOCKS = 11;
  private static final int[] FILES = {200, 80_000, 300_000};
  private static final String CHANGED = "src/a";
  private static final String TEXT = "a\n";

  private FirstTable() {}

  static void print(Bench bench) throws IOException, InterruptedException {
    List<Path> roots = new ArrayList<>();
    for (int files : FILES) {
      roots.add(repository(bench, files));
    }
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < FILES.length; i++) {
      Path root = roots.get(i);
      commands.add(
          Command.of(
                  status(i),
                  root,
                  bench.environment(),
                  List.of("git", "status", "--porcelain=v2", "-z", "--untracked-files=all"))
              // The index stays as it is, and old.
              .with("GIT_OPTIONAL_LOCKS", "0"));
      for (Jdk jdk : bench.jdks()) {
        commands.add(session(bench, jdk, "one " + i, root, 1));
        commands.add(session(bench, jdk, "many " + i, root, BLOCKS));
      }
    }
    for (Jdk jdk : bench.jdks()) {
      Path root = roots.get(0);
      commands.add(afresh(bench.run(jdk, "nothing", root, plan(0)), root));
    }
    Map<String, Measured> medians = bench.slow().measure(commands);
    Table table =
        new Table(
            "files",
            "Java",
            "`git status` ms",
            "one block, ms",
            "a further block, ms",
            "(one block - empty session) ÷ `git status`",
            "a further block ÷");
    for (int i = 0; i < FILES.length; i++) {
      double status = Figures.of(medians, status(i)).wallMs();
      for (Jdk jdk : bench.jdks()) {
        double empty = Figures.of(medians, Bench.on(jdk, "nothing")).wallMs();
        double one = Figures.of(medians, Bench.on(jdk, "one " + i)).wallMs();
        double many = Figures.of(medians, Bench.on(jdk, "many " + i)).wallMs();
        double further = (many - one) / (BLOCKS - 1);
        table.row(
            "%,d".formatted(FILES[i]),
            "" + jdk.major(),
            Table.number(status),
            Table.number(one),
            Table.number(further),
            Table.ratio(one - empty, status),
            Table.ratio(further, status));
      }
    }
    table.print();
  }

  private static String status(int place) {
    return "git status " + place;
  }

  private static Command session(Bench bench, Jdk jdk, String name, Path root, int blocks) {
    Command command = bench.run(jdk, name, root, plan(blocks));
    List<String> words = new ArrayList<>(command.words());
    words.set(words.indexOf("true"), "echo x >> " + CHANGED);
    return afresh(command.withWords(words), root);
  }

  /** Returns a command that finds no session and no change. */
  private static Command afresh(Command command, Path root) {
    return command.after(
        () -> {
          Folders.delete(root.resolve(".git/exec-session"));
          Files.writeString(root.resolve(CHANGED), TEXT);
        });
  }

  private static String plan(int blocks) {
    return "docs/exec-plans/active/first-" + blocks + ".md";
  }

  private static Path repository(Bench bench, int files) throws IOException, InterruptedException {
    Path root = GeneratedRepository.make(bench.folder().resolve("first/" + files), files);
    if (!Files.exists(root.resolve(CHANGED))) {
      Files.writeString(root.resolve(CHANGED), TEXT);
      Folders.write(root.resolve(plan(0)), GeneratedPlan.blocks(1));
      for (int blocks : new int[] {1, BLOCKS}) {
        Folders.write(
            root.resolve(plan(blocks)),
            GeneratedPlan.blocks(blocks).replace("- **Expect:** no changes\n", ""));
      }
      GeneratedRepository.commit(root, "Plans");
    }
    GeneratedRepository.settle(root);
    return root;
  }
}
