package dev.execsession.report;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Channel;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Choices;
import dev.execsession.journal.Entry;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Fact.Check.Origin;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Outcome;
import dev.execsession.journal.Receipt;
import dev.execsession.journal.SessionState;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a session's entries, a minute apart, and the state that they fold into. */
public final class SessionLog {
  static final String START = "1".repeat(40);
  static final String DIGEST = "sha256:" + "d".repeat(64);
  static final ReportPlace PLACE =
      new ReportPlace(".git/exec-session/s1", null, ReportSources.NONE);

  private final List<Entry> entries = new ArrayList<>();
  private int nanos;

  private SessionLog(Event.Locked locked) {
    add(locked);
  }

  public static SessionLog of(Fact.Block... blocks) {
    return titled("Rate limiting", "Limit requests per client.", blocks);
  }

  static SessionLog titled(String title, String objective, Fact.Block... blocks) {
    return new SessionLog(locked("docs/exec-plans/active/limit.md", title, objective, blocks));
  }

  static SessionLog ofPlan(String path, Fact.Block... blocks) {
    return new SessionLog(locked(path, "Rate limiting", "Limit requests per client.", blocks));
  }

  private static Event.Locked locked(
      String path, String title, String objective, Fact.Block... blocks) {
    return new Event.Locked(
        "s1",
        "1.0.0",
        "/repo",
        path,
        DIGEST,
        "sha256:none",
        title,
        objective,
        "feature/limit",
        START,
        Mode.STEPWISE,
        null,
        "ana",
        List.of(blocks),
        List.of(),
        List.of("anything the mobile team owns"),
        List.of("api/src/**"),
        List.of("api/src/secret/**"),
        List.of("make all"),
        List.of("a migration is needed"),
        "looks/0.json",
        null,
        new Choices(null, null, null, null, false, false, false, null),
        List.of(),
        null,
        List.of());
  }

  public static Fact.Block block(String id, String title, String... manualChecks) {
    return new Fact.Block(
        id,
        title,
        "Goal of " + id,
        DIGEST,
        "agent",
        "agent --do",
        List.of("make test"),
        List.of(manualChecks),
        List.of(),
        List.of("The result of " + id + " is tested"),
        List.of("Write " + id, "Test " + id));
  }

  public static Fact.Change change(String path, Verdict verdict, String rule) {
    return new Fact.Change(
        path,
        null,
        ChangeKind.MODIFIED,
        verdict,
        rule,
        Actor.EXECUTOR,
        null,
        null,
        3,
        1,
        null,
        null);
  }

  static Fact.Check passed(String command) {
    return new Fact.Check(
        command, CheckStatus.PASSED, 0, null, 900, Origin.PLAN, "logs/B01-check-1.log", null, null);
  }

  static Fact.Check failed(String command, String tail) {
    return new Fact.Check(
        command,
        CheckStatus.FAILED,
        1,
        null,
        125_400,
        Origin.PLAN,
        "logs/B02-check-1.log",
        "it ended with exit 1",
        tail);
  }

  public static Fact.Execution ended(String summary, List<String> notes, List<String> risks) {
    return new Fact.Execution(
        "agent",
        Fact.Execution.Ending.EXITED,
        0,
        null,
        1200,
        "logs/executor.log",
        null,
        summary,
        notes,
        risks,
        Map.of(),
        null,
        null,
        null,
        List.of(),
        new Receipt("small", "c-1", 5, 5000L, 250L, 0.03, new Receipt.Guard(12, 2)));
  }

  public SessionLog add(Event event) {
    int seq = entries.size() + 1;
    entries.add(
        new Entry(
            seq,
            Instant.parse("2026-11-22T12:00:00Z").plusSeconds(60L * seq).plusNanos(nanos),
            event));
    return this;
  }

  /** Sets the fraction of a second of the entries from here on. */
  SessionLog nanos(int fraction) {
    nanos = fraction;
    return this;
  }

  /** Records an attempt whose executor ended. */
  public SessionLog worked(String block, int attempt, Fact.Execution end) {
    add(new Event.Intended(block, attempt, "agent", "agent --do", "looks/0.json", "c", null, null));
    add(new Event.Started(block, attempt, 77, 0));
    return add(new Event.Exited(block, attempt, end));
  }

  public SessionLog measured(
      @Nullable String block, List<Fact.Commit> commits, Fact.Change... changes) {
    return add(
        new Event.Measured(
            block,
            Actor.EXECUTOR,
            List.of(changes),
            List.of(),
            commits,
            List.of(),
            "looks/1.json",
            null,
            null));
  }

  SessionLog checked(@Nullable String block, Fact.Check... checks) {
    for (Fact.Check check : checks) {
      add(new Event.Checked(block, check, null));
    }
    return this;
  }

  public SessionLog judged(
      String block, List<String> reasons, List<String> risks, Fact.Change... changes) {
    return add(
        new Event.Judged(
            block,
            reasons.isEmpty() ? Outcome.GOOD : Outcome.BAD,
            reasons,
            List.of(changes),
            risks,
            "sha256:result"));
  }

  public SessionLog approved(String block) {
    add(new Event.Approved(List.of(block), "ana", "sha256:result", Channel.PROMPT, null, null));
    return add(new Event.Done(block));
  }

  /** Returns the events in order. */
  public List<Event> events() {
    return entries.stream().map(Entry::event).toList();
  }

  public SessionState state() {
    return SessionState.of(entries).orElseThrow();
  }

  SessionReport report() {
    return SessionReport.of(state(), PLACE);
  }
}
