package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import dev.execsession.testing.RealPlans;
import dev.execsession.testing.TestRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that a team really executed, from its approval to its report, and into an escalation. */
class FollowUpPlanIT {
  private static final String PLANNING = "apps/api/app/modules/planning/api/router.py";
  private static final String PANEL =
      "apps/web/src/modules/planning/components/WeeklyPlanTabPanel.tsx";
  private static final String MIGRATION = "apps/api/alembic/versions/0007_tags.py";
  private static final String DOCS = "docs/product-specs/weekly-planning.md";
  private static final String WIRING = "apps/api/app/bootstrap/api.py";
  private static final String GUARD = "unrelated docs outside planning/client scope";
  private static final String WORK =
      """
      echo '# tags' >>%s
      echo '// bulk' >>%s
      echo '# additive' >>%s
      echo 'Bulk assignment.' >>%s
      """
          .formatted(PLANNING, PANEL, MIGRATION, DOCS);

  @TempDir Path temp;

  private CaseRepo repo(String configuration) {
    TestRepo files = TestRepo.empty(temp, "--initial-branch=sprint/05-food-library");
    for (String path : new String[] {PLANNING, PANEL, DOCS, WIRING, "infra/compose.yml"}) {
      files.write(path, "as it was\n");
    }
    files.write("apps/api/alembic/versions/0006_plans.py", "as it was\n");
    files.write("skills/planning/SKILL.md", "as it was\n");
    files.write(
        CaseRepo.PLAN,
        PlanText.with(
            RealPlans.read("nutriorxata-s06x.md"),
            "**Status:** Completed",
            "**Status:** Approved"));
    if (!configuration.isEmpty()) {
      files.write(".exec-session.yml", configuration);
    }
    files.commit("init");
    return CaseRepo.around(temp, files).executor(WORK);
  }

  private static String configuredChecks() {
    return """
        version: 1
        checks:
          - run: grep -q tags %s
          - run: test -s %s
            at: completion
        """
        .formatted(PLANNING, DOCS);
  }

