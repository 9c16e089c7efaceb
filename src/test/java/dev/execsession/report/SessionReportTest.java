package dev.execsession.report;

import static dev.execsession.report.SessionLog.block;
import static dev.execsession.report.SessionLog.change;
import static dev.execsession.report.SessionLog.ended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SandboxMode;
import dev.execsession.scope.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionReportTest {
  @Test
  void an_active_session_has_no_end_time() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .add(new Event.Intended("B01", 1, "agent", "agent", "looks/0.json", "c", null, null))
            .report();
    assertThat(report.endedAt()).isNull();
    assertThat(report.next()).isEqualTo("exec-session run docs/exec-plans/active/limit.md");
  }

  @Test
  void the_next_command_quotes_a_plan_path_with_spaces() {
    assertThat(SessionLog.ofPlan("docs/it's $one.md", block("B01", "One")).report().next())
        .isEqualTo("exec-session run 'docs/it'\\''s $one.md'");
  }

  @Test
  void the_next_command_does_not_pass_a_plan_path_as_an_option() {
    assertThat(SessionLog.ofPlan("-x.md", block("B01", "One")).report().next())
        .isEqualTo("exec-session run ./-x.md");
  }

  @Test
  void a_paused_session_is_reported_with_its_question_and_the_command_that_answers_it() {
    SessionReport report = Sessions.paused().report();
    assertThat(report.question()).isEqualTo("is block `B01` good?");
    assertThat(report.next())
        .isEqualTo("exec-session run docs/exec-plans/active/limit.md --approve B01");
  }

  @Test
  void an_explicit_next_command_takes_precedence() {
    SessionReport report =
        SessionReport.of(Sessions.paused().state(), new ReportPlace("s", "exec-session run x"));
    assertThat(report.next()).isEqualTo("exec-session run x");
  }

  @Test
  void the_head_of_an_unfinished_session_is_the_newest_commit_seen() {
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
  void outside_writes_are_prevented_only_if_every_command_was_sandboxed() {
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

    log.add(new Event.Intended("B02", 1, "manual", "a person", "looks/0.json", "c", null, null));
    assertThat(log.report().outsideWorktree()).isEqualTo(SessionReport.Outside.NOT_WATCHED);
    assertThat(log.report().blocks().get(0).outsideWorktree())
        .isEqualTo(SessionReport.Outside.PREVENTED);
    assertThat(MarkdownReport.render(log.report()))
        .contains("only the worktree, `~/.cache`.")
        .contains(" Not sandboxed: `B02`.");

    SessionLog mixed = SessionLog.of(block("B01", "One")).add(confined);
    mixed.worked("B01", 1, ended("", List.of(), List.of()));
    mixed.add(older).checked(null, SessionLog.passed("make"));
    assertThat(mixed.report().outsideWorktree()).isEqualTo(SessionReport.Outside.NOT_WATCHED);
  }

  @Test
  void carried_over_and_undone_blocks_are_marked() {
    SessionLog log =
        SessionLog.of(block("B01", "One"), block("B02", "Two"))
            .add(
                new Handover.Carried(
                    "B01",
                    "s0",
                    List.of(change("api/src/A.java", Verdict.INCLUDED, "api/src/**")),
                    List.of("c".repeat(40)),
                    List.of(),
                    true,
                    null))
            .worked("B02", 1, ended("", List.of(), List.of()))
            .add(new Reversal.Undone("B02", List.of(), List.of(), "looks/2.json", Map.of()));
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
  void accepted_changes_outside_of_blocks_are_listed_with_who_accepted_them() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .add(
                new Event.BetweenAccepted(
                    List.of(change("b", Verdict.OUTSIDE, ""), change("a", Verdict.OUTSIDE, "")),
                    List.of(),
                    "ana",
                    "looks/1.json",
                    null))
            .report();
    assertThat(report.accepted())
        .containsExactly(
            new SessionReport.Accepted("a", "ana"), new SessionReport.Accepted("b", "ana"));
  }

  @Test
  void a_long_table_is_cut_off_with_a_note() {
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
