package dev.execsession.engine;

import dev.execsession.commit.GitCommit;
import dev.execsession.commit.GitProgram;
import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.file.Unverifiable;
import dev.execsession.git.CommitFact;
import dev.execsession.git.ControlChange;
import dev.execsession.git.OwnCommits;
import dev.execsession.git.RefsState;
import dev.execsession.journal.Actor;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Channel;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.SessionState;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.scan.Assessment;
import dev.execsession.scan.ResultDigest;
import dev.execsession.scan.ScanHistory;
import dev.execsession.scan.Scans;
import dev.execsession.scope.Verdict;
import dev.execsession.store.EventSink;
import dev.execsession.store.Scratch;
import dev.execsession.store.SessionFolder;
import dev.execsession.text.TextSanitizer;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.Observation;
import dev.execsession.worktree.Worktree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Commits the accepted result of a block: exactly its included changes, by git, like the user's own
 * commits. What hooks change is judged and checked again.
 */
final class Commit {
  private static final int MOST_NAMED = 5;

  private final RunRequest request;
  private final Contract contract;
  private final SessionFolder folder;
  private final Worktree worktree;
  private final Scans scans;
  private final ChildProcesses children;
  private final BlockWork work;
  private final Stage check;
  private final People people;
  private final SessionListener listener;

  /**
   * What runs, scans and judges.
   *
   * @param check runs the block's checks again
   */
  record Tools(Scans scans, ChildProcesses children, BlockWork work, Stage check) {}

  Commit(
      RunRequest request,
      Contract contract,
      SessionFolder folder,
      Worktree worktree,
      Tools tools,
      People people,
      SessionListener listener) {
    this.request = request;
    this.contract = contract;
    this.folder = folder;
    this.worktree = worktree;
    this.scans = tools.scans();
    this.children = tools.children();
    this.work = tools.work();
    this.check = tools.check();
    this.people = people;
    this.listener = listener;
  }

  private ScanHistory history() {
    return scans.history();
  }

  /** Completes a commit that a crashed run left unfinished. */
  Transition recover(BlockState block, EventSink events) {
    Event.Committing begun = block.committing().orElse(null);
    if (begun == null) {
      return Transition.next();
    }
    RefsState refs = worktree.refs();
    Optional<String> made = made(block.id(), begun.parent(), refs);
    if (made.isPresent() && events.state().locked().branch().equals(refs.branch())) {
      return finish(begun, made.get(), events);
    }
    if (begun.parent().equals(refs.headCommit()) || request.declinesCommits()) {
      return Transition.next();
    }
    return paused(
        block.id(),
        "the commit of block `"
            + block.id()
            + "` was started on top of "
            + CommitFact.abbreviated(begun.parent())
            + ", but the branch is at neither",
        "--no-commit");
  }

  private Optional<String> made(String block, String parent, RefsState refs) {
    try {
      return OwnCommits.find(
          contract.repository(), parent, String.valueOf(refs.headCommit()), folder.id(), block);
    } catch (IOException e) {
      throw Unverifiable.git("the commits of the repository", e);
    }
  }

  /** Commits an accepted block's changes, unless they are committed already. */
  Transition run(String id, SessionState now, EventSink events) {
    BlockState block = now.block(id);
    List<TreePath> paths = included(block);
    if (!request.commits() || block.isCommitted() || paths.isEmpty()) {
      return Transition.next();
    }
    Observation before = scan(block.baseline().orElseThrow());
    Observation after = scan(block.lastLook().orElseThrow());
    if (!block.digest().equals(Optional.of(judged(id, before, after)))) {
      return paused(id, cannot(id) + "its last scan differs from the judged result", "--no-commit");
    }
    Transition allowed = allowed(id, now);
    if (allowed instanceof Transition.Halt) {
      return allowed;
    }
    allowed.settle(events);
    if (Files.exists(contract.repository().gitDir().resolve("index.lock"))) {
      return paused(id, cannot(id) + "another process holds git's lock on `index`", "--commit");
    }
    try (Scratch scratch = new Scratch(folder.id())) {
      return commit(block, paths, before, after, scratch, events);
    } catch (IOException e) {
      return paused(id, cannot(id) + TextSanitizer.oneLine(Unverifiable.reason(e)), "--commit");
    }
  }

