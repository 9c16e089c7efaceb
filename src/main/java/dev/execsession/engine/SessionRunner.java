package dev.execsession.engine;

import dev.execsession.contract.Approvals;
import dev.execsession.contract.Contract;
import dev.execsession.contract.LockIn;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.contract.Secrets;
import dev.execsession.contract.Turn;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Event;
import dev.execsession.journal.Journal;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.problem.DamagedException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.process.Interrupts;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.process.Terminal;
import dev.execsession.scan.ChangeAssessor;
import dev.execsession.scan.Contents;
import dev.execsession.scan.OwnReports;
import dev.execsession.scan.QuickScan;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scan.Scans;
import dev.execsession.store.LockOwner;
import dev.execsession.store.Orphans;
import dev.execsession.store.Recorder;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.store.WorktreeLock;
import dev.execsession.worktree.LinkAudit;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.ScanFolder;
import dev.execsession.worktree.Worktree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request: locks the plan in, starts or resumes a session, and continues until it is
 * complete or must stop.
 *
 * @param interrupts reports the signals that end a run
 * @param terminal what a session's commands share with the person
 * @param launcher the program that starts this tool, for agents' hooks; null when it is not known
 */
public record SessionRunner(
    Gate gate,
    SessionListener listener,
    Clock clock,
    Interrupts interrupts,
    Terminal terminal,
    @Nullable Path launcher) {
  /** Returns the contract of a run, or stops with every problem; runs and writes nothing. */
  public Contract lockIn(RunRequest request) {
    return new LockIn(request, false).lock();
  }

  /** Runs the request to its end or until it must stop. */
  public RunResult run(RunRequest request) {
    try {
      return locked(request);
    } catch (DamagedException e) {
      Journal.distrust(e, clock);
      throw e;
    }
  }

  private RunResult locked(RunRequest request) {
    LockIn lockIn = new LockIn(request, true);
    Contract contract = lockIn.lock();
    SessionStore store = new SessionStore(contract.repository().commonDir());
    return WorktreeLock.holding(
        store.locks(),
        SessionStore.keyOf(contract.repository().root()),
        LockOwner.now(contract.planPath(), request.by(), request.environment(), clock.instant()),
        request.environment(),
        lock -> run(lockIn.request(), request.executor().isMade(), contract, store, lock));
  }

  /** Returns whether the open block stays published until its work is on record as handed over. */
  private static boolean isHandingIn(RunRequest request, SessionState state) {
    return request.turn() instanceof Turn.Finish && state.openBlock().isPresent();
  }

  private RunResult run(
      RunRequest request,
      boolean executorNamed,
      Contract contract,
      SessionStore store,
      WorktreeLock lock) {
    new Orphans(
            contract.repository().root(), request.environment(), Secrets.mask(request, contract))
        .refuse(store)
        .ifPresent(listener::warned);
    Optional<SessionStore.Stored> latest =
        store.latest(
            contract.repository().root(),
            contract.planPath(),
            // Already reported when the plan was locked in.
            request.restart() && request.personPresent() ? problem -> {} : null);
    Optional<BlockState> open =
        new Occupied(store, contract, request, clock.instant()).passes(latest);
    Continuation continuation = Continuation.of(latest, contract, request);
    if (open.isPresent() && request.turn() instanceof Turn.Begin && continuation.resumed()) {
      listener.remarked(Occupied.sentence(open.get(), clock.instant()));
      SessionStore.Stored stored = continuation.previous().orElseThrow();
      SessionState state = new DriverRecord(listener, clock).write(request, contract, stored, lock);
      return new RunResult(null, stored.folder(), state, contract.reports());
    }
    if (request.turn() instanceof Turn.Run) {
      HookView.remove(contract);
    }
    listener.locked(contract, continuation.resumption(contract, request).orElse(null));
    contract.warnings().forEach(listener::warned);
    if (continuation.finished()) {
      SessionStore.Stored stored = continuation.previous().orElseThrow();
      stored.folder().sweep();
      WorkThere.verify(contract, store, stored);
      listener.finishedBefore(stored.folder());
      return new RunResult(null, stored.folder(), stored.state(), contract.reports());
    }
    if (request.acceptOver() != null && !continuation.resumed()) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.RUN_APPROVAL,
          "the plan or its configuration changed since the block was judged",
          "judge it again first: `" + contract.runCommand() + "`");
    }
    latest
        .filter(stored -> !isHandingIn(request, stored.state()))
        .ifPresent(stored -> BlockGuard.clear(stored.folder()));
    Opening opening =
        continuation.resumed()
            ? resume(request, contract, continuation.previous().orElseThrow(), lock)
            : begin(request, contract, store, continuation.previous(), lock, latest.isEmpty());
    try {
      Stop stop = interruptible(request, executorNamed, contract, opening);
      SessionState state = opening.recorder().state();
      HookView.publish(contract, opening.folder().id(), state, request.turn());
      return new RunResult(stop, opening.folder(), state, contract.reports());
    } catch (DamagedException e) {
      Journal.distrust(e, clock);
      // What this run recorded itself can still be reported; later there is only the journal.
      listener.distrusted(
          new CutOff(
              opening.folder(),
              opening.recorder().state(),
              null,
              null,
              contract.reports(),
              contract.runCommand()));
      throw e;
    }
  }

  /**
   * A session that has begun.
   *
   * @param rest what comes before its first block; a signal may interrupt it
   */
  private record Opening(SessionFolder folder, Recorder recorder, Supplier<Opened> rest) {}

  /** A session that can run. */
  record Opened(
      SessionFolder folder,
      Worktree worktree,
      OwnReports reports,
      ScanHistory history,
      Recorder recorder) {
    void carry(RunRequest request, Contract contract, SessionStore.Stored previous) {
      Scans scans = scans(contract, Secrets.mask(request, contract));
      SessionStore store = new SessionStore(contract.repository().commonDir());
      new CarryOver(contract, folder, worktree, scans, recorder, store, previous).carry();
    }

    Scans scans(Contract contract, SecretMask mask) {
      return new Scans(
          history, new ChangeAssessor(contract, folder, reports, contents(mask), mask));
    }

    Contents contents(SecretMask mask) {
      return new Contents(worktree, worktree.store(folder.content()), mask);
    }
  }

  private @Nullable Stop interruptible(
      RunRequest request, boolean executorNamed, Contract contract, Opening opening) {
    SecretMask mask = Secrets.mask(request, contract);
    ProcessRunner processes = new ProcessRunner(request.environment(), terminal);
    return interrupts
        .<Optional<Stop>, RuntimeException>during(
            new Interruption(
                opening.folder(),
                opening.recorder(),
                processes,
                listener,
                new QuickScan(contract, opening.folder(), mask),
                contract),
            () -> {
              Opened opened = opening.rest().get();
              DriverRecord.of(request, contract, opened.recorder().state())
                  .forEach(opened.recorder()::record);
              new HandIn(request.turn(), mask, clock).record(opened.recorder());
              BlockGuard.clear(opened.folder());
              return new Wiring(
                      request,
                      executorNamed,
                      contract,
                      opened,
                      processes,
                      mask,
                      gate,
                      listener,
                      clock,
                      launcher)
                  .loop()
                  .run();
            })
        .orElse(null);
  }

  private Opening begin(
      RunRequest request,
      Contract contract,
      SessionStore store,
      Optional<SessionStore.Stored> previous,
      WorktreeLock lock,
      boolean isFresh) {
    if (!request.approve().isEmpty()) {
      throw Refusals.notWaiting(request.approve(), List.of());
    }
    Worktree worktree = Worktree.open(contract.repository(), contract.config().gitAllow());
    Observation found =
        request.readsAll()
            ? worktree.observeAll(contract.watched())
            : worktree.observeFirst(
                contract.watched(), () -> ScanHistory.lastOf(store, contract.repository().root()));
    List<Problem> links = LinkAudit.check(contract.repository(), found, contract.scope());
    if (links.stream().anyMatch(Problem::isError)) {
      throw new StopException(Stop.REFUSED, links);
    }
    links.forEach(listener::warned);
    UncommittedWork work = new UncommittedWork(request, contract, gate, listener);
    UncommittedWork.Decision uncommitted = work.decide(worktree.dirty(found), previous);
    if (!uncommitted.isAsked()) {
      confirmStart(request);
    }
    worktree.guardObjects();
    Observation first = found.guarded();
    SessionFolder started = store.create(clock.instant(), contract.repository().root());
    started.write(started.plan(), request.plan().bytes());
    ScanFolder scans = new ScanFolder(started.scans());
    String scan = scans.write(first);
    try (Journal journal = Journal.create(started.path(), clock)) {
      lock.checkStillHeld();
      journal.append(
          Locks.event(request, contract, started, scan, first.manifest().unwatched(), previous));
    }
    SessionFolder folder = store.publish(started);
    Journal journal = Journal.open(folder.path(), clock);
    listener.opened(folder, false);
    Recorder recorder = Recorder.begin(lock, journal, listener::recorded);
    return new Opening(
        folder,
        recorder,
        () -> {
          ScanHistory history =
              ScanHistory.begin(
                  worktree, folder, contract, scans.movedTo(folder.scans()), scan, first);
          Opened opened = new Opened(folder, worktree, OwnReports.NONE, history, recorder);
          previous.ifPresent(stored -> opened.carry(request, contract, stored));
          if (isFresh) {
            new CommittedBlocks(contract, folder, worktree, history, recorder).find();
          }
          work.adopt(uncommitted.adopted(), opened);
          return opened;
        });
  }

  /** Asks a person whether to start what was shown. */
  private void confirmStart(RunRequest request) {
    if (request.mode() == Mode.AUTONOMOUS || !gate.isInteractive()) {
      return;
    }
    boolean isStarted;
    try {
      isStarted = gate.isStarted();
    } catch (NoAnswerException e) {
      isStarted = false;
    }
    if (!isStarted) {
      throw new StopException(
          Stop.PAUSED,
          ProblemCode.RUN_START,
          "nothing was started",
          "run it again when you are ready");
    }
  }

  private Opening resume(
      RunRequest request, Contract contract, SessionStore.Stored stored, WorktreeLock lock) {
    SessionState known = stored.state();
    known
        .halfUndone()
        .ifPresent(
            block -> {
              throw Refusals.halfUndone(block, contract);
            });
    List<String> waiting = ids(known, block -> block.step() == Step.JUDGED);
    // Repeating the command that a crash interrupted needs no confirmation.
    List<String> judged = ids(known, block -> block.step() == Step.JUDGED || block.isDone());
    for (String word : request.approve()) {
      if (!Approvals.covers(word, judged, contract)) {
        throw Refusals.notWaiting(request.approve(), waiting);
      }
    }
    Worktree worktree = Worktree.open(contract.repository(), contract.config().gitAllow());
    stored.folder().sweep();
    Scratch.sweep(stored.folder().id());
    Journal journal = Journal.open(stored.folder().path(), clock);
    SessionState state = SessionState.of(journal.entries()).orElseThrow();
    Recorder recorder = Recorder.resume(lock, journal, listener::recorded, state);
    listener.opened(stored.folder(), true);
    if (request.allows(Permission.ADOPT)) {
      listener.warned(
          Problem.warning(
              ProblemCode.GIT_DIRTY,
              "`--adopt` has no effect here: uncommitted changes are handed over when a session"
                  + " starts",
              null));
    }
    String torn = journal.torn().orElse(null);
    if (torn != null) {
      listener.warned(SessionStore.torn(torn));
    }
    return new Opening(
        stored.folder(),
        recorder,
        () -> resumed(request, contract, stored, new Resuming(worktree, recorder, state, torn)));
  }

  private record Resuming(
      Worktree worktree, Recorder recorder, SessionState state, @Nullable String torn) {}

  private Opened resumed(
      RunRequest request, Contract contract, SessionStore.Stored stored, Resuming session) {
    Recorder recorder = session.recorder();
    SessionState state = session.state();
    ScanHistory history = ScanHistory.from(session.worktree(), stored.folder(), contract, state);
    if (request.readsAll()) {
      history.readAll();
    }
    recorder.record(
        new Event.Resumed(
            request.by(),
            ProcessHandle.current().pid(),
            contract.mode(),
            session.torn(),
            request.commit(),
            request.choices().sandbox(),
            contract.sandbox().fact(),
            contract.overriddenBy()));
    Opened opened =
        new Opened(
            stored.folder(),
            session.worktree(),
            OwnReports.read(stored.folder(), contract.reports()),
            history,
            recorder);
    // A crash may have happened before all of the earlier session's work was carried over.
    state
        .carryingFrom()
        .map(id -> earlier(id, contract))
        .ifPresent(previous -> opened.carry(request, contract, previous));
    return opened;
  }

  private static SessionStore.Stored earlier(String id, Contract contract) {
    SessionStore store = new SessionStore(contract.repository().commonDir());
    return store.byId(id).flatMap(store::read).orElseThrow(() -> Refusals.gone(id, contract));
  }

  private static List<String> ids(SessionState state, Predicate<BlockState> which) {
    return state.blocks().stream().filter(which).map(BlockState::id).toList();
  }
}
