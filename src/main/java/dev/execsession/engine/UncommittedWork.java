package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.Permission;
import dev.execsession.contract.RunRequest;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Mode;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.scope.Verdict;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.DirtyState;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.ScanFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Uncommitted changes that are there before a session. They stay the user's, or are handed to the
 * first open block.
 */
record UncommittedWork(RunRequest request, Contract contract, Gate gate, SessionListener listener) {
  /**
   * What becomes of uncommitted changes.
   *
   * @param adopted those to hand to the first open block
   * @param isAsked whether a person decided, and so started the session
   */
  record Decision(List<TreePath> adopted, boolean isAsked) {}

  /**
   * Returns the changes to hand to the first open block.
   *
   * @throws StopException REFUSED (GIT-011) when a person stops, or an autonomous run was not told
   *     what they are
   */
  Decision decide(DirtyState dirty, Optional<SessionStore.Stored> previous) {
    TreeSet<TreePath> paths = new TreeSet<>();
    Stream.of(dirty.staged(), dirty.unstaged(), dirty.untracked()).forEach(paths::addAll);
    previous.ifPresent(
        stored -> {
          List<String> known = CarryOver.knownPaths(stored.state(), contract);
          paths.removeIf(path -> known.contains(path.text()));
          paths.remove(TreePath.of(contract.planPath()));
        });
    if (paths.isEmpty()) {
      return new Decision(List.of(), false);
    }
    refuseUnsaid(paths);
    boolean isAsked = request.mode() == Mode.STEPWISE && !isSaid() && gate.isInteractive();
    if (request.allows(Permission.ADOPT) || (isAsked && isHandedOver(paths, previous))) {
      return new Decision(List.copyOf(paths), isAsked);
    }
    warn(paths);
    return new Decision(List.of(), isAsked);
  }

  /** Returns whether an option says what the changes are. */
  private boolean isSaid() {
    return request.allows(Permission.ADOPT) || request.allows(Permission.ALLOW_DIRTY);
  }

  private void refuseUnsaid(SortedSet<TreePath> paths) {
    if (request.mode() == Mode.AUTONOMOUS && !isSaid()) {
      throw new StopException(
          Stop.REFUSED,
          ProblemCode.GIT_DIRTY,
          "the worktree has uncommitted changes: " + Commit.named(paths),
          "commit or stash them, or pass `--allow-dirty`: they will not count as the blocks'"
              + " work; `--adopt` hands them to the first open block");
    }
  }

  private boolean isHandedOver(SortedSet<TreePath> paths, Optional<SessionStore.Stored> previous) {
    return switch (answer(paths, firstOpen(previous))) {
      case KEEP -> false;
      case ADOPT -> true;
      default ->
          throw new StopException(
              Stop.REFUSED,
              ProblemCode.GIT_DIRTY,
              "nothing was started; the worktree has uncommitted changes: " + Commit.named(paths),
              "commit or stash them, or run again and keep them apart");
    };
  }

  private Gate.Choice answer(SortedSet<TreePath> paths, String block) {
    try {
      return gate.dirty(paths.stream().map(TreePath::text).toList(), block);
    } catch (NoAnswerException e) {
      return Gate.Choice.STOP;
    }
  }

  /** Returns the block that is first once the earlier session's work is carried over. */
  private String firstOpen(Optional<SessionStore.Stored> previous) {
    Set<String> done =
        previous.stream()
            .flatMap(stored -> stored.state().blocks().stream())
            .filter(BlockState::isDone)
            .map(BlockState::id)
            .collect(Collectors.toSet());
    List<String> all = contract.blocks().stream().map(BlockContract::id).toList();
    return all.stream().filter(id -> !done.contains(id)).findFirst().orElse(all.get(0));
  }

  private void warn(SortedSet<TreePath> paths) {
    listener.warned(
        Problem.warning(
            ProblemCode.GIT_DIRTY,
            "uncommitted changes exist; they will not count as the block's work: "
                + Commit.named(paths),
            null));
    List<TreePath> included =
        paths.stream()
            .filter(path -> contract.scope().judge(path, false).verdict() == Verdict.INCLUDED)
            .toList();
    if (request.commits() && !included.isEmpty()) {
      listener.warned(
          Problem.warning(
              ProblemCode.COMMIT_MIXED,
              "a block that changes one of these cannot be committed: " + Commit.named(included),
              "commit or stash them first"));
    }
  }

  /** Records what is handed over; what is not in the block's scope stays the user's. */
  void adopt(List<TreePath> paths, SessionRunner.Opened opened) {
    BlockContract block =
        contract.blocks().stream()
            .filter(candidate -> !opened.recorder().state().block(candidate.id()).isDone())
            .findFirst()
            .orElse(null);
    if (paths.isEmpty() || block == null) {
      return;
    }
    List<TreePath> handed =
        paths.stream()
            .filter(path -> block.scope().judge(path, false).verdict() == Verdict.INCLUDED)
            .toList();
    List<TreePath> others = paths.stream().filter(path -> !handed.contains(path)).toList();
    if (!others.isEmpty()) {
      warn(new TreeSet<>(others));
    }
    if (!handed.isEmpty()) {
      BlockState state = opened.recorder().state().block(block.id());
      String from = state.baseline().orElse(opened.history().currentName());
      Observation start = opened.history().at(from);
      String baseline =
          new ScanFolder(opened.folder().scans())
              .write(opened.worktree().asCommitted(start, handed, opened.history().head()));
      opened
          .recorder()
          .record(
              new Handover.Adopted(
                  block.id(),
                  handed.stream().map(TreePath::key).toList(),
                  baseline,
                  state.undoTo().orElse(from),
                  request.by()));
    }
  }
}
