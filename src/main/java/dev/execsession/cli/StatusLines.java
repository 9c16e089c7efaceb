package dev.execsession.cli;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Step;
import dev.execsession.report.ReportPlace;
import dev.execsession.report.SessionReport;
import dev.execsession.report.StatusView;
import dev.execsession.store.LockOwner;
import dev.execsession.store.SessionStore;
import dev.execsession.text.Spans;
import dev.execsession.text.TextSanitizer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status of a session, and of the process that runs it at this moment. */
record StatusLines(ExecSession root) {
  private static final String NEXT = "exec-session status";

  List<String> of(SessionStore.Stored stored) {
    return running(stored)
        .map(owner -> StatusView.running(stored.state(), place(stored), line(owner, stored)))
        .orElseGet(() -> StatusView.of(stored.state(), place(stored)));
  }

  /** Returns whether a process runs the session at this moment. */
  boolean isRunning(SessionStore.Stored stored) {
    return running(stored).isPresent();
  }

  SessionReport report(SessionStore.Stored stored) {
    ReportPlace place = place(stored);
    return SessionReport.of(
        stored.state(),
        running(stored).isPresent()
            ? new ReportPlace(place.sessionFolder(), NEXT, place.sources())
            : place);
  }

  private ReportPlace place(SessionStore.Stored stored) {
    return new ReportFiles(root.directory()).place(stored.folder());
  }

  /** Returns the process that runs the session, not only other work in its worktree. */
  private Optional<LockOwner> running(SessionStore.Stored stored) {
    Path worktree = Path.of(stored.state().locked().root());
    Path commonDir = new SessionLookup(root).repository().commonDir();
    return new SessionStore(commonDir)
        .running(worktree, root.surroundings().environment())
        .filter(owner -> owner.plan().equals(stored.state().locked().plan()));
  }

  private static String line(LockOwner owner, SessionStore.Stored stored) {
    String terminal = owner.process().tty();
    return question(stored.state())
        .map(
            asked ->
                process(owner)
                    + ", waiting at "
                    + (terminal.isEmpty() ? "its terminal" : TextSanitizer.oneLine(terminal))
                    + " for: "
                    + asked)
        .orElseGet(() -> process(owner) + at(terminal));
  }

  /**
   * Returns the work that a process does in a worktree, such as a run that asks before it creates
   * its session: {@code running x.md since 14:05 as pid 123 on HOST, at /dev/pts/3}.
   */
  static String other(LockOwner owner) {
    return "running "
        + TextSanitizer.oneLine(owner.plan())
        + " "
        + process(owner)
        + at(owner.process().tty());
  }

  private static String process(LockOwner owner) {
    return (owner.since() == null
            ? ""
            : "since " + Spans.moment(owner.since(), Instant.now(), ZoneId.systemDefault()) + " ")
        + "as pid "
        + owner.process().pid()
        + " on "
        + TextSanitizer.oneLine(owner.process().space().host());
  }

  private static String at(String terminal) {
    return terminal.isEmpty() ? "" : ", at " + TextSanitizer.oneLine(terminal);
  }

  /** Returns what a person is asked; only the approval is on record before its answer. */
  private static Optional<String> question(SessionState state) {
    boolean works =
        state.blocks().stream()
            .anyMatch(b -> b.step() == Step.INTENDED || b.step() == Step.STARTED);
    String waiting =
        state.blocks().stream()
            .filter(block -> block.awaitsPerson() && !block.isApproved())
            .map(BlockState::id)
            .collect(Collectors.joining(", "));
    return works || waiting.isEmpty() ? Optional.empty() : Optional.of("approve " + waiting + "?");
  }
}
