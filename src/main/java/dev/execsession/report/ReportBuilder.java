package dev.execsession.report;

import dev.execsession.journal.BlockState;
import dev.execsession.journal.Caller;
import dev.execsession.journal.Consent;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Opening;
import dev.execsession.journal.Phase;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Signed;
import dev.execsession.journal.Step;
import dev.execsession.report.SessionReport.Outside;
import dev.execsession.text.ToolSetting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a session's state into its report. */
final class ReportBuilder {
  private final SessionState state;
  private final Event.Locked locked;
  private final ReportPlace place;

  ReportBuilder(SessionState state, ReportPlace place) {
    this.state =
        cut(state)
            .flatMap(block -> place.sources().soFar().map(seen -> state.soFar(block, seen)))
            .orElse(state);
    this.locked = state.locked();
    this.place = place;
  }

  /** Returns the block that a signal cut off. */
  private static Optional<String> cut(SessionState state) {
    return state.interruption().map(Event.Interrupted::block);
  }

  SessionReport build() {
    List<SessionReport.ModeChoice> modeChoices = modeChoices();
    return new SessionReport(
        SessionReport.VERSION,
        locked.session(),
        locked.tool(),
        plan(locked),
        locked.branch(),
        state.mode(),
        state.phase(),
        millis(state.startedAt()),
        isUnderWay() ? null : millis(state.lastAt()),
        new SessionReport.Head(locked.head(), headAtEnd(state)),
        state.blocks().stream().map(this::block).toList(),
        state.escalation().map(this::escalation).orElse(null),
        locked.guards(),
        risks(),
        outside(),
        next(),
        place.next() == null && !isDistrusted() ? Options.of(state) : List.of(),
        state.paused().map(Event.Paused::question).orElse(null),
        overriddenBy(),
        locked.by(),
        locked.previous(),
        locked.include(),
        locked.exclude(),
        locked.groups(),
        new SessionReport.Completion(
            checks(state.completionChecks()),
            state.completionManualChecks(),
            state.completionChanges(),
            state.completionReasons(),
            state.completionHistory()),
        // The state's map is unordered.
        new TreeMap<>(state.accepted())
            .entrySet().stream()
                .map(change -> accepted(change.getKey(), change.getValue()))
                .toList(),
        state.amendments().stream()
            .map(
                made ->
                    new SessionReport.Amendment(
                        made.grant().block(),
                        made.grant().include(),
                        made.grant().exclude(),
                        made.grant().reason(),
                        made.grant().by(),
                        millis(made.at()),
                        made.grant().waitedMs()))
            .toList(),
        place.sessionFolder(),
        state.sandbox().orElse(null),
        unwatched(),
        state.unread().orElse(null),
        new SessionTotals(state).count(),
        new TreeMap<>(state.acceptedFindings())
            .entrySet().stream()
                .map(finding -> accepted(finding.getKey(), finding.getValue()).ofFinding())
                .toList(),
        logs(),
        state
            .interruption()
            .map(
                end ->
                    new SessionReport.Interrupted(
                        end.signal(), end.block(), end.block() == null || isScanned(end.block())))
            .orElse(null),
        place.sources().distrusted().orElse(null),
        modeChoices.isEmpty() ? null : modeChoices,
        Timeline.of(state.entries()));
  }

  private static SessionReport.Accepted accepted(String path, Signed signed) {
    Caller agent = signed.agent();
    return new SessionReport.Accepted(
        path,
        signed.by(),
        millis(signed.at()),
        signed.via(),
        agent == null ? null : agent.name(),
        agent == null ? null : agent.session(),
        signed.checks());
  }

