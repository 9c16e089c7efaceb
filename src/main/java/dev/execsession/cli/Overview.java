package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.journal.Phase;
import dev.execsession.store.LockOwner;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tool prints without a command: where this worktree's session is, or the active plans,
 * and the next command.
 */
record Overview(ExecSession root) {
  private static final int MOST_PLANS = 10;

  int print() {
    root.checkWords();
    Console console = root.console();
    RepositoryFacts facts =
        RepositoryProbe.inspect(root.directory(), root.surroundings().environment(), false).facts();
    if (facts == null) {
      return ExecSession.run(new String[] {"--help"}, root.surroundings());
    }
    SessionLookup lookup = new SessionLookup(root);
    Optional<SessionStore.Stored> newest = lookup.any();
    String own = newest.map(stored -> stored.state().locked().plan()).orElse("");
    Optional<LockOwner> other =
        new SessionStore(facts.commonDir())
            .running(facts.root(), root.surroundings().environment())
            .filter(owner -> !owner.plan().equals(own));
    List<String> lines = new ArrayList<>();
    newest.ifPresent(stored -> lines.addAll(new StatusLines(root).of(lookup.shown(stored))));
    if (other.isPresent()) {
      lines.add(StatusLines.other(other.get()));
    } else if (newest.isEmpty()) {
      lines.add("no session in this worktree");
    }
    boolean isDone = newest.isEmpty() || newest.get().state().phase() == Phase.COMPLETED;
    if (isDone && other.isEmpty()) {
      lines.addAll(plans(facts.root().resolve(own)));
    }
    console.result(String.join("\n", lines));
    return ExitCode.DONE;
  }

  /** Returns the active plans but one, and how to go on with them. */
  private List<String> plans(Path own) {
    List<Path> plans =
        new PlanLookup(root).active().stream().filter(plan -> !plan.equals(own)).toList();
    List<String> lines = new ArrayList<>();
    for (Path plan : plans.subList(0, Math.min(MOST_PLANS, plans.size()))) {
      lines.add("plan    " + TextSanitizer.oneLine(shown(plan)));
    }
    if (plans.size() > MOST_PLANS) {
      lines.add("        and " + (plans.size() - MOST_PLANS) + " more");
    }
    if (plans.isEmpty()) {
      lines.add("no plan waits in the active folder; `exec-session demo` shows what a plan is");
    } else {
      String name =
          plans.size() == 1 ? TextSanitizer.oneLine(ShellWord.path(shown(plans.get(0)))) : "PLAN";
      lines.add("check   exec-session validate " + name);
      lines.add("run     exec-session run " + name);
    }
    return lines;
  }

  private String shown(Path plan) {
    Path directory = root.directory();
    return plan.startsWith(directory) ? directory.relativize(plan).toString() : plan.toString();
  }
}
