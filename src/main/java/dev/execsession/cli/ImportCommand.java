package dev.execsession.cli;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.dialect.Imported;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a draft from a plan of another dialect. */
final class ImportCommand implements Command {
  private static final int MOST_SHOWN = 8;

  private final ExecSession root;
  private String source = "";
  private @Nullable String output;

  ImportCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "import", this, "Write a draft of a plan from a plan of another tool.")
        .parameter("FILE", to -> source = to, "The plan to import, in any folder.")
        .value(
            "-o,--output",
            "PLAN",
            to -> output = to,
            "The draft: a path, or a name in the active folder (default: FILE's name there).")
        .footer(
            "Reads superpowers, spec-kit, OpenSpec, GSD, ExecPlan, ralphex and plan-mode",
            "files, and contracts with allowed files. What FILE only suggests becomes a",
            "comment, what it does not state TBD, which `validate` refuses.",
            "Never replaces a file.",
            "Exit: 0 done, 2 usage, 3 refused.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    return write(root, source, output);
  }

  /**
   * Writes a draft.
   *
   * @param output a path, or a name in the active folder; null for the source's name
   */
  static int write(ExecSession root, String source, @Nullable String output) {
    ImportSource from = ImportSource.read(root, source);
    RepositoryFacts repository = new SessionLookup(root).repository();
    Config config = ConfigLoader.load(repository.root(), root.surroundings().environment()).valid();
    ImportTarget target =
        ImportTarget.of(from, output, repository.root(), config, root.directory());
    Imported imported = from.imported(repository.branch());
    target.write(imported.text(), repository);
    root.console().result(String.join("\n", lines(imported, target, root.console().isVerbose())));
    return ExitCode.DONE;
  }

  private static List<String> lines(Imported imported, ImportTarget target, boolean isVerbose) {
    List<String> lines = new ArrayList<>();
    lines.add("imported  " + TextSanitizer.oneLine(target.shown()) + " from " + imported.dialect());
    lines.add("carried   " + String.join(", ", imported.carried()));
    int most = isVerbose ? Integer.MAX_VALUE : MOST_SHOWN;
    add("uncertain", imported.uncertain(), most, lines);
    add("blank", imported.blank(), most, lines);
    lines.add("fill in each TBD, judge each comment, then");
    lines.add("next      exec-session validate " + ShellWord.path(target.shown()));
    return lines;
  }

  private static void add(String name, List<String> all, int most, List<String> lines) {
    for (int i = 0; i < Math.min(all.size(), most); i++) {
      lines.add(
          String.format(Locale.ROOT, "%-10s", i == 0 ? name : "")
              + TextSanitizer.oneLine(all.get(i)));
    }
    if (all.size() > most) {
      lines.add(" ".repeat(10) + "and " + (all.size() - most) + " more, in the draft");
    }
  }
}
