package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Stop;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.Scans;
import dev.execsession.scope.ScopeJudge;
import dev.execsession.store.EventSink;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Settles changes made while no block was running: they belong to no block until a person confirms
 * them.
 *
 * @param notAccepted returns violations of earlier sessions that no person has accepted yet
 * @param acceptBetween whether a person accepts, with the command, what was changed between two
 *     runs
 * @param consent how that person said so
 */
record Settle(
    Contract contract,
    Scans scans,
    Drift drift,
    People people,
    GateView view,
    Supplier<List<String>> notAccepted,
    boolean acceptBetween,
    Consent consent)
    implements Stage {

  @Override
  public Transition run(BlockContract block, SessionState now, EventSink before) {
    return since(block.scope(), now, "block `" + block.id() + "`");
  }

  /**
   * Scans for changes since the last scan and settles them.
   *
   * @param what what cannot continue until they are settled
   */
  Transition since(ScopeJudge scope, SessionState now, String what) {
    List<String> open = notAccepted.get();
    if (!open.isEmpty()) {
      return accept(scans.scan(scope, Actor.BETWEEN).withSentences(open), now, what);
    }
    if (people.isAutonomous() && scans.history().hasJustScanned()) {
      // No prompt has run since, and the next step is judged from that scan on.
      return Transition.next();
    }
    return accept(scans.scan(scope, Actor.BETWEEN), now, what);
  }

  /** Asks whether changes made outside of any block are the person's own. */
  Transition accept(Assessment seen, SessionState now, String what) {
    List<Fact.Change> progress =
        seen.changes().stream()
            .filter(change -> change.path().equals(contract.planPath()))
            .toList();
    if (!progress.isEmpty()) {
      // An edited contract cannot be accepted as a change: it is no longer the approved one.
      List<DriftFinding> edited = drift.objective();
      if (!edited.isEmpty()) {
        return new Transition.Halt(
            Stop.ESCALATED, List.of(new Event.Escalated(Escalations.drift(null, edited))));
      }
    }
    Assessment rest = seen.without(progress).withoutSentences(seen.maintenance());
    if (!rest.changes().isEmpty() || !rest.violations().isEmpty()) {
      return ask(rest, now, what);
    }
    // Progress noted in the plan, side effects, a commit of a block's work, git's own maintenance:
    // no question needed.
    return seen.delta().isEmpty() && seen.maintenance().isEmpty()
        ? Transition.next()
        : Transition.next(
            new Grant.BetweenAccepted(progress, seen.maintenance(), "exec-session", seen.scan()));
  }

  private Transition ask(Assessment seen, SessionState now, String what) {
    if (acceptBetween && scans.history().isAtFirstScan() && notAccepted.get().isEmpty()) {
      return accepted(seen, now, consent);
    }
    if (people.canAsk()) {
      try {
        Gate.Choice choice =
            people.gate().between(seen.changes(), seen.violations(), view.between(now));
        if (choice == Gate.Choice.MINE) {
          return accepted(seen, now, Consent.by(Channel.PROMPT));
        }
      } catch (NoAnswerException e) {
        // Pauses below, as without a person.
      }
    }
    // Only a stepwise run prompts.
    return Transition.paused(
        Awaited.BETWEEN,
        null,
        question(seen, what)
            + (contract.isForAgent() ? "" : " in a terminal or with `--accept-between`"),
        contract.isForAgent() ? contract.beginCommand() : contract.stepwiseCommand());
  }

  private Transition accepted(Assessment seen, SessionState now, Consent consent) {
    List<String> sentences = new ArrayList<>(seen.violations());
    sentences.addAll(seen.maintenance());
    Map<String, String> baselines = baselines(seen, now);
    return Transition.next(
        new Grant.BetweenAccepted(
            seen.changes(),
            sentences,
            people.name(),
            seen.scan(),
            baselines.isEmpty() ? null : baselines,
            consent));
  }

  /** Returns scans that open blocks are compared with, so that the changes are not theirs. */
  private Map<String, String> baselines(Assessment seen, SessionState now) {
    Map<String, String> baselines = new TreeMap<>();
    for (BlockState block : now.blocks()) {
      String baseline = block.baseline().orElse(null);
      if (baseline == null || block.isDone()) {
        continue;
      }
      Set<String> own = block.recordedPaths();
      List<TreePath> others =
          seen.delta().files().stream()
              .map(FileChange::path)
              .filter(path -> !own.contains(path.key()))
              .toList();
      if (!others.isEmpty()) {
        baselines.put(block.id(), scans.history().rebase(baseline, others));
      }
    }
    return baselines;
  }

  private static String question(Assessment seen, String what) {
    List<String> named =
        seen.changes().stream()
            .limit(5)
            .map(change -> "`" + TextSanitizer.oneLine(change.path()) + "`")
            .toList();
    List<String> all = new ArrayList<>(named);
    if (seen.changes().size() > named.size()) {
      all.add((seen.changes().size() - named.size()) + " more");
    }
    seen.violations().stream().limit(3).forEach(all::add);
    return "changed outside of any block, before "
        + what
        + ": "
        + String.join(", ", all)
        + "; undo the changes, or accept them as yours";
  }
}