  @Test
  void it_runs_stepwise_at_a_terminal_while_a_person_edits_other_files() throws Exception {
    CaseRepo repo = repo("");
    NothingLost lost = NothingLost.since(repo).byHand();
    Path markdown = repo.outside().resolve("report.md");

    try (Pty pty =
        Pty.start(
            repo.cli().with("NO_COLOR", "1"),
            List.of(
                "run",
                CaseRepo.PLAN,
                "--report",
                repo.reportFile().toString(),
                "--report",
                markdown.toString()))) {
      pty.await("B06X-01");
      pty.await("Add weekly template CRUD UI to worker planner");
      pty.await("Update canonical docs with shipped behavior");
      pty.await("B06X-01 done\\?");
      // Another process does the work.
      repo.files().sh(WORK);
      pty.type("d");
      pty.await("the files are compared after `c`; until then, see `git diff`");
      // What is typed ahead of a question is dropped.
      pty.await("B06X-01 done\\?");
      pty.type("c");
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("manual check passed\\? ", "y");
      answers.put("Approve B06X-01\\?", "c");
      assertThat(pty.answerUntilTheEnd(answers)).as(pty.transcript()).isEqualTo(0);
      assertThat(pty.transcript()).contains(GUARD, PLANNING, PANEL, MIGRATION, DOCS);
    }

    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.text("mode")).isEqualTo("stepwise");
    assertThat(report.text("branch")).isEqualTo("sprint/05-food-library");
    assertThat(report.text("plan.objective"))
        .startsWith("Deliver one reversible follow-up block inside S06");
    assertThat(report.texts("blocks.*.id")).containsExactly("B06X-01");
    assertThat(report.texts("blocks.*.status")).containsExactly("done");
    assertThat(report.text("blocks.0.executor.name")).isEqualTo("manual");
    assertThat(report.texts("blocks.0.changes.*.path"))
        .containsExactlyInAnyOrder(PLANNING, PANEL, MIGRATION, DOCS);
    assertThat(report.texts("blocks.0.manualChecks.*.status")).hasSize(10).containsOnly("passed");
    assertThat(report.texts("blocks.0.approvals.*.by")).hasSize(1);
    assertThat(report.texts("guards.*")).hasSize(2).contains(GUARD);
    assertThat(Files.readString(markdown))
        .contains("B06X-01", "done", PLANNING, "only for additive migration", GUARD);
    lost.holdsWithChanges(PLANNING, PANEL, MIGRATION, DOCS);
  }

  @Test
  void it_runs_autonomously_with_a_script_and_the_teams_checks() {
    CaseRepo repo = repo(configuredChecks());
    NothingLost lost = NothingLost.since(repo);

    Ran unattended = repo.autonomous();

    assertThat(unattended.exit()).as(unattended.toString()).isEqualTo(3);
    assertThat(unattended.err())
        .contains(GUARD, "auth architecture beyond minimum route wiring", "--ack-guards");
    lost.holdsAndNothingWasStarted();

    Ran ran = repo.autonomous("--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.text("mode")).isEqualTo("autonomous");
    assertThat(report.texts("blocks.0.checks.*.command"))
        .containsExactly("grep -q tags " + PLANNING);
    assertThat(report.texts("blocks.0.checks.*.status")).containsExactly("passed");
    assertThat(report.texts("blocks.0.manualChecks.*.status")).hasSize(10).containsOnly("not run");
    assertThat(String.join("\n", report.texts("blocks.0.risks.*")))
        .contains("Worker creates and edits a week template", "only for additive migration");
    lost.holdsWithChanges(PLANNING, PANEL, MIGRATION, DOCS);
  }

  @Test
  void without_any_check_it_is_refused_autonomously() {
    CaseRepo repo = repo("");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("B06X-01", "check");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_file_missing_from_the_contract_returns_to_planning_and_is_accepted_after_an_amendment()
      throws Exception {
    CaseRepo repo = repo(configuredChecks()).executor(WORK + "echo 'route()' >>" + WIRING);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains(WIRING, "outside", "B06X-01", "--include " + WIRING);
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("escalated");
    assertThat(report.text("escalation.reason")).isEqualTo("scope");
    assertThat(report.texts("escalation.paths.*")).containsExactly(WIRING);
    assertThat(report.texts("escalation.proposal.*"))
        .anyMatch(line -> line.contains("`" + WIRING + "`"));
    assertThat(Files.readString(ScopeCasesIT.escalationOf(repo)))
        .contains(WIRING, "B06X-01", "outside", "add `" + WIRING + "` to Include");
    lost.holdsWithChanges(PLANNING, PANEL, MIGRATION, DOCS, WIRING);
    String escalated = report.text("session");

    repo.files()
        .write(
            CaseRepo.PLAN,
            PlanText.with(
                repo.files().read(CaseRepo.PLAN),
                "- `apps/api/app/modules/planning/**`\n- `apps/api/alembic",
                "- `apps/api/app/modules/planning/**`\n- `" + WIRING + "`\n- `apps/api/alembic"));
    Ran second = repo.autonomous("--ack-guards");

    assertThat(second.exit()).as(second.toString()).isEqualTo(0);
    report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.text("session")).isNotEqualTo(escalated);
    assertThat(report.texts("blocks.*.status")).containsExactly("done");
    assertThat(report.texts("blocks.0.checks.*.status")).containsExactly("passed");
    assertThat(report.texts("blocks.0.changes.*.path"))
        .as("the work that was there, judged by the amended contract")
        .containsExactlyInAnyOrder(PLANNING, PANEL, MIGRATION, DOCS, WIRING);
    assertThat(report.texts("blocks.0.changes.*.verdict")).containsOnly("included");
    assertThat(repo.runs()).as("the work is verified, not done again").containsExactly("B06X-01");
    lost.holdsWithChanges(PLANNING, PANEL, MIGRATION, DOCS, WIRING, CaseRepo.PLAN);
  }

  @Test
  void its_own_words_are_parsed_by_the_plan_format() {
    CaseRepo repo = repo("");

    Ran ran = Cli.in(repo.files()).run("validate", "--json", CaseRepo.PLAN);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc plan = ran.json().docs("plans.0.plan").get(0);
    assertThat(plan.text("branch")).isEqualTo("sprint/05-food-library");
    assertThat(plan.text("baseBranch")).isEqualTo("main");
    assertThat(plan.text("mode")).isEqualTo("autonomous");
    assertThat(plan.texts("include.*.pattern")).hasSize(11);
    assertThat(plan.texts("include.*.note").stream().filter(note -> !note.equals("null")))
        .hasSize(3);
    assertThat(plan.texts("exclude.*.pattern")).containsExactly("infra/**", "skills/**");
    assertThat(plan.texts("guards.*.text")).hasSize(2);
    assertThat(plan.texts("checks.*")).isEmpty();
    assertThat(plan.texts("stopConditions.*")).hasSize(3);
    assertThat(plan.texts("blocks.*.id")).containsExactly("B06X-01");
    assertThat(plan.texts("blocks.0.steps.*")).hasSize(6);
    assertThat(plan.texts("groups.*")).isEmpty();
  }
}