  private Transition commit(
      BlockState block,
      List<TreePath> paths,
      Observation before,
      Observation after,
      Scratch scratch,
      EventSink events)
      throws IOException {
    String id = block.id();
    GitCommit git = git(id, scratch);
    GitCommit.Draft draft = git.draft(before, after, history().current(), paths);
    if (!draft.unfit().isEmpty()) {
      return paused(
          id,
          cannot(id)
              + named(draft.unfit())
              + "; commit those yourself, or continue without a commit",
          "--no-commit");
    }
    if (draft.edits().isEmpty()) {
      listener.warned(
          Problem.warning(
              ProblemCode.COMMIT_NOTHING,
              "block `" + id + "` has no changes left to commit",
              null));
      return Transition.next();
    }
    List<TreePath> staged = git.staged(draft.edits());
    if (!staged.isEmpty()) {
      return paused(
          id,
          cannot(id)
              + "other content is staged for "
              + named(staged)
              + "; `git add` or `git reset` it",
          "--commit");
    }
    Fact.Block facts = block.block();
    String parent = history().head();
    Event.Committing begun =
        new Event.Committing(
            id,
            null,
            parent,
            CommitMessage.subject(facts),
            draft.paths().stream().map(TreePath::text).toList());
    events.record(begun);
    GitProgram.End end =
        git.commit(CommitMessage.of(facts, folder.id(), contract.digest(), blockDigest(id)));
    children.refusal(id, "a hook of its commit").ifPresent(events::record);
    Optional<String> made = made(id, parent, worktree.refs());
    if (made.isEmpty()) {
      return paused(id, cannot(id) + "git or a hook refused it: " + end.said(), "--commit");
    }
    return finish(begun, made.get(), events);
  }

  private String blockDigest(String id) {
    return contract.blockDigest(contract.block(id).orElseThrow());
  }

  /** Updates the user's index and judges what hooks did. */
  private Transition finish(Event.Committing begun, String commit, EventSink events) {
    String id = begun.block();
    try (Scratch scratch = new Scratch(folder.id())) {
      GitProgram.End end = git(id, scratch).follow(committed(begun, events.state().block(id)));
      if (!end.succeeded()) {
        return paused(
            id,
            "the commit of block `"
                + id
                + "` was made, but the index could not be updated: "
                + end.said(),
            "--commit");
      }
    } catch (IOException e) {
      throw Unverifiable.git("the index", e);
    }
    history().own(commit);
    BlockContract block = contract.block(id).orElseThrow();
    Assessment step = scans.scan(block.scope(), Actor.HOOK).withoutCommits();
    List<String> beyond = beyond(step, commit, begun, block);
    boolean changed = !step.changes().isEmpty() || events.state().block(id).isChangedByHook();
    if (!step.isQuiet()) {
      events.record(step.measured(id, Actor.HOOK));
    }
    if (step.violates() || !beyond.isEmpty()) {
      List<String> reasons = new ArrayList<>(beyond);
      step.changes().stream()
          .filter(Fact.Change::isViolation)
          .map(Escalations::sentence)
          .forEach(reasons::add);
      reasons.addAll(step.violations());
      reasons.add(takenBack(commit));
      events.record(new Event.Committed(id, commit, history().currentName()));
      return work.bad(block, work.whole(block, events.state()), reasons);
    }
    if (changed) {
      Transition checked = check.run(block, events.state(), events);
      if (checked instanceof Transition.Halt) {
        events.record(new Event.Committed(id, commit, history().currentName()));
        listener.warned(Problem.warning(ProblemCode.COMMIT_HOOK, takenBack(commit), null));
        return checked;
      }
      events.record(
          work.good(block, work.whole(block, events.state()), events.state().block(id).risks()));
    }
    return Transition.next(new Event.Committed(id, commit, history().currentName()));
  }

