package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.guard.ActiveBlocks;
import dev.execsession.guard.EditGuard;
import dev.execsession.guard.Ruling;
import dev.execsession.json.Json;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.text.IoReason;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.StagedPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks whether paths may be edited in the active block. */
final class GuardCheckCommand implements Command {
  private final ExecSession root;
  private List<String> paths = new ArrayList<>();
  private boolean stdin;
  private boolean staged;
  private boolean ifActive;
  private boolean json;

  GuardCheckCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder(
            "check", this, "Check whether paths may be edited in the active block.")
        .parameters("PATH", 0, to -> paths = to, "Paths to check; they need not exist.")
        .flag("--stdin", on -> stdin = on, "Read more paths from standard input, separated by NUL.")
        .flag("--staged", on -> staged = on, "Check what the next commit would change.")
        .flag(
            "--if-active", on -> ifActive = on, "Print nothing and exit 0 when no block is active.")
        .flag("--json", on -> json = on, "Print one JSON document.")
        .footer(
            "Exit: 0 all allowed, 3 no active block, 4 some denied, 7 could not be determined.");
  }

  @Override
  public Integer call() throws IOException {
    root.checkWords();
    if (stdin) {
      String all = new String(root.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
      Arrays.stream(all.split("\0")).filter(path -> !path.isEmpty()).forEach(paths::add);
    }
    if (paths.isEmpty() && !staged) {
      throw root.refusal("no paths to check");
    }
    try {
      return check();
    } catch (StopException e) {
      if (json) {
        root.console().result(Json.pretty(GuardCheckJson.of(e)));
        return ExitCode.of(e.stop());
      }
      throw e;
    }
  }

  private int check() {
    Optional<ActiveBlocks.Found> active =
        new ActiveBlocks(root.surroundings().environment()).find(List.of(root.directory()));
    if (active.isEmpty()) {
      if (ifActive) {
        return ExitCode.DONE;
      }
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.GUARD_NO_BLOCK,
          "no block is active in this worktree",
          "run `exec-session status` to see the progress");
    }
    EditGuard edits = new EditGuard(active.get(), new IgnoredByGit());
    List<Ruling> rulings = new ArrayList<>();
    paths.forEach(path -> rulings.add(edits.rule(path, root.directory())));
    List<Problem> problems = new ArrayList<>();
    if (staged) {
      List<TreePath> next = staged();
      next.forEach(path -> rulings.add(edits.rule(path)));
      if (!next.isEmpty() && !edits.block().commits()) {
        problems.add(
            veto("block `" + edits.block().block() + "` must not commit: `commits` is `forbid`"));
      }
    }
    rulings.stream()
        .filter(ruling -> !ruling.allowed())
        .forEach(ruling -> problems.add(veto(ruling.sentence(edits.block().block()))));
    if (json) {
      root.console().result(Json.pretty(GuardCheckJson.of(edits.block(), rulings, problems)));
    } else if (!problems.isEmpty()) {
      throw new StopException(Stop.ESCALATED, problems);
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.ESCALATED;
  }

  private static Problem veto(String sentence) {
    return Problem.error(
        ProblemCode.GUARD_VETO,
        sentence,
        "leave it unchanged; if the work needs it, report `escalate` with reason `scope` in the"
            + " file named by `$EXEC_SESSION_RESULT`, or have the planner amend the plan");
  }

  private List<TreePath> staged() {
    RepositoryFacts facts = new SessionLookup(root).repository();
    String other = root.surroundings().environment().get("GIT_INDEX_FILE");
    Path index = other == null ? facts.gitDir().resolve("index") : root.directory().resolve(other);
    try {
      return StagedPaths.of(facts, index);
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.GIT_UNREADABLE,
          "cannot read the staged changes: " + IoReason.of(e),
          "run `git status` to see what is wrong",
          e);
    }
  }
}
