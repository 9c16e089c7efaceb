package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks decide whether a block is done, and their changes are judged too. */
class CheckCasesIT {
  @TempDir Path temp;

  @Test // cases 7 and 8
  void a_failed_check_stops_and_after_a_fix_only_the_checks_run_again() {
    String plan =
        PlanText.withCheck(
            PlanText.STANDARD, "`grep fixed src/A.java || { echo not fixed yet; exit 1; }`");
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran failed = repo.autonomous();

    assertThat(failed.exit()).as(failed.toString()).isEqualTo(1);
    assertThat(failed.all()).contains("not fixed yet", "B01");
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("blocked");
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(report.text("blocks.0.checks.0.status")).isEqualTo("failed");
    assertThat(report.text("blocks.0.checks.0.exit")).isEqualTo("1");
    lost.holdsWithChanges("src/A.java");

    repo.files().write("src/A.java", "a\nB01\nfixed\n");
    Ran resumed = repo.autonomous();

    assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.report().texts("blocks.*.checks.*.status")).containsOnly("passed");
    assertThat(repo.report().texts("blocks.*.attempts")).containsExactly("1", "1", "1");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 7
  void retries_run_the_executor_again_with_the_checks_output() {
    String plan =
        PlanText.withCheck(
            PlanText.ONE_BLOCK, "`grep fixed src/A.java || { echo say $((40+2)); exit 1; }`");
    CaseRepo repo =
        CaseRepo.create(temp, plan)
            .executor(
                "if grep -q 'say 42' \"$EXEC_SESSION_BRIEF\"; then echo fixed; fi >>src/A.java; date +%N >>src/A.java");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous("--retries", "2");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B01");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_check_that_must_fail_before_is_flagged_when_it_passes_already() {
    String plan =
        PlanText.withCheck(
            PlanText.ONE_BLOCK,
            "`grep -q B01 src/A.java` (must fail before)",
            "`grep -q a src/A.java` (must fail before)");
    CaseRepo repo = CaseRepo.create(temp, plan);

    Ran ran = repo.stepwise();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    String risk =
        "check `grep -q a src/A.java` passed already before the block: "
            + "it does not show that the block did anything";
    assertThat(ran.err())
        .contains(
            "  check before the work failed  grep -q B01 src/A.java",
            "  check before the work passed  grep -q a src/A.java",
            "  check passed  grep -q B01 src/A.java",
            "  risk: " + risk);
    assertThat(repo.report().texts("blocks.0.risks.*")).containsExactly(risk);
    assertThat(repo.report().texts("blocks.0.checks.*.status")).containsExactly("passed", "passed");
  }

  @Test // case 9
  void a_file_that_a_check_writes_outside_is_the_checks_fault() {
    String plan = PlanText.withCheck(PlanText.STANDARD, "`echo {} >package-lock.json`");
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("package-lock.json", "check");
    JsonDoc report = repo.report();
    assertThat(report.text("escalation.reason")).isEqualTo("scope");
    assertThat(report.texts("escalation.paths.*")).containsExactly("package-lock.json");
    for (JsonDoc change : report.docs("blocks.0.changes.*")) {
      assertThat(change.text("by"))
          .as(change.text("path"))
          .isEqualTo(change.text("path").equals("src/A.java") ? "executor" : "check");
    }
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java", "package-lock.json");
  }

  @Test // case 10
  void what_a_check_builds_into_ignored_folders_is_listed_as_a_side_effect() {
    String plan =
        PlanText.withCheck(
            PlanText.ONE_BLOCK, "`mkdir -p target/x && echo 1 >target/a && echo 2 >target/x/b`");
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly("src/A.java");
    assertThat(report.texts("blocks.0.sideEffects.*.path"))
        .isNotEmpty()
        .allMatch(path -> path.startsWith("target/"));
    assertThat(
            report.texts("blocks.0.sideEffects.*.files").stream().mapToInt(Integer::parseInt).sum())
        .isEqualTo(2);
    lost.holdsWithChanges("src/A.java", "target/a", "target/x/b");
  }

  @Test // case 23
  void a_hanging_check_is_stopped_at_its_limit_and_reported_as_timed_out() {
    String plan = PlanText.withCheck(PlanText.STANDARD, "`sleep 600 & sleep 600` (timeout 2s)");
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    JsonDoc report = repo.report();
    assertThat(report.text("blocks.0.checks.0.status")).isEqualTo("timeout");
    assertThat(report.text("blocks.0.checks.0.exit")).isEqualTo("null");
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest // case 33
  @ValueSource(
      strings = {
        "```bash\nnpm test\ngit add -A && git commit -m done\n```",
        "- `true && git push origin HEAD`",
        "```sh\ncd src; git -C . stash\n```"
      })
  void a_check_that_would_write_to_git_is_refused_with_the_reason(String check) {
    String plan = PlanText.with(PlanText.STANDARD, "- `true`", check);
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).containsPattern("x\\.md:\\d+:\\d+: error\\[").containsPattern("git ");
    lost.holdsAndNothingWasStarted();
  }
}
