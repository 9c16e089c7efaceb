package dev.execsession.report;

import static dev.execsession.report.SessionLog.block;
import static dev.execsession.report.SessionLog.change;
import static dev.execsession.report.SessionLog.ended;
import static dev.execsession.report.SessionLog.failed;
import static dev.execsession.report.SessionLog.passed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Channel;
import dev.execsession.journal.CheckStatus;
import dev.execsession.journal.Consent;
import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.journal.Handover;
import dev.execsession.journal.Mode;
import dev.execsession.journal.Reversal;
import dev.execsession.journal.SandboxMode;
import dev.execsession.scope.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        SessionReport.of(
            Sessions.paused().state(),
            new ReportPlace("s", "exec-session run x", ReportSources.NONE));
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
  void a_mode_that_was_overridden_when_the_session_was_resumed_names_who_did_it() {
    SessionLog log = SessionLog.of(block("B01", "One"));
    assertThat(log.report().modeOverriddenBy()).isNull();

    log.add(new Event.Resumed("me", 1, Mode.AUTONOMOUS, null, null, null, null, "me"));

    assertThat(MarkdownReport.render(log.report())).contains("overriding the plan, by `me`");
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
            new Fact.Sandbox(SandboxMode.AUTO, null, List.of("~/.cache"), null),
            null);
    Event.Resumed older = new Event.Resumed("me", 1, Mode.STEPWISE, null, null, null, null, null);
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
                new Grant.BetweenAccepted(
                    List.of(change("b", Verdict.OUTSIDE, ""), change("a", Verdict.OUTSIDE, "")),
                    List.of(),
                    "ana",
                    "looks/1.json",
                    null,
                    Consent.by(Channel.OPTION)))
            .report();
    assertThat(report.accepted()).containsExactly(accepted("a"), accepted("b"));
  }

  private static SessionReport.Accepted accepted(String path) {
    Instant at = Instant.parse("2026-11-22T12:02:00Z");
    return new SessionReport.Accepted(path, "ana", at, Channel.OPTION, null, null, null);
  }

  @Test
  void many_accepted_changes_are_listed_by_folder_with_person_and_time() {
    Fact.Change[] many = new Fact.Change[30];
    for (int i = 0; i < many.length; i++) {
      many[i] = change("web/src/F" + i, Verdict.OUTSIDE, "");
    }
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .add(
                new Grant.BetweenAccepted(
                    List.of(many), List.of("tag `v1` was deleted"), "ana", "looks/1.json"))
            .add(
                new Grant.BetweenAccepted(
                    List.of(change("a", Verdict.OUTSIDE, "")),
                    List.of(),
                    "bo",
                    "looks/2.json",
                    null,
                    Consent.by(Channel.PROMPT)))
            .report();

    assertThat(MarkdownReport.render(report))
        .contains(
            """
            | path | files | by | at | how |
            | --- | --- | --- | --- | --- |
            | `a` |  | `bo` | 2026-11-22 12:03:00 UTC | at the prompt |
            | `web/src/` | 30 | `ana` | 2026-11-22 12:02:00 UTC |  |

            - tag `v1` was deleted; accepted by `ana` at 2026-11-22 12:02:00 UTC
            """);
    assertThat(report.accepted()).hasSize(31);
  }

  @Test
  void a_check_that_failed_first_and_passed_later_shows_both() {
    SessionLog log =
        SessionLog.of(block("B01", "One"))
            .worked("B01", 1, ended("", List.of(), List.of()))
            .checked("B01", failed("make test", "no\n"), passed("make lint"))
            .add(new Event.Rechecking("B01"))
            .checked("B01", failed("make test", "no\n"), passed("make lint"))
            .worked("B01", 2, ended("", List.of(), List.of()));
    assertThat(MarkdownReport.render(log.report()))
        .contains("**Earlier results**\n\n- `make test` failed with exit 1 (attempt 1)\n");

    SessionReport report = log.checked("B01", passed("make test"), passed("make lint")).report();

    assertThat(report.blocks().get(0).history())
        .containsExactly(
            new EarlierResult("make test", Fact.Check.Origin.PLAN, CheckStatus.FAILED, 1, null, 1));
    assertThat(MarkdownReport.render(report))
        .contains("| failed with exit 1 (attempt 1), then passed | 900 ms |")
        .doesNotContain("Earlier results");
  }

  @Test
  void an_undo_drops_the_history_of_the_checks_and_a_redo_brings_it_back() {
    SessionLog log =
        SessionLog.of(block("B01", "One"))
            .worked("B01", 1, ended("", List.of(), List.of()))
            .checked("B01", failed("make test", "no\n"))
            .worked("B01", 2, ended("", List.of(), List.of()))
            .checked("B01", passed("make test"))
            .add(new Reversal.Undoing("B01", List.of(), "looks/2.json"))
            .add(new Reversal.Undone("B01", List.of(), List.of(), "looks/3.json", Map.of()));
    assertThat(log.report().blocks().get(0).history()).isEmpty();

    log.add(new Reversal.Redoing("B01", List.of(), "looks/3.json"))
        .add(new Reversal.Redone("B01", List.of(), List.of(), "looks/4.json"));
    assertThat(log.report().blocks().get(0).history()).hasSize(1);
  }

  @Test
  void completion_checks_have_a_history_too() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .checked(null, failed("make all", "no\n"))
            .add(new Event.Blocked(null, List.of("x")))
            .add(new Event.Rechecking(null))
            .checked(null, passed("make all"))
            .report();

    assertThat(report.completion().history()).hasSize(1);
    assertThat(MarkdownReport.render(report)).contains("failed with exit 1, then passed");
  }

  @Test
  void a_block_shows_goal_criteria_and_steps_even_while_it_is_pending() {
    assertThat(MarkdownReport.render(SessionLog.of(block("B01", "One")).report()))
        .contains(
            """
            **Goal:** Goal of B01

            **Acceptance criteria**

            - The result of B01 is tested

            **Steps**

            1. Write B01
            2. Test B01
            """);
  }

  @Test
  void the_totals_count_paths_once_and_name_the_duration_for_people() {
    SessionReport report = Sessions.completed().report();

    assertThat(report.totals())
        .isEqualTo(new SessionReport.Totals(2, 0, 0, 3, 16, 6, 3, 0, 1, 2, 1_380_000));
    assertThat(MarkdownReport.render(report))
        .contains(
            "- **Totals:** blocks: 2 done · 3 files changed, +16 -6 · checks: 3 passed · 1 commit"
                + " · 2 approvals · took 23 min 00 s\n");
  }

  @Test
  void times_are_whole_seconds_for_people_and_milliseconds_for_programs() {
    SessionLog log = SessionLog.of(block("B01", "One"));
    log.nanos(123_456_789).approved("B01");

    String markdown = MarkdownReport.render(log.report());
    assertThat(markdown).contains("2026-11-22 12:02:00 UTC").doesNotContain("123456789");
    assertThat(JsonReport.render(log.report()))
        .contains("\"2026-11-22T12:02:00.123Z\"")
        .doesNotContain("123456789");
  }

  @Test
  void the_log_of_a_failure_is_shown_from_its_start_and_its_end() {
    ReportSources sources =
        new ReportSources() {
          @Override
          public Optional<Log> log(String name) {
            return name.equals("logs/B02-check-1.log")
                ? Optional.of(new Log(List.of("the start"), 120, List.of("the end")))
                : Optional.empty();
          }

          @Override
          public Optional<String> diff(String block) {
            return Optional.empty();
          }
        };
    String markdown =
        MarkdownReport.render(
            SessionReport.of(Sessions.blocked().state(), new ReportPlace("s", null, sources)));

    assertThat(markdown)
        .contains("```text\nthe start\n… 120 lines left out …\nthe end\n```\n")
        .doesNotContain("Expected 4 but was 5");
  }

  @Test
  void a_diff_that_is_asked_for_is_fenced_and_cut() {
    String diff = "+ ``` @team\n".repeat(MarkdownDiff.MAX_LINES + 3);
    ReportSources sources =
        new ReportSources() {
          @Override
          public Optional<Log> log(String name) {
            return Optional.empty();
          }

          @Override
          public Optional<String> diff(String block) {
            return block.equals("B01") ? Optional.of(diff) : Optional.empty();
          }
        };
    SessionReport report =
        SessionReport.of(Sessions.blocked().state(), new ReportPlace("s", null, sources));

    assertThat(MarkdownReport.render(report))
        .contains("**Diff of the included changes**\n\n````diff\n+ ``` @team\n")
        .contains("````\n\nand 3 more lines: `exec-session diff B01`\n");
    assertThat(report.blocks().get(0).diff()).isEqualTo(diff);
    assertThat(report.blocks().get(1).diff()).isNull();
  }

  @Test
  void a_check_of_many_lines_is_named_by_the_line_that_does_something() {
    SessionReport report =
        SessionLog.of(block("B01", "One"))
            .worked("B01", 1, ended("", List.of(), List.of()))
            .checked("B01", failed("set -euo pipefail\ncd web\nnpm test\n", "no\n"))
            .report();

    assertThat(MarkdownReport.render(report))
        .contains("| `npm test` |", "`npm test`: it ended with exit 1")
        .doesNotContain("pipefail");
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
