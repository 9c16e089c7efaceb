package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests of several kinds, folders that the plan names, and executors that claim too much. */
class DependencyCasesIT {
  private static final String GOAL = "- **Goal:** The first step is made.\n";

  @TempDir Path temp;

  private static String including(String entry) {
    return PlanText.withInclude(PlanText.ONE_BLOCK, "`src/**`", "`" + entry + "`");
  }

  private static JsonDoc escalation(CaseRepo repo, Ran ran, String reason) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    JsonDoc report = repo.report();
    assertThat(report.text("escalation.reason")).as(report.toString()).isEqualTo(reason);
    assertThat(report.text("escalation.block")).isEqualTo("B01");
    assertThat(report.texts("blocks.*.status")).startsWith("blocked");
    Path file = repo.files().path(report.text("escalation.file"));
    assertThat(file).exists();
    try {
      assertThat(Files.readString(file)).contains("B01", reason);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return report;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pom.xml          | <dependencies><dependency><groupId>g</groupId><artifactId>new-lib</artifactId></dependency></dependencies> | g:new-lib
          package.json     | {"dependencies": {"new-lib": "1.0.0"}} | new-lib
          requirements.txt | new-lib==1.0                           | new-lib
          """)
  void a_dependency_that_the_block_does_not_name_returns_to_planning(
      String manifest, String with, String named) {
    String before = manifest.equals("pom.xml") ? "<project></project>" : "";
    String after = manifest.equals("pom.xml") ? "<project>" + with + "</project>" : with;
    String empty = manifest.equals("package.json") ? "{}" : before;
    CaseRepo repo =
        CaseRepo.create(temp, including(manifest))
            .executor("cat >" + manifest + " <<'END'\n" + after + "\nEND");
    repo.files().write(manifest, empty + "\n");
    repo.files().commit("A manifest");
    NothingLost lost = NothingLost.since(repo);

    JsonDoc report = escalation(repo, repo.autonomous(), "dependency");

    assertThat(report.text("escalation.detail")).contains(named);
    assertThat(report.texts("escalation.proposal.*"))
        .anyMatch(line -> line.contains("New Dependencies") && line.contains(named));
    lost.holdsWithChanges(manifest);
  }

  @Test
  void a_dependency_that_the_block_names_is_its_work() {
    String plan =
        PlanText.with(including("pom.xml"), GOAL, GOAL + "- **New Dependencies:** `g:a`\n");
    String dependency = "<dependency><groupId>g</groupId><artifactId>a</artifactId></dependency>";
    CaseRepo repo =
        CaseRepo.create(temp, plan)
            .executor(
                "echo '<project><dependencies>"
                    + dependency
                    + "</dependencies></project>' >pom.xml");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("pom.xml");
  }

  @Test
  void a_new_folder_that_the_plan_names_is_its_work() {
    CaseRepo repo =
        CaseRepo.create(temp, including("tools/**")).executor("mkdir tools; echo x >tools/new.sh");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges("tools/new.sh");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          done, with a failing check | {"status": "done"}
          no JSON                    | all fine
          an unknown status          | {"status": "perfect"}
          """)
  void an_executor_cannot_talk_its_block_through(String what, String result) {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.withCheck(PlanText.ONE_BLOCK, "`false`"))
            .executor(
                "echo x >>src/A.java\nprintf '%s' '" + result + "' >\"$EXEC_SESSION_RESULT\"");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(what + ran).isEqualTo(1);
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("blocked");
    lost.holdsWithChanges("src/A.java");
  }
}
