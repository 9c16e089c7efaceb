package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift that paths alone do not show, and the reports in an executor's result file. */
class DriftCasesIT {
  private static final String PACKAGE =
      "{\n  \"dependencies\": {\n    \"left\": \"1.0.0\"\n  }\n}\n";
  private static final String GAINED =
      "printf '{\\n  \"dependencies\": {\\n    \"left\": \"1.0.0\",\\n    \"right\": \"2.0.0\"\\n  }\\n}\\n'"
          + " >src/package.json";

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"-, 4", "`npm:other`, 4", "`npm:right`, 0", "`right`, 0"})
  void a_package_that_the_block_does_not_name_returns_to_planning(String named, int exit) {
    String plan =
        named.equals("-")
            ? PlanText.ONE_BLOCK
            : field(PlanText.ONE_BLOCK, "- **New Dependencies:** " + named);
    CaseRepo repo = CaseRepo.create(temp, plan).executor(GAINED);
    repo.files().write("src/package.json", PACKAGE);
    repo.files().commit("A manifest");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    if (exit == 4) {
      JsonDoc report = repo.report();
      assertThat(report.text("escalation.reason")).isEqualTo("dependency");
      assertThat(report.texts("escalation.paths.*")).containsExactly("src/package.json");
      assertThat(report.text("escalation.detail")).contains("right");
      assertThat(String.join("\n", report.texts("escalation.proposal.*")))
          .contains("`right`", "New Dependencies");
    }
    lost.holdsWithChanges("src/package.json");
  }

  @Test
  void a_lock_file_that_changes_alone_returns_to_planning() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .inside()
            .executor("echo '{\"a\":1}' >src/package-lock.json");
    repo.files().write("src/package.json", PACKAGE);
    repo.files().write("src/package-lock.json", "{}\n");
    repo.files().commit("A manifest and its lock");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().text("escalation.reason")).isEqualTo("dependency");
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly("src/package-lock.json");
    lost.holdsWithChanges("src/package-lock.json");
  }

  @ParameterizedTest
  @CsvSource({
    "mkdir tools; echo x >tools/t.sh, tools/t.sh",
    "mkdir -p src/core; echo x >src/core/Kernel.java, src/core/Kernel.java"
  })
  void a_new_top_level_folder_or_an_architecture_path_returns_to_planning(
      String work, String path) {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withInclude(PlanText.ONE_BLOCK, "`**`"))
            .inside()
            .executor(work);
    repo.files().write(".exec-session.yml", "version: 1\narchitecture: ['src/core/**']\n");
    repo.files().commit("Name the architecture");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().text("escalation.reason")).isEqualTo("architecture");
    assertThat(ran.all()).contains(path.substring(0, path.lastIndexOf('/')));
    lost.holdsWithChanges(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"objective", "architecture"})
  void an_executor_can_send_the_plan_back_itself(String reason) throws Exception {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .executor(
                result(
                    "{\"status\":\"done\",\"escalate\":{\"reason\":\""
                        + reason
                        + "\",\"detail\":\"two services would share it\"}}"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("two services would share it");
    assertThat(repo.report().text("escalation.reason")).isEqualTo(reason);
    assertThat(Files.readString(ScopeCasesIT.escalationOf(repo)))
        .containsIgnoringCase("two services would share it")
        .contains("src/A.java", "B02")
        .doesNotContain("does not allow");
    assertThat(repo.runs()).containsExactly("B01");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"status":"blocked","summary":"no access to the schema"}      | 0 | 1 | no access to the schema
          {"status":"done","summary":"all is well"}                     | 9 | 1 | 9
          {"status":"done","risks":["the cache is cold"],"notes":["n"]} | 0 | 0 | -
          """)
  void a_result_file_can_stop_a_block_and_never_pass_one(
      String json, int status, int exit, @Nullable String told) {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .inside()
            .executor(result(json) + "\nexit " + status);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    if (told == null) {
      assertThat(repo.report().texts("blocks.0.risks.*")).contains("the cache is cold");
      assertThat(repo.report().texts("blocks.0.notes.*")).contains("n");
    } else {
      assertThat(ran.all()).contains(told);
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_policy_needs_its_attestation_with_evidence() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files()
        .write(".exec-session.yml", "version: 1\nskills:\n  backend:\n    paths: ['src/**']\n");
    repo.files().commit("Name the backend");
    NothingLost lost = NothingLost.since(repo);

    Ran missing = repo.autonomous();

    assertThat(missing.exit()).as(missing.toString()).isEqualTo(1);
    assertThat(missing.all()).contains("tenant-isolation", "server-side-authorization");
    assertThat(repo.report().texts("blocks.0.attestations.*.status")).containsOnly("missing");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void an_attestation_in_the_result_file_is_reported_with_its_evidence() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .inside()
            .executor(
                result(
                    "{\"status\":\"done\",\"attestations\":{\"tenant-isolation\":\"src/A.java:1\","
                        + "\"server-side-authorization\":{\"status\":\"met\",\"evidence\":\"`true`, src/A.java\"}}}"));
    repo.files()
        .write(".exec-session.yml", "version: 1\nskills:\n  backend:\n    paths: ['src/**']\n");
    repo.files().commit("Name the backend");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.0.attestations.*.status"))
        .isEqualTo(List.of("given", "given"));
    assertThat(repo.report().texts("blocks.0.attestations.*.evidence"))
        .containsExactlyInAnyOrder("src/A.java:1", "`true`, src/A.java");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest
  @CsvSource({
    "echo x >>src/A.java, 1, missing",
    "echo x >>src/A.java; echo x >>src/guide.md, 0, updated"
  })
  void behaviour_that_changed_needs_a_document_that_changed(String work, int exit, String status) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().executor(work);
    repo.files().write("src/guide.md", "guide\n");
    repo.files()
        .write(
            ".exec-session.yml",
            "version: 1\ndocs:\n  behaviour: ['src/**/*.java']\n  docs: ['src/**/*.md']\n");
    repo.files().commit("Name behaviour and documents");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(repo.report().text("blocks.0.docs.status")).isEqualTo(status);
  }

  private static String field(String plan, String line) {
    return PlanText.with(
        plan,
        "- **Goal:** The first step is made.",
        "- **Goal:** The first step is made.\n" + line);
  }

  private static String result(String json) {
    return "echo x >>src/A.java\nprintf '%s' '" + json + "' >\"$EXEC_SESSION_RESULT\"";
  }
}