  private List<SessionReport.ModeChoice> modeChoices() {
    List<SessionReport.ModeChoice> choices = new ArrayList<>();
    for (Entry entry : state.entries()) {
      if (entry.event() instanceof Grant.ModeChosen chosen) {
        Caller agent = chosen.agent();
        choices.add(
            new SessionReport.ModeChoice(
                chosen.mode(),
                chosen.by(),
                millis(entry.at()),
                chosen.via(),
                agent == null ? null : agent.name(),
                agent == null ? null : agent.session(),
                Consent.held(chosen.checks())));
      }
    }
    return choices;
  }

  private @Nullable String overriddenBy() {
    String by = locked.modeOverriddenBy();
    for (Entry entry : state.entries()) {
      if (entry.event() instanceof Grant.ModeChosen chosen && chosen.overridesPlan() != null) {
        by = chosen.by();
      } else if (entry.event() instanceof Event.Resumed resumed
          && resumed.modeOverriddenBy() != null) {
        by = resumed.modeOverriddenBy();
      }
    }
    return by;
  }

  private boolean isUnderWay() {
    return switch (state.phase()) {
      case ACTIVE, WORKING, CHECKING -> true;
      case COMPLETED, BLOCKED, ESCALATED, PAUSED, INTERRUPTED -> false;
    };
  }

  private String next() {
    if (isDistrusted()) {
      return NextCommand.run(state) + " --restart";
    }
    return place.next() == null ? NextCommand.of(state, place.sources()) : place.next();
  }

  private boolean isDistrusted() {
    return place.sources().distrusted().isPresent();
  }

