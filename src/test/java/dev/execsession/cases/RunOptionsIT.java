package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code run} for range and output format. */
class RunOptionsIT {
  @TempDir Path temp;

  @Test
  void a_dry_run_restates_everything_and_starts_nothing() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--dry-run");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.all())
        .contains(
            "The work moves forward in three steps.",
            "Make the second step.",
            "src/**",
            "src/secret/**",
            "true",
            repo.executor().path().toString(),
            "3 blocks");
    lost.holdsAndNothingWasStarted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stepwise", "autonomous"})
  void a_dry_run_needs_no_executor(String mode) {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.cli().run("run", "x.md", "--dry-run", "--mode", mode);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).contains("executor     none yet; pass `--executor NAME`", "3 blocks");
    assertThat(ran.err()).isEmpty();
    lost.holdsAndNothingWasStarted();
    assertThat(repo.cli().run("run", "x.md", "--mode", mode).err())
        .contains("EXEC-004", "no executor for blocks `B01`, `B02`, `B03`", "--executor NAME");
  }

  @Test
  void a_range_stops_at_its_end_and_the_next_run_continues_from_there() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran first = repo.autonomous("--until", "B01");

    assertThat(first.exit()).as(first.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(lost.holdsWithChanges("src/A.java").texts("blocks.*.status"))
        .containsExactly("done", "pending", "pending");

    Ran second = repo.autonomous("--block", "B02");

    assertThat(second.exit()).as(second.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02");

    Ran third = repo.autonomous("--from", "B02");

    assertThat(third.exit()).as(third.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("completed");
  }

  @Test
  void a_block_that_is_not_in_the_plan_is_named_with_those_that_are() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--block", "B04");

    assertThat(ran.exit()).as(ran.toString()).isIn(2, 3);
    assertThat(ran.err()).contains("`B04`", "`B01`", "`B02`", "`B03`");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_block_whose_dependency_is_not_done_stays_pending() {
    String plan =
        PlanText.with(
            PlanText.STANDARD,
            "- **Goal:** The second step is made.",
            "- **Goal:** The second step is made.\n- **Depends On:** `B01`");
    CaseRepo repo = CaseRepo.create(temp, plan);

    Ran ran = repo.autonomous("--block", "B02");

    assertThat(ran.exit()).as(ran.toString()).isNotEqualTo(0);
    assertThat(ran.all()).contains("B01", "B02");
    assertThat(repo.runs()).isEmpty();
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
  }

  @Test
  void events_are_json_lines_and_nothing_else_is_on_standard_output() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--json");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(6);
    lines.forEach(JsonDoc::parse);
    assertThat(ran.out()).contains("B03", "src/A.java");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_plan_is_found_by_its_name_and_from_a_folder_below() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    String command = repo.executor().command();

    Ran ran =
        repo.cli()
            .at(repo.files().path("src/util"))
            .run("run", "x.md", "--mode", "autonomous", "--executor-command", command);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");

    Ran again =
        repo.cli()
            .at(repo.outside())
            .run(
                "-C",
                repo.files().root().toString(),
                "run",
                CaseRepo.PLAN,
                "--mode",
                "autonomous",
                "--executor-command",
                command);

    assertThat(again.exit()).as("a finished session is not run again: " + again).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
  }

  @Test
  void a_plan_outside_the_active_folder_needs_an_option() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().write("plans/x.md", PlanText.STANDARD);
    repo.files().commit("Another place");
    NothingLost lost = NothingLost.since(repo);
    List<String> words =
        List.of(
            "run",
            "plans/x.md",
            "--mode",
            "autonomous",
            "--executor-command",
            repo.executor().command());

    Ran refused = repo.cli().run(words);

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("docs/exec-plans/active", "--any-path");
    lost.holdsAndNothingWasStarted();

    List<String> more = new ArrayList<>(words);
    more.add("--any-path");
    Ran ran = repo.cli().run(more);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
  }

  @Test
  void restart_starts_a_new_session_and_runs_every_block_again() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.autonomous("--until", "B01");
    String first = repo.report().text("session");

    Ran ran = repo.autonomous("--restart", "--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("session")).isNotEqualTo(first);
    assertThat(repo.runs()).containsExactly("B01", "B01", "B02", "B03");
  }
}
