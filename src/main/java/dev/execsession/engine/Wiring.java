package dev.execsession.engine;

import dev.execsession.contract.Contract;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import dev.execsession.scan.Contents;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scan.Scans;
import dev.execsession.store.Recorder;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.undo.Undo;
import dev.execsession.worktree.Worktree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates and connects the parts of one run. */
record Wiring(
    RunRequest request,
    boolean executorNamed,
    Contract contract,
    SessionRunner.Opened opened,
    ProcessRunner processes,
    SecretMask mask,
    Gate gate,
    SessionListener listener,
    Clock clock,
    @Nullable Path launcher) {

  SessionLoop loop() {
    SessionFolder folder = opened.folder();
    Worktree worktree = opened.worktree();
    ScanHistory history = opened.history();
    Recorder recorder = opened.recorder();
    Contents contents = opened.contents(mask);
    Scans scans = opened.scans(contract, mask);
    People people = People.of(gate, contract, request.by());
    Policies policies = new Policies(contract.config());
    Drift drift = new Drift(request.plan(), contract, history, contents);
    SessionStore store = new SessionStore(contract.repository().commonDir());
    PriorWork prior = new PriorWork(store, folder, history);
    Losses losses = new Losses(contract, worktree, history, prior);
    BlockWork work =
        new BlockWork(contract, scans, contents, drift, losses, new PutBack(worktree, history));
    GateView view = new GateView(contract, folder, history, contents);
    Destruction destruction = new Destruction(contract, losses, work, people, view);
    ChildProcesses children =
        new ChildProcesses(
            request.environment(), contract, folder, history, listener, processes, mask);
    Checks checks = new Checks(contract, folder, children, policies, scans, listener);
    List<String> earlier =
        new NotAccepted(contract, store).sentences(folder.id(), history.current().control());
    Settle settle =
        new Settle(
            contract,
            scans,
            drift,
            people,
            view,
            () ->
                earlier.stream()
                    .filter(said -> !recorder.state().acceptedViolations().contains(said))
                    .toList(),
            request.allows(Permission.ACCEPT_BETWEEN),
            request.turn().consent());
    Undo undo = new Undo(worktree, store, folder, recorder, listener::warned);
    Safekeeping safekeeping = new Safekeeping(worktree, contract, folder, history, listener);
    BlockGuard guard = new BlockGuard(contract, folder, history, request.environment(), launcher);
    Execute program =
        new Execute(
            contract,
            folder,
            children,
            safekeeping,
            guard,
            checks,
            work,
            people,
            view,
            listener,
            request.environment());
    Stage execute =
        request
            .turn()
            .caller()
            .<Stage>map(
                caller ->
                    new OpenBlock(
                        contract,
                        folder,
                        caller,
                        program,
                        safekeeping,
                        guard,
                        checks,
                        work,
                        request.environment()))
            .orElse(program);
    OwnActs ownActs = new OwnActs(work, people, view);
    Recheck recheck = new Recheck(scans, work, settle);
    BlockRunner.Stages stages =
        new BlockRunner.Stages(
            settle,
            new Recover(contract, scans, undo, execute, people, view, listener),
            new Between(scans, work, settle),
            execute,
            new Measure(scans, work, ownActs),
            recheck,
            new Judge(work, drift, destruction, ownActs),
            new Check(checks, work, destruction),
            new Ask(
                contract,
                policies,
                work,
                people,
                view,
                new EvidenceTree(contract.repository().root(), history, request.environment()),
                request.commits()),
            new AcceptOver(recheck, work, people, String.valueOf(request.acceptOver())));
    return new SessionLoop(
        request,
        contract,
        recorder,
        new BlockRunner(stages, executorNamed, recorder),
        new Approve(contract, request.turn(), request.approve(), view, undo, people, listener),
        new Commit(
            request,
            contract,
            folder,
            worktree,
            new Commit.Tools(scans, children, work, stages.check()),
            people,
            listener),
        new Complete(
            contract, checks, children, scans, settle, new WorkThere(contract, worktree, prior)),
        listener);
  }
}
