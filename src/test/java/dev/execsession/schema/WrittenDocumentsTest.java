package dev.execsession.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Schemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Holds what the commands print and record to {@code docs/schema}. */
@Execution(ExecutionMode.CONCURRENT)
final class WrittenDocumentsTest {
  @TempDir Path temp;

  @Test
  void what_is_printed_about_plans_and_paths_is_valid() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.files().write("docs/exec-plans/active/broken.md", "# Broken\n");

    assertValid("validate", repo.cli().run("validate", "--json", "docs/exec-plans/active"));
    assertValid("explain", repo.cli().run("explain", "--json", "src/secret/key", "x"));
    assertValid("explain", repo.cli().run("explain", "--json", "src/A.java", "x"));
    assertValid("guard-check", repo.cli().run("guard", "check", "--json", "src/A.java"));
    assertValid("agents", repo.cli().with("PATH", "/nowhere").run("agents", "--json"));
    assertValid("guard-test", repo.cli().run("guard", "test", "--json", "--agent", "codex"));
  }

  @Test
  void each_line_of_a_run_is_valid() {
    CaseRepo repo = CaseRepo.create(temp).inside().executor("echo x >>src/A.java; echo y >other");

    Ran refused = repo.cli().run("run", "x", "--json", "--executor", "nonesuch");
    Ran escalated = repo.autonomous("--json");

    List<String> lines = new ArrayList<>(refused.out().lines().toList());
    assertThat(lines).hasSize(1);
    lines.addAll(escalated.out().lines().toList());
    Schemas schema = SchemaFilesTest.schema("run-events");
    for (String line : lines) {
      assertThat(schema.problems(line)).as(line).isEmpty();
    }
    assertThat(lines).hasSizeGreaterThan(8);
    assertThat(schema.problems("{\"version\":1,\"event\":\"ended\"}")).isNotEmpty();
    assertThat(schema.problems(lines.get(1).replace("\"locked\"", "\"docked\""))).isNotEmpty();
    assertValid("report", repo.cli().run("status", "--json"));
    assertValid("report", repo.cli().run("report", "--format", "json"));
  }

  @Test
  void what_is_printed_and_recorded_about_commits_is_valid() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.files().write("src/A.java", "b\n");
    repo.files().write("other.txt", "b\n");
    repo.files().commit("Work");

    Ran ran = repo.cli().run("verify", "x", "--json", "--record", "--range", "HEAD~1..HEAD");

    assertValid("verify", ran);
    String blob =
        repo.files().git("for-each-ref", "--format=%(objectname)", "refs/exec-session").strip();
    String record = repo.files().git("cat-file", "blob", blob);
    assertThat(SchemaFilesTest.schema("verification-record").problems(record)).isEmpty();
  }

  private static void assertValid(String schema, Cli.Ran ran) {
    assertThat(SchemaFilesTest.schema(schema).problems(ran.out())).as(ran.toString()).isEmpty();
  }
}
