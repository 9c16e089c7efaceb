package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SessionState;
import dev.execsession.process.ProcessRunner;
import dev.execsession.scan.Contents;
import dev.execsession.scan.NotKept;
import dev.execsession.scan.Scans;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.undo.Undo;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Snapshot;
import dev.execsession.worktree.Worktree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One running session: what was locked in, where it stands, and the ways it can end. The parts that
 * do the work reach each other through it.
 */
final class Session {
  private final RunRequest request;
  private final Contract contract;
  private final SessionFolder folder;
  private final Worktree worktree;
  private final Scans scans;
  private final Contents contents;
  private final Recorder recorder;
  private final Gate gate;
  private final SessionListener listener;
  private final ProcessRunner processes;

  Session(
      RunRequest request,
      Contract contract,
      SessionFolder folder,
      Worktree worktree,
      Scans scans,
      Contents contents,
      Recorder recorder,
      Gate gate,
      SessionListener listener,
      ProcessRunner processes) {
    this.request = request;
    this.contract = contract;
    this.folder = folder;
    this.worktree = worktree;
    this.scans = scans;
    this.contents = contents;
    this.recorder = recorder;
    this.gate = gate;
    this.listener = listener;
    this.processes = processes;
  }

  RunRequest request() {
    return request;
  }

  Contract contract() {
    return contract;
  }

  SessionFolder folder() {
    return folder;
  }

  Worktree worktree() {
    return worktree;
  }

  Scans scans() {
    return scans;
  }

  Contents contents() {
    return contents;
  }

  SessionState state() {
    return recorder.state();
  }

  BlockState state(String block) {
    return recorder.state().block(block);
  }

  Gate gate() {
    return gate;
  }

  SessionListener listener() {
    return listener;
  }

  boolean isAutonomous() {
    return contract.mode() == Mode.AUTONOMOUS;
  }

  /** Tells whether a person can be asked now. */
  boolean canAsk() {
    return !isAutonomous() && gate.isInteractive();
  }

  void record(Event event) {
    recorder.record(event);
  }

  /**
   * Records an event after which nothing is done but looking until the next one is recorded; see
   * {@link Recorder#recordAhead}.
   */
  void recordAhead(Event event) {
    recorder.recordAhead(event);
  }

  /** Gives the runner of every child process of this session. */
  ProcessRunner processes() {
    return processes;
  }

  /** Records the last event of a run that a signal ends; nothing is recorded after it. */
  void recordLast(Function<SessionState, Event> last) {
    recorder.recordLast(last);
  }

  /** Keeps what the next executor could destroy, and tells what could not be brought back. */
  void keepContent() {
    Observation current = scans.history().current();
    ContentStore store = worktree.store(folder.content());
    folder.checkRoom(store.missing(current));
    String head = current.refs().headCommit();
    if (head != null) {
      worktree.keepCommit(folder.id() + "/" + head, head);
    }
    boolean first = state().blocks().stream().allMatch(block -> block.attempts() == 0);
    Snapshot kept = store.snapshot(current, contract.watched());
    NotKept.warning(kept).ifPresent(listener::warned);
    if (first) {
      NotKept.remark(kept).ifPresent(listener::remarked);
    }
  }

  /** Gives what takes blocks of this session back. */
  Undo undo() {
    return new Undo(
        worktree,
        new SessionStore(contract.repository().commonDir()),
        folder,
        recorder,
        listener::warned);
  }

  /** Records a question that only a person can answer; the run ends after it. */
  void pause(@Nullable String block, String question, String next) {
    record(new Event.Paused(block, question, next));
  }

  /** Records that work goes back to planning; the run ends after it. */
  void escalate(Fact.Escalation escalation) {
    record(new Event.Escalated(escalation));
  }

  /** Gives the command that takes this session up again. */
  String resumeCommand() {
    return contract.runCommand();
  }
}
