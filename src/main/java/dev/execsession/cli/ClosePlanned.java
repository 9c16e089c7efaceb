package dev.execsession.cli;

import dev.execsession.closeout.Closeout;
import dev.execsession.closeout.Evidence;
import dev.execsession.closeout.FileChange;
import dev.execsession.commit.PathCommit;
import dev.execsession.plan.PlanParser;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.Stop;
import dev.execsession.problem.StopException;
import dev.execsession.store.Scratch;
import dev.execsession.text.IoReason;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The changes that close a plan, before they are made.
 *
 * @param changes in the order to make them
 * @param left other plans whose contract links to the plan, and stays
 * @param resumed whether an earlier closeout of the plan was cut off
 */
record ClosePlanned(
    CloseSubject subject,
    CloseFiles files,
    Closeout.Decision decision,
    String title,
    List<FileChange> changes,
    List<String> left,
    boolean resumed) {
  private static final Pattern DATED = Pattern.compile("on (\\d{4}-\\d\\d-\\d\\d)$");

  /**
   * Returns the changes.
   *
   * @throws StopException REFUSED when the plan cannot be written or something is in its place
   */
  static ClosePlanned of(
      ExecSession root, CloseSubject subject, Closeout.Decision decision, Evidence evidence) {
    CloseFiles files = new CloseFiles(subject.facts());
    Map<String, byte[]> read = files.read(subject.place());
    byte[] plan = Objects.requireNonNull(read.get(subject.place().path()));
    String title = PlanParser.parse(plan, subject.place().path(), subject.rules()).plan().title();
    boolean isResumed = false;
    Closeout closeout = new Closeout(subject.place(), subject.rules(), decision, evidence, read);
    List<FileChange> changes = changes(closeout);
    if (files.exists(subject.place().target())) {
      // The date of the closeout that was cut off makes the same file, and only then it is ours.
      LocalDate date = date(files.bytes(subject.place().target()), subject, decision.date());
      Closeout.Decision then =
          new Closeout.Decision(
              decision.outcome(), date, decision.by(), decision.reason(), decision.deferred());
      changes = changes(new Closeout(subject.place(), subject.rules(), then, evidence, read));
      isResumed = true;
    }
    List<String> left = new ArrayList<>();
    Set<String> plans =
        new PlanLookup(root)
            .active().stream()
                .filter(path -> path.startsWith(subject.facts().root()))
                .map(path -> subject.facts().root().relativize(path).toString())
                .collect(Collectors.toSet());
    List<FileChange> kept = new ArrayList<>();
    for (FileChange change : changes) {
      refuseConflict(files, change);
      if (plans.contains(change.path()) && isContractChanged(change, subject)) {
        left.add(change.path());
      } else if (!isMade(files, change)) {
        kept.add(change);
      }
    }
    return new ClosePlanned(subject, files, decision, title, kept, left, isResumed);
  }

  private static List<FileChange> changes(Closeout closeout) {
    Closeout.Result result = closeout.changes();
    String path = closeout.place().path();
    if (result.obstacle() == Closeout.Obstacle.STATUS) {
      throw CloseCommand.refused(
          "the Status of `" + path + "` cannot be written in the author's form",
          "write it by hand: `**Status:** "
              + closeout.decision().outcome().status()
              + "`, then run the command again");
    }
    if (result.obstacle() == Closeout.Obstacle.RECORD) {
      throw CloseCommand.refused(
          "the Validation Record of `" + path + "` cannot be written without changing its contract",
          "add a heading `## Validation Record` at its end, then run the command again");
    }
    return result.changes();
  }

  private static LocalDate date(byte[] target, CloseSubject subject, LocalDate other) {
    Matcher dated =
        DATED.matcher(
            PlanParser.parse(target, subject.place().target(), subject.rules())
                .plan()
                .status()
                .raw());
    return dated.find() ? LocalDate.parse(dated.group(1)) : other;
  }

  /** Returns whether an earlier closeout made the change; never writes over another file. */
  private static boolean isMade(CloseFiles files, FileChange change) {
    if (change.movedFrom() == null || !files.exists(change.path())) {
      return false;
    }
    if (files.isFile(change.path()) && Arrays.equals(files.bytes(change.path()), change.after())) {
      return true;
    }
    throw new StopException(
        Stop.REFUSED,
        ProblemCode.CLOSE_TARGET,
        "`" + change.path() + "` exists already; nothing was changed",
        "compare: `git diff --no-index -- "
            + ShellWord.path(change.movedFrom())
            + " "
            + ShellWord.path(change.path())
            + "`, then rename or remove one of them");
  }

  private static void refuseConflict(CloseFiles files, FileChange change) {
    byte[] before = change.before();
    boolean isMarked = before != null && change.after() != null && ConflictMarks.isIn(before);
    if (isMarked || files.isInConflict(change.path())) {
      throw CloseCommand.refused(
          "`" + change.path() + "` is in conflict",
          "resolve it, then `git add -- " + ShellWord.path(change.path()) + "`");
    }
  }

  /** An approval covers the contract, and a session is locked to it. */
  private static boolean isContractChanged(FileChange change, CloseSubject subject) {
    byte[] before = change.before();
    byte[] after = change.after();
    return before != null
        && after != null
        && !PlanParser.parse(before, change.path(), subject.rules())
            .digest()
            .equals(PlanParser.parse(after, change.path(), subject.rules()).digest());
  }

  /** Refuses a commit that would take along what others changed in the same files. */
  void refuseUnlessCommittable() {
    if (resumed) {
      throw refusedCommit(
          "an earlier closeout of the plan was cut off, so its files are changed already",
          "run the command without `--commit`; it prints the commands that commit them");
    }
    List<String> dirty =
        files.dirty(
            changes.stream()
                .filter(change -> change.before() != null)
                .map(FileChange::path)
                .filter(path -> files.isTracked(path) || !isMoved(path))
                .toList());
    if (!dirty.isEmpty()) {
      throw refusedCommit(
          "the commit would take along uncommitted changes of " + named(dirty),
          "commit them first: `" + gitCommands(dirty, "Before the closeout") + "`");
    }
  }

  private boolean isMoved(String path) {
    return subject.place().move().contains(path);
  }

  private static String named(List<String> paths) {
    return paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
  }

  static StopException refusedCommit(String message, String hint) {
    return new StopException(Stop.REFUSED, Problem.error(ProblemCode.CLOSE_COMMIT, message, hint));
  }

  /** Makes the changes, as they were shown. */
  void write() {
    for (FileChange change : changes) {
      byte[] before = change.before();
      boolean isAsShown =
          before == null
              ? !files.exists(change.path())
              : files.isFile(change.path()) && Arrays.equals(files.bytes(change.path()), before);
      if (!isAsShown) {
        throw CloseCommand.refused(
            "`" + change.path() + "` was edited meanwhile; nothing was changed",
            "run the command again");
      }
    }
    files.write(changes);
    files.removeEmptyFolders(subject.place());
  }

  /** Commits the files; returns whether git did. */
  boolean commit(ExecSession root) {
    try (Scratch scratch = new Scratch("close")) {
      PathCommit.End end =
          new PathCommit(
                  subject.facts().root(), root.surroundings().environment(), scratch.folder())
              .commit(paths(), "Close " + title);
      if (!end.succeeded()) {
        new ProblemPrinter(root.console())
            .print(
                Problem.error(
                    ProblemCode.CLOSE_COMMIT,
                    "the plan is closed, but git made no commit: "
                        + (end.said().isEmpty() ? "git failed" : end.said()),
                    "`" + gitCommands() + "`"));
      }
      return end.succeeded();
    } catch (IOException e) {
      throw new StopException(
          Stop.UNVERIFIABLE,
          ProblemCode.CLOSE_COMMIT,
          "the plan is closed, but not committed: " + IoReason.of(e),
          "`" + gitCommands() + "`",
          e);
    }
  }

  /** Returns the commands that commit the files. */
  String gitCommands() {
    return gitCommands(paths(), "Close " + title);
  }

  private static String gitCommands(List<String> paths, String message) {
    String names = paths.stream().map(ShellWord::path).collect(Collectors.joining(" "));
    return "git add -A -- "
        + names
        + " && git commit -m "
        + ShellWord.quote(message)
        + " -- "
        + names;
  }

  /** Returns every file that differs from HEAD afterwards. */
  private List<String> paths() {
    Set<String> paths = new TreeSet<>();
    for (FileChange change : changes) {
      if (change.after() != null || files.isTracked(change.path())) {
        paths.add(change.path());
      }
    }
    if (resumed) {
      List<String> others =
          List.of(
              subject.place().target(),
              subject.place().activeIndex(),
              subject.place().completedIndex(),
              subject.place().tracker());
      paths.addAll(files.dirty(others.stream().filter(files::exists).toList()));
    }
    return List.copyOf(paths);
  }
}
