package dev.execsession.report;

import static dev.execsession.report.SessionLog.block;
import static dev.execsession.report.SessionLog.change;
import static dev.execsession.report.SessionLog.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Mode;
import dev.execsession.journal.SandboxMode;
import dev.execsession.scope.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionReportTest {
  @Test
  void a_session_that_runs_has_no_end() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .add(new Event.Intended("B01", 1, "agent", "agent", "looks/0.json", "c", null))
            .report();
    assertThat(report.endedAt()).isNull();
    assertThat(report.next()).isEqualTo("exec-session run docs/exec-plans/active/limit.md");
  }

  @Test
  void the_next_command_quotes_a_plan_whose_name_a_shell_would_split() {
    assertThat(SessionLog.ofPlan("docs/it's $one.md", block("B01", "One")).report().next())
        .isEqualTo("exec-session run 'docs/it'\\''s $one.md'");
  }

  @Test
  void the_next_command_of_a_plan_that_looks_like_an_option_is_no_option() {
    assertThat(SessionLog.ofPlan("-x.md", block("B01", "One")).report().next())
        .isEqualTo("exec-session run ./-x.md");
  }

  @Test
  void a_paused_session_tells_its_question_and_the_questions_own_command() {
    SessionReport report = Sessions.paused().report();
    assertThat(report.question()).isEqualTo("is block `B01` good?");
    assertThat(report.next())
        .isEqualTo("exec-session run docs/exec-plans/active/limit.md --approve B01");
  }

  @Test
  void a_command_given_with_the_place_wins() {
    SessionReport report =
        SessionReport.of(Sessions.paused().state(), new ReportPlace("s", "exec-session run x"));
    assertThat(report.next()).isEqualTo("exec-session run x");
  }

  @Test
  void the_newest_commit_seen_is_the_end_of_a_session_that_did_not_complete() {
    SessionLog log =
        SessionLog.of(block("B01", "One"))
            .worked("B01", 1, ended("", List.of(), List.of()))
            .measured(
                "B01",
                List.of(
                    new Fact.Commit("a".repeat(40), "", List.of()),
                    new Fact.Commit("b".repeat(40), "", List.of())));
    assertThat(log.report().head())
        .isEqualTo(new SessionReport.Head(SessionLog.START, "b".repeat(40)));
  }

  @Test
  void outside_is_prevented_only_while_everything_that_ran_was_confined() {
    Event.Resumed confined =
        new Event.Resumed(
            "me",
            1,
            Mode.STEPWISE,
            null,
            null,
            null,
            new Fact.Sandbox(SandboxMode.AUTO, null, List.of("~/.cache")));
    Event.Resumed older = new Event.Resumed("me", 1, Mode.STEPWISE, null, null, null, null);
    SessionLog log = SessionLog.of(block("B01", "One"), block("B02", "Two")).add(confined);
    assertThat(log.report().outsideWorktree()).isEqualTo(SessionReport.Outside.NOT_WATCHED);
    assertThat(MarkdownReport.render(log.report())).contains("**not watched**: nothing ran.");

    log.worked("B01", 1, ended("", List.of(), List.of()));
    assertThat(log.report().outsideWorktree()).isEqualTo(SessionReport.Outside.PREVENTED);

    log.add(new Event.Intended("B02", 1, "manual", "a person", "looks/0.json", "c", null));
    assertThat(log.report().outsideWorktree()).isEqualTo(SessionReport.Outside.NOT_WATCHED);
    assertThat(log.report().blocks().get(0).outsideWorktree())
        .isEqualTo(SessionReport.Outside.PREVENTED);
    assertThat(MarkdownReport.render(log.report()))
        .contains("only the worktree, `~/.cache`.")
        .contains(" It did not hold `B02`.");

    SessionLog mixed = SessionLog.of(block("B01", "One")).add(confined);
    mixed.worked("B01", 1, ended("", List.of(), List.of()));
    mixed.add(older).checked(null, SessionLog.passed("make"));
    assertThat(mixed.report().outsideWorktree()).isEqualTo(SessionReport.Outside.NOT_WATCHED);
  }

  @Test
  void carried_blocks_and_undone_blocks_say_so() {
    SessionLog log =
        SessionLog.of(block("B01", "One"), block("B02", "Two"))
            .add(
                new Event.Carried(
                    "B01",
                    "s0",
                    List.of(change("api/src/A.java", Verdict.INCLUDED, "api/src/**")),
                    List.of("c".repeat(40)),
                    List.of(),
                    true))
            .worked("B02", 1, ended("", List.of(), List.of()))
            .add(new Event.Undone("B02", List.of(), List.of(), "looks/2.json", Map.of()));
    assertThat(StatusView.of(log.state(), SessionLog.PLACE))
        .contains(
            "  B01  done     One (carried over; 1 file: 1 modified, +3 -1)",
            "  B02  pending  Two: undone");
    assertThat(MarkdownReport.render(log.report()))
        .contains("**done** · carried over from session `s0`")
        .contains("**pending** · after 1 attempt · undone");
    assertThat(log.report().head().end()).isEqualTo(SessionLog.START);
  }

  @Test
  void changes_between_blocks_that_a_person_took_are_listed_with_their_name() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .add(
                new Event.BetweenAccepted(
                    List.of(change("b", Verdict.OUTSIDE, ""), change("a", Verdict.OUTSIDE, "")),
                    List.of(),
                    "ana",
                    "looks/1.json"))
            .report();
    assertThat(report.accepted())
        .containsExactly(
            new SessionReport.Accepted("a", "ana"), new SessionReport.Accepted("b", "ana"));
  }

  @Test
  void a_table_stops_before_it_gets_too_long_and_says_so() {
    Fact.Change[] many = new Fact.Change[MarkdownBlock.MAX_ROWS + 2];
    for (int i = 0; i < many.length; i++) {
      many[i] = change("api/src/F" + i, Verdict.INCLUDED, "api/src/**");
    }
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .worked("B01", 1, ended("", List.of(), List.of()))
            .judged("B01", List.of(), List.of(), many)
            .report();
    assertThat(MarkdownReport.render(report)).contains("and 2 more, listed in the JSON report");
    assertThat(report.blocks().get(0).changes()).hasSize(502);
  }
}
