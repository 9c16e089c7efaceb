package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.setup.NewPlan;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a new plan with blanks to fill in. */
final class NewCommand implements Command {
  private final ExecSession root;
  private String name = "";
  private @Nullable String from;

  NewCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "new", this, "Write a new plan into the active folder, with blanks to fill in.")
        .parameter("NAME", to -> name = to, "The plan's name, such as rate-limit.")
        .value(
            "--from", "FILE", to -> from = to, "Import a plan of another tool, as `import` does.")
        .footer(
            "Uses the repository's template, or a built-in one. Fills in branches and recent",
            "commits; TBD marks what is left, and validate refuses it until it is filled in.",
            "Never replaces a file.",
            "Exit: 0 done, 2 usage, 3 refused.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    return from == null ? scaffold() : ImportCommand.write(root, from, name);
  }

  private int scaffold() {
    RepositoryFacts facts = new SessionLookup(root).repository();
    NewPlan.Written written = NewPlan.write(facts, root.surroundings().environment(), name);
    Path file = facts.root().resolve(written.path());
    Path directory = root.directory();
    String shown =
        directory.startsWith(facts.root())
            ? directory.relativize(file).toString()
            : file.toString();
    List<String> lines = new ArrayList<>();
    lines.add("created " + TextSanitizer.oneLine(shown));
    written.template().ifPresent(from -> lines.add("from    " + TextSanitizer.oneLine(from)));
    written
        .branch()
        .ifPresent(
            branch ->
                lines.add(
                    "branch  the base branch is checked out; for one of the plan's own:"
                        + " git switch -c "
                        + ShellWord.quote(branch)));
    lines.add("fill in every TBD, then");
    lines.add("next    exec-session validate " + TextSanitizer.oneLine(ShellWord.path(shown)));
    root.console().result(String.join("\n", lines));
    return ExitCode.DONE;
  }
}