  private boolean isScanned(String block) {
    return place.sources().soFar().isPresent() || state.block(block).step() == Step.MEASURED;
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the excerpts of the logs of checks and executors that failed, or of every check. */
  private @Nullable List<SessionReport.LogExcerpt> logs() {
    Set<String> names = new LinkedHashSet<>();
    for (BlockState block : state.blocks()) {
      block
          .execution()
          .filter(end -> end.failure() != null)
          .map(Fact.Execution::log)
          .ifPresent(names::add);
      shown(block.checks()).forEach(names::add);
    }
    shown(state.completionChecks()).forEach(names::add);
    List<SessionReport.LogExcerpt> logs = new ArrayList<>();
    for (String name : names) {
      place
          .sources()
          .log(name)
          .map(
              log ->
                  new SessionReport.LogExcerpt(place.file(name), log.head(), log.cut(), log.tail()))
          .ifPresent(logs::add);
    }
    return logs.isEmpty() ? null : logs;
  }

  private List<String> shown(List<Fact.Check> checks) {
    return checks.stream()
        .filter(check -> place.sources().showsAllLogs() || !check.passed())
        .map(Fact.Check::log)
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable List<String> unwatched() {
    List<String> folders = locked.unwatched();
    return folders == null || folders.isEmpty() ? null : folders;
  }

  static SessionReport.Plan plan(Event.Locked locked) {
    return new SessionReport.Plan(
        locked.plan(), locked.planDigest(), locked.title(), locked.objective());
  }

  /** Returns HEAD as recorded at completion, or else the newest commit seen. */
  private static String headAtEnd(SessionState state) {
    if (state.phase() == Phase.COMPLETED) {
      return state.lastHead();
    }
    String head = state.lastHead();
    for (BlockState block : state.blocks()) {
      if (block.carriedFrom().isEmpty() && !block.isUndone()) {
        List<String> commits = commits(block);
        head = commits.isEmpty() ? head : commits.get(commits.size() - 1);
      }
    }
    return head;
  }

  private SessionReport.Block block(BlockState block) {
    return new SessionReport.Block(
        block.id(),
        block.block().title(),
        block.step().status(),
        block.attempts(),
        block.execution().map(this::executor).orElse(null),
        block.changes(),
        commits(block),
        checks(block.checks()),
        manualChecks(block),
        block.approvals().stream().map(ReportBuilder::inMillis).toList(),
        block.attestations(),
        block.docs().orElse(null),
        block.risks(),
        block.notes(),
        block.sideEffects(),
        block.step(),
        block.block().goal(),
        block.reasons(),
        block.violations(),
        block.digest().orElse(null),
        block.carriedFrom().orElse(null),
        block.isUndone(),
        outside(block),
        orNone(block.block().acceptance()),
        orNone(block.block().steps()),
        block.history(),
        block.receipts().isEmpty() ? null : block.receipts(),
        place.sources().diff(block.id()).filter(diff -> !diff.isEmpty()).orElse(null),
        block
            .acceptedOver()
            .map(kept -> new SessionReport.Kept(kept.over(), kept.reason(), kept.by()))
            .orElse(null),
        block.opening().filter(opening -> block.isOpen()).map(ReportBuilder::opened).orElse(null));
  }

  private static SessionReport.Opened opened(Opening opening) {
    return new SessionReport.Opened(
        opening.by().name(), opening.by().session(), millis(opening.since()));
  }

  private Outside outside() {
    boolean found = state.blocks().stream().anyMatch(block -> outside(block) == Outside.FOUND);
    return !state.isConfined() ? Outside.NOT_WATCHED : found ? Outside.FOUND : Outside.PREVENTED;
  }

  private static @Nullable Outside outside(BlockState block) {
    if (block.isConfined()) {
      return block.violations().stream().anyMatch(ToolSetting::isSubjectOf)
          ? Outside.FOUND
          : Outside.PREVENTED;
    }
    return block.isUnconfined() ? Outside.NOT_WATCHED : null;
  }

  private static List<String> orNone(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static Fact.Approval inMillis(Fact.Approval approval) {
    return new Fact.Approval(
        approval.by(),
        millis(Instant.parse(approval.at())).toString(),
        approval.digest(),
        approval.via(),
        approval.agent(),
        approval.session(),
        approval.checks());
  }

  private static List<String> commits(BlockState block) {
    Set<String> ids = new LinkedHashSet<>();
    block.commits().forEach(commit -> ids.add(commit.id()));
    return List.copyOf(ids);
  }

  private SessionReport.Executor executor(Fact.Execution end) {
    return new SessionReport.Executor(
        end.name(),
        end.exit(),
        end.signal(),
        end.durationMs(),
        end.ending(),
        end.failure(),
        end.summary(),
        log(end.log()),
        end.survivors());
  }

  List<Fact.Check> checks(List<Fact.Check> checks) {
    return checks.stream().map(check -> check.withLog(place::file)).toList();
  }

  /** Returns the answers, with {@code not run} for each unanswered check of the plan. */
  private static List<Fact.ManualCheck> manualChecks(BlockState block) {
    List<Fact.ManualCheck> answered = block.manualChecks();
    List<Fact.ManualCheck> all = new ArrayList<>(answered);
    for (String text : block.block().manualChecks()) {
      if (answered.stream().noneMatch(check -> check.text().equals(text))) {
        all.add(new Fact.ManualCheck(text, Fact.ManualCheck.Status.NOT_RUN, null));
      }
    }
    return List.copyOf(all);
  }

  private SessionReport.Escalation escalation(Fact.Escalation open) {
    return new SessionReport.Escalation(
        open.reason(),
        open.block(),
        open.detail(),
        open.paths(),
        open.proposal(),
        log(open.file()),
        open.evidence());
  }

  private List<String> risks() {
    Set<String> all = new LinkedHashSet<>(locked.risks());
    for (Fact.ManualCheck check : state.completionManualChecks()) {
      if (check.status() != Fact.ManualCheck.Status.PASSED) {
        all.add("manual check at completion, " + check.status().jsonName() + ": " + check.text());
      }
    }
    state.completionRisks().forEach(risk -> all.add("at completion: " + risk));
    for (BlockState block : state.blocks()) {
      block.risks().forEach(risk -> all.add(block.id() + ": " + risk));
    }
    return List.copyOf(all);
  }

  private @Nullable String log(@Nullable String name) {
    return name == null ? null : place.file(name);
  }
}