  /** Returns the paths of the commit, exact to the byte: the record holds them as text. */
  private static List<TreePath> committed(Event.Committing begun, BlockState block) {
    return included(block).stream().filter(path -> begun.paths().contains(path.text())).toList();
  }

  private static String takenBack(String commit) {
    return "the commit "
        + CommitFact.abbreviated(commit)
        + " stays as hooks left it; `git reset --soft HEAD~1` undoes it";
  }

  /** Returns the forbidden paths that a hook put into the commit. */
  private static List<String> beyond(
      Assessment step, String commit, Event.Committing begun, BlockContract block) {
    List<String> sentences = new ArrayList<>();
    for (CommitFact fact : step.delta().commits()) {
      for (TreePath path : fact.id().equals(commit) ? fact.paths() : List.<TreePath>of()) {
        if (!begun.paths().contains(path.text())
            && block.scope().judge(path, false).verdict().isViolation()) {
          sentences.add("a hook added `" + path.display() + "` to the commit");
        }
      }
    }
    return sentences;
  }

  /** Returns whether git may run: not after unusual changes of its control files since lock-in. */
  private Transition allowed(String id, SessionState now) {
    List<String> sentences =
        history()
            .current()
            .control()
            .changedFrom(history().at(now.locked().baseline()).control())
            .stream()
            .filter(change -> change.weight() == ControlChange.Weight.VIOLATION)
            .map(ControlChange::sentence)
            .filter(said -> !now.acceptedViolations().contains(said))
            .toList();
    if (sentences.isEmpty()) {
      return Transition.next();
    }
    if (people.canAsk()) {
      try {
        if (people.gate().between(List.of(), sentences, GateContext.NOTHING) == Gate.Choice.MINE) {
          return Transition.next(
              new Grant.BetweenAccepted(
                  List.of(),
                  sentences,
                  people.name(),
                  history().currentName(),
                  null,
                  Consent.by(Channel.PROMPT)));
        }
      } catch (NoAnswerException e) {
        // Pauses below, as when the person stops.
      }
    }
    return Transition.paused(
        Awaited.COMMIT,
        id,
        cannot(id)
            + "git would run what was set up after lock-in: "
            + String.join("; ", sentences)
            + "; accept it in a terminal",
        contract.stepwiseCommand());
  }

  private String judged(String id, Observation before, Observation after) {
    return ResultDigest.of(
        contract.digest(),
        id,
        worktree.delta(before, after).files(),
        worktree.store(folder.content())::identity);
  }

  private GitCommit git(String block, Scratch scratch) {
    GitCommands program =
        new GitCommands(contract, children, contract.block(block).orElseThrow(), scratch);
    return new GitCommit(
        contract.repository(), program, worktree.store(folder.content()), scratch.folder("commit"));
  }

  private Transition paused(String block, String question, String option) {
    return Transition.paused(Awaited.COMMIT, block, question, contract.runCommand() + " " + option);
  }

  private static String cannot(String id) {
    return "block `" + id + "` cannot be committed: ";
  }

  private static String named(Map<TreePath, String> unfit) {
    String named =
        unfit.entrySet().stream()
            .limit(MOST_NAMED)
            .map(each -> "`" + each.getKey().display() + "` " + each.getValue())
            .collect(Collectors.joining(", "));
    int more = unfit.size() - MOST_NAMED;
    return more <= 0 ? named : named + ", and " + more + " more";
  }

  /** Returns the first few paths, and how many more there are. */
  static String named(Collection<TreePath> paths) {
    String named =
        paths.stream()
            .limit(MOST_NAMED)
            .map(path -> "`" + TextSanitizer.oneLine(path.display()) + "`")
            .collect(Collectors.joining(", "));
    int more = paths.size() - MOST_NAMED;
    return more <= 0 ? named : named + " and " + more + " more";
  }

  private static List<TreePath> included(BlockState block) {
    return block.changes().stream()
        .filter(change -> change.verdict() == Verdict.INCLUDED)
        .map(Fact.Change::treePath)
        .toList();
  }

  private Observation scan(String name) {
    return Observation.readFrom(folder.scan(name));
  }
}
