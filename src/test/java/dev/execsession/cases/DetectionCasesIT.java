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
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that git itself hides or misrepresents are detected by their path. */
class DetectionCasesIT {
  @TempDir Path temp;

  private static JsonDoc escalated(CaseRepo repo) {
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("escalated");
    assertThat(report.text("escalation.reason")).as(report.toString()).isEqualTo("scope");
    for (String path : report.texts("escalation.paths.*")) {
      assertThat(ran.all()).contains(path);
    }
    return report;
  }

  private static String of(JsonDoc report, String path, String what) {
    return report.docs("blocks.0.changes.*").stream()
        .filter(change -> change.text("path").equals(path))
        .map(change -> change.text(what))
        .findFirst()
        .orElse("no change of " + path + " in " + report);
  }

  @ParameterizedTest(name = "core.filemode={0}") // case 71
  @CsvSource({"true", "false"})
  void a_mode_alone_is_a_change(String filemode) {
    CaseRepo repo = CaseRepo.create(temp).executor("chmod +x secret/key; echo x >>src/A.java");
    repo.files().git("config", "core.filemode", filemode);
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalated(repo);

    assertThat(report.texts("escalation.paths.*")).containsExactly("secret/key");
    assertThat(of(report, "secret/key", "kind")).isEqualTo("mode");
    lost.holdsWithChanges("secret/key", "src/A.java");
  }

  @Test // case 72
  void what_is_moved_into_the_scope_is_missing_where_it_was() {
    CaseRepo repo = CaseRepo.create(temp).inside().executor("git mv secret/key src/key");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    JsonDoc report = escalated(repo);

    assertThat(report.texts("escalation.paths.*")).contains("secret/key").doesNotContain("src/A");
    assertThat(report.toString()).contains("src/key");
    lost.holdsWithChanges("secret/key", "src/key");
  }

  @Test // case 72
  void what_is_moved_out_of_the_scope_is_named_where_it_is_now() {
    CaseRepo repo = CaseRepo.create(temp).inside().executor("mv src/util/U.java secret/U.java");
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalated(repo);

    assertThat(report.texts("escalation.paths.*")).contains("secret/U.java");
    lost.holdsWithChanges("src/util/U.java", "secret/U.java");
  }

  @Test // case 73
  void a_deleted_file_that_is_excluded_is_found() {
    CaseRepo repo = CaseRepo.create(temp).inside().executor("rm src/secret/key");
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalated(repo);

    assertThat(of(report, "src/secret/key", "kind")).isEqualTo("deleted");
    assertThat(of(report, "src/secret/key", "verdict")).isEqualTo("excluded");
    lost.holdsWithChanges("src/secret/key");
  }

  @ParameterizedTest(name = "{0}") // case 98
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo hidden/ >>.git/info/exclude                     | .git/info/exclude |
          git config core.excludesFile "$PWD/../outside/list"  | .git/config       |
          echo hidden/ >>.gitignore                            | .gitignore        | .gitignore
          """)
  void a_change_hidden_by_a_new_rule_is_found_by_its_path(
      String hide, String rule, @org.jspecify.annotations.Nullable String changed) {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.executor(
        "echo hidden/ >\"$PWD/../outside/list\"; mkdir hidden; echo x >hidden/payload\n" + hide);
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    JsonDoc report = escalated(repo);

    assertThat(of(report, "hidden/payload", "verdict")).isEqualTo("outside");
    assertThat(report.texts("escalation.paths.*")).contains("hidden/payload");
    assertThat(report.toString()).contains(rule);
    if (changed == null) {
      lost.holdsWithChanges("hidden/payload");
    } else {
      lost.holdsWithChanges("hidden/payload", changed);
    }
  }

  @ParameterizedTest(name = "{0}") // case 99
  @CsvSource({
    "git update-index --assume-unchanged secret/key",
    "git update-index --skip-worktree secret/key"
  })
  void a_change_hidden_from_git_is_detected(String hide) {
    CaseRepo repo = CaseRepo.create(temp).inside().executor(hide + "; echo x >>secret/key");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    JsonDoc report = escalated(repo);

    assertThat(report.texts("escalation.paths.*")).contains("secret/key");
    lost.holdsWithChanges("secret/key");
  }

  @Test // case 99
  void a_sparse_checkout_made_by_the_executor_is_found_with_all_it_took_away() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .executor("git sparse-checkout set src docs; echo x >>src/A.java");
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    JsonDoc report = escalated(repo);

    assertThat(report.toString()).contains(".git/info/sparse-checkout", ".git/config");
    assertThat(of(report, "secret/key", "kind")).isEqualTo("deleted");
    lost.holdsWithChanges("secret/key", ".github/workflows/ci.yml", "src/A.java");
  }

  @Test // case 100
  void a_change_with_the_old_size_and_the_old_time_is_found() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .executor(
                "touch -r secret/key ../outside/time; printf 'K\\n' >secret/key;"
                    + " touch -r ../outside/time secret/key");
    repo.files().git("config", "core.trustctime", "false");
    repo.files().git("config", "core.checkStat", "minimal");
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalated(repo);

    assertThat(report.texts("escalation.paths.*")).containsExactly("secret/key");
    lost.holdsWithChanges("secret/key");
  }

  @ParameterizedTest(name = "{0}") // case 42
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sed -i 's/1. Make the first/1. [x] Make the first/'
          sed -i 's/^- `true`/- `touch PWN`/'
          printf '\\n## Progress Checkpoints\\n- [x] B01\\n' >>
          """)
  void the_plan_is_not_the_executors_to_change(String edit) {
    CaseRepo repo = CaseRepo.create(temp).inside().executor(edit + " " + CaseRepo.PLAN);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains(CaseRepo.PLAN);
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("escalation.reason")).isIn("scope", "objective");
    assertThat(of(report, CaseRepo.PLAN, "verdict")).isEqualTo("protected");
    lost.holdsWithChanges(CaseRepo.PLAN);
  }

  @Test // case 42
  void an_include_of_everything_does_not_cover_the_plan() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withInclude(PlanText.STANDARD, "`**`", "`docs/**`"))
            .inside()
            .executor("printf '\\n## Progress Checkpoints\\n- [x] B01\\n' >>" + CaseRepo.PLAN);
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalated(repo);

    assertThat(of(report, CaseRepo.PLAN, "verdict")).isEqualTo("protected");
    lost.holdsWithChanges(CaseRepo.PLAN);
  }

  @Test // case 43
  void an_edit_of_the_contract_between_two_runs_needs_a_new_approval() {
    CaseRepo repo = CaseRepo.create(temp);
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    String plan = repo.files().read(CaseRepo.PLAN);
    repo.files().write(CaseRepo.PLAN, PlanText.withCheck(plan, "`touch PWN`"));

    Ran ran = repo.stepwise("--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "RUN-004", "Validation Plan", "- - `true`", "+ - `touch PWN`", "--accept-between");
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.files().path("PWN")).doesNotExist();
    lost.holdsWithChanges("src/A.java", CaseRepo.PLAN);

    repo.files().write(CaseRepo.PLAN, plan);
    Ran again = repo.stepwise("--approve", "B01");

    assertThat(again.exit()).as(again.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B02");
    lost.holdsWithChanges("src/A.java");
  }
}
