package dev.execsession.session;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.FileChange;
import dev.execsession.worktree.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes over what an earlier session of the plan achieved: blocks that are done, whose definition
 * is the same and whose work is still there, stay done; work that was never accepted is looked at
 * again under the new contract, without running its executor a second time.
 */
final class Carrying {
  private final Session session;
  private final SessionStore.Stored previous;

  Carrying(Session session, SessionStore.Stored previous) {
    this.session = session;
    this.previous = previous;
  }

  void carry() {
    SessionState old = previous.state();
    Observation then = Observation.readFrom(previous.folder().look(old.lastObservation()));
    Set<String> changedSince =
        session.worktree().delta(then, session.surveyor().current()).files().stream()
            .map(FileChange::path)
            .map(TreePath::text)
            .collect(Collectors.toCollection(HashSet::new));
    for (BlockContract block : session.contract().blocks()) {
      old.blocks().stream()
          .filter(known -> known.id().equals(block.id()))
          .filter(known -> known.block().digest().equals(block.block().definitionDigest()))
          .findFirst()
          .ifPresent(known -> carry(block, known, changedSince));
    }
  }

  private void carry(BlockContract block, BlockState known, Set<String> changedSince) {
    boolean stillThere =
        known.changes().stream().noneMatch(change -> changedSince.contains(change.path()));
    if (known.isDone() && stillThere) {
      session.record(
          new Event.Carried(
              block.id(),
              previous.folder().id(),
              known.changes(),
              known.commits().stream().map(Fact.Commit::id).toList(),
              known.checks().stream().map(this::withLog).toList()));
    } else if ((known.step() == Step.ESCALATED || known.step() == Step.BLOCKED)
        && known.execution().filter(run -> run.failure() == null).isPresent()
        && known.baseline().isPresent()) {
      takeOver(block, known);
    }
  }

  /** Logs stay in the session that wrote them. */
  private Fact.Check withLog(Fact.Check check) {
    return new Fact.Check(
        check.command(),
        check.status(),
        check.exit(),
        check.signal(),
        check.durationMs(),
        check.by(),
        check.log() == null ? null : "../" + previous.folder().id() + "/" + check.log(),
        check.explanation(),
        check.tail());
  }

  /**
   * Its baseline moves along, so that everything the block did is judged by the amended contract.
   */
  private void takeOver(BlockContract block, BlockState known) {
    String name = session.folder().nextLook();
    Observation.readFrom(previous.folder().look(known.baseline().orElseThrow()))
        .writeTo(session.folder().look(name));
    session.folder().shareContentOf(previous.folder());
    Fact.Execution execution = known.execution().orElseThrow().withoutEscalation();
    session.record(
        new Event.Intended(block.id(), 1, execution.name(), known.block().command(), name, ""));
    session.record(new Event.Exited(block.id(), 1, execution));
  }

  /** Gives the paths that the earlier session's blocks changed: their work, not somebody's dirt. */
  static List<String> knownPaths(SessionState state) {
    return state.blocks().stream()
        .flatMap(block -> block.changes().stream())
        .map(Fact.Change::path)
        .collect(Collectors.collectingAndThen(Collectors.toList(), List::copyOf));
  }
}
