package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executors work, fail, hang, commit, or leave things behind; each case is reported and judged. */
class ExecutorCasesIT {
  @TempDir Path temp;

  @Test // case 1
  void three_blocks_in_scope_are_done_once_each_and_reported() {
    CaseRepo repo = CaseRepo.create(temp).executor("echo \"$B\" >>src/$B.txt");
    NothingLost lost = NothingLost.since(repo);
    Path markdown = repo.outside().resolve("report.md");

    Ran ran = repo.autonomous("--report", markdown.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    assertThat(ran.all()).contains("src/B01.txt", "src/B02.txt", "src/B03.txt");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("completed");
    assertThat(report.texts("blocks.*.status")).containsOnly("done");
    assertThat(report.texts("blocks.*.attempts")).containsOnly("1");
    for (String block : List.of("0", "1", "2")) {
      String path = "src/B0" + (Integer.parseInt(block) + 1) + ".txt";
      assertThat(report.texts("blocks." + block + ".changes.*.path")).containsExactly(path);
    }
    assertThat(report.texts("blocks.*.changes.*.kind")).containsOnly("added");
    assertThat(report.texts("blocks.*.changes.*.verdict")).containsOnly("included");
    assertThat(report.texts("blocks.*.changes.*.rule")).containsOnly("src/**");
    assertThat(report.texts("blocks.*.changes.*.by")).containsOnly("executor");
    assertThat(report.texts("blocks.*.checks.*.status"))
        .containsExactly("passed", "passed", "passed");
    assertThat(report.text("escalation")).isEqualTo("null");
    assertThat(report.text("head.end")).isEqualTo(repo.files().head());
    assertThat(markdown).content().contains("src/B02.txt", "B03", "done");
    JsonDoc status = lost.holdsWithChanges("src/B01.txt", "src/B02.txt", "src/B03.txt");
    assertThat(status.text("session")).isEqualTo(report.text("session"));

    Ran again = repo.cli().run("report", "--format", "json");

    assertThat(again.exit()).isEqualTo(0);
    assertThat(again.json().toString()).isEqualTo(report.toString());
  }

  @Test // case 12
  void a_commit_on_the_execution_branch_is_accepted_and_named() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo \"$B\" >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam \"$B\"");
    String start = repo.files().head();
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.*.commits.*"))
        .containsExactlyElementsOf(
            repo.files().git("rev-list", "--reverse", start + "..HEAD").lines().toList());
    assertThat(report.text("head.start")).isEqualTo(start);
    assertThat(report.text("head.end")).isEqualTo(repo.files().head());
    assertThat(report.texts("blocks.*.changes.*.path"))
        .containsExactly("src/A.java", "src/A.java", "src/A.java");
    lost.holdsWithChanges("src/A.java");
  }

  @Test // case 12
  void a_commit_is_a_violation_where_the_configuration_forbids_it() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .executor(
                "echo \"$B\" >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam \"$B\"");
    repo.files().write(".exec-session.yml", "version: 1\ncommits: forbid\n");
    repo.files().commit("Forbid commits");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("commit", repo.files().head().substring(0, 7));
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case 19: both facts are reported and the scope decides
          echo x >>pom.xml; exit 3    | 4 | escalated | 3 | pom.xml
          # case 20
          echo x >>src/A.java; exit 3 | 1 | blocked   | 3 | src/A.java
          """)
  void an_executor_that_fails_stops_the_session(
      String work, int exit, String state, String status, String changed) {
    CaseRepo repo = CaseRepo.create(temp).executor(work);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.all()).contains("B01", changed).containsPattern("\\b3\\b");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo(state);
    assertThat(report.text("blocks.0.executor.exit")).isEqualTo(status);
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly(changed);
    assertThat(report.texts("blocks.*.status")).containsExactly("blocked", "pending", "pending");
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges(changed);
  }

  @Test // case 21
  void a_block_that_changed_nothing_is_not_done() {
    CaseRepo repo = CaseRepo.create(temp).executor("true");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("B01", "nothing in scope changed");
    assertThat(repo.report().texts("blocks.*.status"))
        .containsExactly("blocked", "pending", "pending");
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges();
  }

  @Test // case 21
  void a_block_that_expects_no_changes_is_done_without_any() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- **Goal:** The first step is made.",
            "- **Goal:** The first step is made.\n- **Expect:** no changes");
    CaseRepo repo = CaseRepo.create(temp, plan).executor("true");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges();
  }

  @ParameterizedTest // case 22
  @CsvSource({"src/A.java, 1, blocked", "pom.xml, 4, escalated"})
  void an_executor_that_hangs_is_ended_with_its_children_and_its_work_is_judged(
      String changed, int exit, String state) {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo x >>" + changed + "; sleep 600 & setsid sleep 600");
    repo.files()
        .write(
            ".exec-session.yml",
            """
            version: 1
            executors:
              slow:
                command: %s
                timeout: 2s
            """
                .formatted(repo.executor().path()));
    repo.files().commit("Configure an executor");
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .run(
                "run",
                CaseRepo.PLAN,
                "--mode",
                "autonomous",
                "--executor",
                "slow",
                "--report",
                repo.reportFile().toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo(state);
    assertThat(report.text("blocks.0.executor.name")).isEqualTo("slow");
    assertThat(report.text("blocks.0.executor.exit")).isEqualTo("null");
    assertThat(report.texts("blocks.0.changes.*.path")).containsExactly(changed);
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges(changed);
  }

  @Test // case 24
  void an_executor_that_reads_its_input_gets_the_brief_and_then_the_end() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("cat >src/read.md; cmp src/read.md \"$EXEC_SESSION_BRIEF\"");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.files().read("src/read.md"))
        .contains(
            "The work moves forward in three steps.",
            "B01",
            "Make the first step.",
            "src/**",
            "src/secret/**",
            "true");
    lost.holdsWithChanges("src/read.md");
  }

  @Test // case 25
  void a_server_left_by_an_executor_neither_hangs_the_session_nor_survives_it() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .unconfined()
            .executor("sleep 300 & echo \"server $!\"; echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo);
    List<String> words = repo.runWords("--mode", "autonomous");

    Ran ran = repo.cli().within(Duration.ofSeconds(40)).run(words);

    assertThat(ran.exit()).as(ran.toString()).isIn(0, 1);
    assertThat(ran.all() + repo.report()).contains("sleep");
    lost.holdsWithChanges("src/A.java");
  }
}
