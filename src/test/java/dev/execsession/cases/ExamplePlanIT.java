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
import dev.execsession.testing.Script;
import dev.execsession.testing.TestRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plan of the plan format: three blocks, a group, block scopes. */
class ExamplePlanIT {
  private static final String BUCKET = "api/src/main/java/limits/TokenBucket.java";
  private static final String BUCKET_TEST = "api/src/test/java/limits/TokenBucketTest.java";
  private static final String FILTER = "api/src/main/java/RateLimitFilter.java";
  private static final String SETTINGS = "api/src/main/resources/application.yml";
  private static final String LIMITS = "docs/operations/limits.md";
  private static final String GUARD = "anything the mobile team owns";
  private static final String WORK =
      """
      case $B in
        B01) mkdir -p api/src/main/java/limits api/src/test/java/limits
             echo bucket >%s; echo test >%s ;;
        B02) echo filter >%s; echo 'limits: 60' >>%s ;;
        B03) echo limits >%s ;;
      esac
      """
          .formatted(BUCKET, BUCKET_TEST, FILTER, SETTINGS, LIMITS);
  private static final String[] EVERYTHING = {BUCKET, BUCKET_TEST, FILTER, SETTINGS, LIMITS};

  @TempDir Path temp;
  private CaseRepo repo;
  private Path calls;

  @BeforeEach
  void a_repository_with_stand_ins_for_the_build_tools() throws IOException {
    TestRepo files = TestRepo.empty(temp, "--initial-branch=feature/rate-limit");
    files.write("api/src/main/java/Gateway.java", "as it was\n");
    files.write("api/src/main/java/billing/Bill.java", "as it was\n");
    files.write(SETTINGS, "as: it was\n");
    files.write("infra/main.tf", "as it was\n");
    files.write("docs/operations/deploy.md", "as it was\n");
    files.write("web/package.json", "{}\n");
    files.write(CaseRepo.PLAN, RealPlans.read("example-plan.md"));
    calls = temp.resolve("outside/calls");
    standIn(files.write("gradlew", ""), "gradlew");
    standIn(files.write("scripts/smoke.sh", ""), "smoke.sh");
    files.commit("init");
    repo = CaseRepo.around(temp, files).executor(WORK);
    standIn(Files.createFile(Files.createDirectory(temp.resolve("bin")).resolve("npm")), "npm");
  }

  private void standIn(Path program, String name) {
    Script.write(program, "#!/bin/sh\necho \"${PWD##*/}: " + name + " $*\" >>'" + calls + "'\n");
  }

  private Cli cli() {
    return repo.cli()
        .with("PATH", temp.resolve("bin") + ":" + repo.cli().environment().get("PATH"));
  }

  private Ran run(String... more) {
    return cli().run(repo.runWords(more));
  }

  @Test
  void unattended_it_needs_both_consents_and_then_runs_to_its_completion_checks()
      throws IOException {
    NothingLost lost = NothingLost.since(repo);

    Ran refused = run("--mode", "autonomous");

    assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains(GUARD, "--ack-guards", "--override-mode");
    lost.holdsAndNothingWasStarted();

    Ran ran = run("--mode", "autonomous", "--override-mode", "--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.texts("blocks.*.status")).containsExactly("done", "done", "done");
    assertEveryCheckRanInItsPlace();
    assertThat(report.texts("guards.*")).containsExactly(GUARD);
    assertThat(String.join("\n", report.texts("blocks.1.risks.*")))
        .contains("61 times", "only the `limits` key");
    assertThat(report.text("blocks.2.docs.status")).isEqualTo("updated");
    assertThat(report.toString()).contains("./gradlew check", "scripts/smoke.sh --quick");
    lost.holdsWithChanges(EVERYTHING);
  }

  @Test
  void at_a_terminal_its_group_has_one_gate() throws IOException {
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await(GUARD);
      pty.await("Approve B01\\?");
      assertThat(repo.runs()).containsExactly("B01");
      pty.type("c");
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("manual check passed\\? ", "y");
      answers.put("Approve [^?\n]*\\?", "c");
      assertThat(pty.answerUntilTheEnd(answers)).as(pty.transcript()).isEqualTo(0);
      assertThat(pty.transcript().split("Approve [^?\n]*\\?", -1))
          .as("gates: one behind the first block, one behind the group\n" + pty.transcript())
          .hasSize(3);
      assertThat(pty.transcript()).containsPattern("Approve B02, B03\\?");
    }

    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.text("mode")).isEqualTo("stepwise");
    for (int block = 0; block < 3; block++) {
      assertThat(report.texts("blocks." + block + ".approvals.*.by")).hasSize(1);
    }
    assertThat(report.texts("blocks.1.manualChecks.*.status")).containsOnly("passed");
    assertEveryCheckRanInItsPlace();
    lost.holdsWithChanges(EVERYTHING);
  }

  @Test
  void a_group_is_approved_as_one_by_option() {
    NothingLost lost = NothingLost.since(repo);
    assertThat(run().exit()).isEqualTo(5);

    Ran group = run("--approve", "B01");

    assertThat(group.exit()).as(group.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(repo.report().texts("blocks.*.status"))
        .containsExactly("done", "pending", "pending");

    Ran last = run("--approve-group", "B02");

    assertThat(last.exit()).as(last.toString()).isEqualTo(0);
    assertThat(repo.report().text("state")).isEqualTo("completed");
    lost.holdsWithChanges(EVERYTHING);
  }

  @Test
  void the_first_block_may_not_touch_what_only_the_plan_includes() {
    repo.executor("echo x >>" + SETTINGS);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = run();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly(SETTINGS);
    assertThat(repo.report().text("escalation.block")).isEqualTo("B01");
    lost.holdsWithChanges(SETTINGS);
  }

  @Test
  void a_document_that_a_block_must_update_is_missed() {
    String plan =
        PlanText.with(
            repo.files().read(CaseRepo.PLAN),
            "- **Docs:** `" + LIMITS + "`",
            "- **Docs:** `docs/operations/deploy.md`");
    plan = PlanText.with(plan, "- **Include:** `" + LIMITS + "`\n", "");
    repo.files()
        .write(
            CaseRepo.PLAN, PlanText.with(plan, "- `" + LIMITS + "`\n", "- `docs/operations/**`\n"));
    repo.files().commit("Ask for another document");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = run("--mode", "autonomous", "--override-mode", "--ack-guards");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("B03", "docs/operations/deploy.md");
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("done", "done", "blocked");
    lost.holdsWithChanges(EVERYTHING);
  }

  /** The stand-ins recorded their arguments and working folder. */
  private void assertEveryCheckRanInItsPlace() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(calls));
    assertThat(lines).hasSize(9);
    assertThat(lines.subList(0, 3))
        .containsExactlyInAnyOrder(
            "repo: gradlew :api:test --tests limits.*",
            "repo: gradlew :api:test",
            "web: npm run build");
    for (int block = 1; block < 3; block++) {
      assertThat(lines.subList(1 + 2 * block, 3 + 2 * block))
          .containsExactlyInAnyOrder("repo: gradlew :api:test", "web: npm run build");
    }
    assertThat(lines.subList(7, 9))
        .containsExactly("repo: gradlew check", "repo: smoke.sh --quick");
  }
}
