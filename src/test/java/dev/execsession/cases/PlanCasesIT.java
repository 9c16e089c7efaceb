package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan or repository that is not ready is refused before anything starts. */
class PlanCasesIT {
  private static final String STATUS = "**Status:** Approved\n";

  @TempDir Path temp;

  @Test // case 27
  void the_wrong_branch_is_refused_with_both_names() {
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().branch("feature/X");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("`feature/x`", "`feature/X`", "git switch feature/x");
    lost.holdsAndNothingWasStarted();
  }

  @Test // case 28
  void a_detached_head_is_refused_unless_it_is_the_branchs_tip_and_allowed() {
    CaseRepo repo = CaseRepo.create(temp);
    String earlier = repo.files().head();
    repo.files().write("src/later", "x\n");
    repo.files().commit("later");
    repo.files().git("checkout", "-q", "--detach", earlier);
    NothingLost behind = NothingLost.since(repo);

    Ran ran = repo.autonomous("--allow-detached");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("feature/x");
    behind.holdsAndNothingWasStarted();

    repo.files().git("checkout", "-q", "--detach", "feature/x");
    NothingLost lost = NothingLost.since(repo);
    ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("CI", "--allow-detached");
    lost.holdsAndNothingWasStarted();

    ran = repo.autonomous("--allow-detached");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void the_job_of_a_pull_request_is_told_how_to_get_the_plans_branch() {
    CaseRepo repo = CaseRepo.create(temp);
    TestRepo files = repo.files();
    files.sh(
        "git init -q --bare ../origin.git; git remote add origin ../origin.git;"
            + " git push -q origin feature/x; git switch -q --detach;"
            + " git commit -q --allow-empty -m main; git push -q origin HEAD:refs/pull/7/merge;"
            + " git branch -q -D feature/x");

    Ran ran = repo.autonomous("--allow-detached");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("`ref: ${{ github.head_ref }}`");
    Matcher command = Pattern.compile("run `(git fetch [^`]+)`").matcher(ran.err());
    assertThat(command.find()).as(ran.toString()).isTrue();
    files.sh(command.group(1));
    assertThat(repo.autonomous().exit()).isEqualTo(0);
  }

  @ParameterizedTest // case 29
  @ValueSource(
      strings = {
        "**Status:** Draft\n",
        "**Status:** Approved in chat; written review pending\n",
        "**Status:** Ready after the checkpoint is\napproved\n",
        "```\nStatus: Approved\n```\n"
      })
  void what_only_looks_like_an_approval_does_not_count(String status) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.with(PlanText.STANDARD, STATUS, status));
    repo.files().write(".exec-session.yml", "version: 1\napproval: status\n");
    repo.files().commit("Ask for a status");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).containsIgnoringCase("approv").contains("x.md");
    lost.holdsAndNothingWasStarted();
  }

  @Test // case 29
  void every_status_is_judged_by_the_plan_format() {
    CaseRepo repo = CaseRepo.create(temp);
    List<String> good =
        List.of(
            "**Status:** approved",
            "- Status: In Progress",
            "Status： **Ready**",
            "**Status**: Approved by Ann on 2026-11-20",
            "");
    List<String> bad =
        List.of(
            "**Status:** APPROVED WITH MODIFICATIONS",
            "**Status:** ✅ Approved | ❌ Issues Found",
            "**Status:** not approved",
            "**Status:** completed",
            "**Status:** superseded",
            "**Status:** blocked",
            "**Status:** cancelled",
            "**Status:** <status>",
            "**Status:** who knows");
    List<String> words = new ArrayList<>(List.of("validate", "--json"));
    List<String> all = new ArrayList<>(good);
    all.addAll(bad);
    for (int i = 0; i < all.size(); i++) {
      String path = "docs/exec-plans/active/s" + (100 + i) + ".md";
      repo.files().write(path, PlanText.with(PlanText.STANDARD, STATUS, all.get(i) + "\n"));
      words.add(path);
    }

    Ran ran = repo.cli().run(words);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
    List<JsonDoc> plans = ran.json().docs("plans.*");
    assertThat(plans).hasSameSizeAs(all);
    for (int i = 0; i < all.size(); i++) {
      assertThat(plans.get(i).text("ok"))
          .as(all.get(i) + plans.get(i).texts("problems.*.message"))
          .isEqualTo("" + (i < good.size()));
    }
  }

  static List<Arguments> plansThatAreNotWhole() {
    return List.of(
        Arguments.of(
            PlanText.STANDARD.substring(0, PlanText.STANDARD.indexOf("## File Scope Contract")),
            "File Scope Contract"),
        Arguments.of(PlanText.with(PlanText.STANDARD, "- `src/**`\n", ""), "Include"),
        Arguments.of(PlanText.with(PlanText.STANDARD, "- `src/**`\n", "- <paths>\n"), "Include"),
        Arguments.of(
            PlanText.with(
                PlanText.without(PlanText.STANDARD, "### Block B01", "## Validation Plan"),
                "## Proposed Next Blocks\n",
                "## Proposed Next Blocks\nDo the thing.\n"),
            "block"),
        Arguments.of(PlanText.withCheck(PlanText.STANDARD, "`npm run <script>`"), "<script>"),
        Arguments.of(PlanText.withCheck(PlanText.STANDARD, "`npm run ...`"), "..."));
  }

  @ParameterizedTest // case 30
  @MethodSource("plansThatAreNotWhole")
  void a_plan_that_is_not_whole_is_refused_at_its_line(String plan, String named) {
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains(named).containsPattern("x\\.md(:\\d+:\\d+)?: error\\[");
    lost.holdsAndNothingWasStarted();
  }

  @Test // case 31
  void an_exclusion_that_no_machine_can_enforce_needs_a_person() {
    String guard = "nothing in payment code";
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withExclude(PlanText.STANDARD, "`src/secret/**`", guard));
    NothingLost lost = NothingLost.since(repo);

    Ran refused = repo.autonomous();

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains(guard, "--ack-guards");
    lost.holdsAndNothingWasStarted();

    Ran paused = repo.stepwise();

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(5);
    assertThat(paused.err()).contains(guard);
    assertThat(repo.report().texts("guards.*")).containsExactly(guard);
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 31
  void an_acknowledged_guard_is_in_the_report() {
    String guard = "nothing in payment code";
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withExclude(PlanText.STANDARD, "`src/secret/**`", guard));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("guards.*")).containsExactly(guard);
    lost.holdsWithChanges("src/A.java");
  }
}
