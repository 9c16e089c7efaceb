package dev.execsession.cli;

import dev.execsession.contract.PlanFile;
import dev.execsession.contract.Preflight;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.Phase;
import dev.execsession.problem.Problem;
import dev.execsession.problem.StopException;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The active plans without a session in progress, each with the command that comes next. */
record ActivePlans(ExecSession root, RepositoryFacts facts) {
  private static final int MOST = 10;

  List<String> lines(List<Path> plans) {
    List<String> lines = new ArrayList<>();
    for (Path plan : plans.subList(0, Math.min(MOST, plans.size()))) {
      Next next = next(plan);
      String name = TextSanitizer.oneLine(shown(plan));
      lines.add("plan    " + name + ": " + next.state());
      lines.add("next    " + TextSanitizer.oneLine(next.command()));
    }
    if (plans.size() > MOST) {
      lines.add("        and " + (plans.size() - MOST) + " more");
    }
    return lines;
  }

  private record Next(String state, String command) {}

  private Next next(Path plan) {
    if (isCompleted(plan)) {
      return next("every block is done", "close", plan);
    }
    PlanFile file;
    try {
      file = new PlanLookup(root).read(plan);
    } catch (StopException e) {
      return next("not readable", "validate", plan);
    }
    Preflight preflight =
        Preflight.examine(
            file, facts.root(), root.surroundings().environment(), Preflight.Options.VALIDATE);
    long errors = preflight.problems().stream().filter(Problem::isError).count();
    if (errors == 0) {
      return next("ready", "run", plan);
    }
    return ApproveCommand.offer(file, preflight)
        .map(command -> new Next("not approved", command))
        .orElseGet(() -> next("not ready (" + Count.of(errors, "error") + ")", "validate", plan));
  }

  private Next next(String state, String command, Path plan) {
    return new Next(state, "exec-session " + command + " " + ShellWord.path(shown(plan)));
  }

  private boolean isCompleted(Path plan) {
    try {
      return new SessionStore(facts.commonDir())
          .latest(facts.root(), facts.root().relativize(plan).toString())
          .filter(stored -> stored.state().phase() == Phase.COMPLETED)
          .isPresent();
    } catch (StopException e) {
      // The command that needs the session reports what is wrong with it.
      return false;
    }
  }

  private String shown(Path plan) {
    Path directory = root.directory();
    return plan.startsWith(directory) ? directory.relativize(plan).toString() : plan.toString();
  }
}
