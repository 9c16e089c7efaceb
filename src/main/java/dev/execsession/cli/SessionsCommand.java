package dev.execsession.cli;

import dev.execsession.git.RepositoryFacts;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Pruning;
import dev.execsession.store.SessionStore;
import dev.execsession.text.ShellWord;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lists the sessions of the repository, and removes finished ones. */
final class SessionsCommand implements Command {
  private final ExecSession root;
  private boolean prune;

  SessionsCommand(ExecSession root) {
    this.root = root;
  }

  @Override
  public CommandSpecBuilder words() {
    return new CommandSpecBuilder("sessions", this, "List the repository's sessions, newest first.")
        .flag("--prune", on -> prune = on, "Remove finished ones, their content and refs.")
        .footer(
            "Finished is a session that is completed, or was superseded by a completed one",
            "of the same plan. A session that another one needs stays. Lists what it will",
            "remove and asks, at a terminal. A removed session has no report and cannot be",
            "undone. An unfinished session stays also when its worktree was removed; how",
            "to go on with it is printed.",
            "Exit: 0 done, 6 a session runs in a worktree, so that its sessions stay.");
  }

  @Override
  public Integer call() {
    root.checkWords();
    RepositoryFacts facts = new SessionLookup(root).repository();
    return prune ? prune(facts) : list(facts);
  }

  int list() {
    return list(new SessionLookup(root).repository());
  }

  private int list(RepositoryFacts facts) {
    SessionStore store = new SessionStore(facts.commonDir());
    List<SessionStore.Listed> all = store.all();
    if (all.isEmpty()) {
      root.console().say("no sessions in this repository");
    } else {
      root.console().result(Rows.align(rows(all, store, facts)));
    }
    return ExitCode.DONE;
  }

  private List<List<String>> rows(
      List<SessionStore.Listed> all, SessionStore store, RepositoryFacts facts) {
    Pruning pruning = new Pruning(facts.commonDir());
    Set<String> seen = new HashSet<>();
    List<List<String>> rows = new ArrayList<>();
    for (SessionStore.Listed session : all) {
      SessionState state = session.state();
      if (state == null) {
        rows.add(List.of(session.id(), "damaged"));
        continue;
      }
      Path place = Path.of(state.locked().root());
      // Only the newest of a plan can run.
      boolean running =
          seen.add(place + "\0" + state.locked().plan())
              && store
                  .running(place, root.surroundings().environment())
                  .filter(owner -> owner.plan().equals(state.locked().plan()))
                  .isPresent();
      String word = state.phase().name().toLowerCase(Locale.ROOT);
      rows.add(
          List.of(
              session.id(),
              running ? "running" : session.damage() != null ? "damaged" : word,
              state.blocks().stream().filter(BlockState::isDone).count()
                  + "/"
                  + state.blocks().size(),
              Spans.dayAndTime(state.startedAt(), ZoneId.systemDefault()),
              TextSanitizer.oneLine(state.locked().plan()),
              TextSanitizer.oneLine(state.locked().branch()),
              place.equals(facts.root())
                  ? ""
                  : "in "
                      + TextSanitizer.oneLine(place.toString())
                      + (pruning.isGone(place) ? ", worktree removed" : "")));
    }
    return rows;
  }

  private int prune(RepositoryFacts facts) {
    Console console = root.console();
    Pruning pruning = new Pruning(facts.commonDir());
    List<Pruning.Finished> finished = pruning.finished();
    finished.forEach(one -> console.important(line(one)));
    pruning.stranded().forEach(this::sayStranded);
    List<Pruning.Finished> going = finished.stream().filter(Pruning.Finished::isRemovable).toList();
    Confirmation confirmation = new Confirmation(root);
    if (!going.isEmpty()
        && root.surroundings().isPersonPresent()
        && !confirmation.isGiven("remove " + Count.of(going.size(), "session") + "?")) {
      return ExitCode.DONE;
    }
    Pruning.Removed removed =
        pruning.remove(
            going,
            LockOwner.now(
                "sessions --prune",
                Person.name(root.surroundings(), facts.root()),
                root.surroundings().environment(),
                Instant.now()),
            root.surroundings().environment());
    if (going.isEmpty()) {
      console.say("nothing to remove");
    } else {
      console.result("removed " + Count.of(removed.ids().size(), "session"));
    }
    removed.busy().forEach(busy -> new ProblemPrinter(console).print(busy.problems()));
    return removed.busy().isEmpty() ? ExitCode.DONE : ExitCode.BUSY;
  }

  private void sayStranded(SessionState state) {
    Console console = root.console();
    String place = ShellWord.quote(state.locked().root());
    console.important(
        "keep    "
            + state.locked().session()
            + "  "
            + TextSanitizer.oneLine(state.locked().plan())
            + ": unfinished, and its worktree was removed; to go on with it:");
    console.verbatim(
        TextSanitizer.oneLine(
            "  git worktree prune && git worktree add "
                + place
                + " "
                + ShellWord.quote(state.locked().branch())
                + " && cd "
                + place
                + " && exec-session status"));
  }

  private static String line(Pruning.Finished one) {
    return (one.isRemovable() ? "remove  " : "keep    ")
        + one.session().id()
        + "  "
        + TextSanitizer.oneLine(one.state().locked().plan())
        + ": "
        + one.why()
        + (one.keptFor() == null ? "" : ", but " + one.keptFor());
  }
}
