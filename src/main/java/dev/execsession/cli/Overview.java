package dev.execsession.cli;

import dev.execsession.config.Config;
import dev.execsession.config.ConfigLoader;
import dev.execsession.git.RepositoryFacts;
import dev.execsession.git.RepositoryProbe;
import dev.execsession.journal.Phase;
import dev.execsession.store.LockOwner;
import dev.execsession.store.SessionStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tool prints without a command: where this worktree's session is, or the active plans,
 * and the next command.
 */
record Overview(ExecSession root) {
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
      lines.addAll(plans(facts, facts.root().resolve(own)));
    }
    console.result(String.join("\n", lines));
    return ExitCode.DONE;
  }

  /** Returns what to do with the active plans, or how to get one. */
  private List<String> plans(RepositoryFacts facts, Path own) {
    List<Path> plans =
        new PlanLookup(root).active().stream().filter(plan -> !plan.equals(own)).toList();
    if (!plans.isEmpty()) {
      return new ActivePlans(root, facts).lines(plans);
    }
    Config config = ConfigLoader.load(facts.root(), root.surroundings().environment()).config();
    boolean isSetUp =
        Files.exists(facts.root().resolve(ConfigLoader.FILE), LinkOption.NOFOLLOW_LINKS)
            || config.plans().active().stream()
                .anyMatch(folder -> Files.isDirectory(facts.root().resolve(folder)));
    return isSetUp
        ? List.of(
            own.equals(facts.root())
                ? "no plan in the active folder"
                : "no other plan in the active folder",
            "new     exec-session new NAME")
        : List.of(
            "this repository is not set up for plans",
            "setup   exec-session init",
            "try     exec-session demo");
  }
}
