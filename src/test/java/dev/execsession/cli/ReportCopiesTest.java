package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the report, and failures to write them. */
class ReportCopiesTest {
  @TempDir Path temp;

  @Test
  void a_copy_that_cannot_be_written_leaves_the_sessions_own_exit_code() {
    CaseRepo repo = repo("rm -rf src/out; echo x >src/out; echo x >>src/A.java; exit 3");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.err()).contains("RUN-013", "src/out/report.md");
  }

  @Test
  void a_copy_that_cannot_be_written_is_a_warning_and_the_session_is_done() {
    Ran ran = repo("rm -rf src/out; echo x >src/out; echo x >>src/A.java").autonomous();

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err())
        .contains("warning[RUN-013]: cannot write `", "src/out/report.md`: ")
        .contains("hint: when the place is writable again, run `exec-session report -o FILE`");
    assertThat(ran.out()).contains("completed").doesNotContain("src/out/report.md");
  }

  @Test
  void the_folder_of_a_copy_is_made() {
    CaseRepo repo = repo("echo x >>src/A.java");

    assertThat(repo.autonomous().exit()).isZero();
    assertThat(repo.files().read("src/out/report.md")).startsWith("# ");
  }

  @Test
  void what_an_executor_writes_where_a_copy_goes_is_judged_like_any_path() {
    CaseRepo repo =
        CaseRepo.create(temp)
            .inside()
            .unconfined()
            .executor(
                "echo x >>src/A.java; echo mine >NOTES.md; cp NOTES.md \"$(ls -d"
                    + " .git/exec-session/2*)\"/report.md");

    Ran ran = repo.autonomous("--report", "NOTES.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err()).contains("NOTES.md");
  }

  @Test
  void the_copy_that_the_last_run_wrote_is_no_change() {
    CaseRepo repo = CaseRepo.create(temp).inside();

    assertThat(repo.stepwise("--report", "NOTES.md").exit()).isEqualTo(5);
    Ran next = repo.stepwise("--report", "NOTES.md", "--approve", "B01");

    assertThat(next.exit()).as(next.toString()).isEqualTo(5);
    assertThat(repo.report().texts("blocks.1.changes.*.path")).containsExactly("src/A.java");
    repo.files().write("NOTES.md", "mine\n");
    Ran edited = repo.stepwise("--report", "NOTES.md", "--approve", "B02");
    assertThat(edited.all()).contains("NOTES.md");
  }

  @Test
  void the_copy_that_the_last_run_wrote_for_a_build_service_is_no_change() {
    CaseRepo repo = CaseRepo.create(temp).inside();

    assertThat(repo.stepwise("--report", "tests.xml").exit()).isEqualTo(5);
    Ran next = repo.stepwise("--report", "tests.xml", "--approve", "B01");

    assertThat(next.exit()).as(next.toString()).isEqualTo(5);
    assertThat(repo.files().read("tests.xml")).contains("<testsuite name=\"B01 ");
    assertThat(repo.report().texts("blocks.1.changes.*.path")).containsExactly("src/A.java");
  }

  @Test
  void validate_refuses_the_places_of_the_configuration_that_run_refuses() {
    CaseRepo repo = repo("echo x >>src/A.java");
    repo.files().write(".exec-session.yml", "report:\n  files: [build/r.txt, src/A.java/r.md]\n");
    repo.files().commit("Configure");

    Ran validated = repo.cli().run("validate", "x");
    Ran ran = repo.autonomous();

    assertThat(validated.exit()).isEqualTo(3);
    assertThat(validated.err())
        .contains("unknown format of the report `build/r.txt`", "cannot be written to")
        .isEqualTo(ran.err());
    assertThat(ran.exit()).isEqualTo(3);
  }

  private CaseRepo repo(String work) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined().executor(work);
    repo.files().write(".exec-session.yml", "report:\n  files: [src/out/report.md]\n");
    repo.files().commit("Configure");
    return repo;
  }
}
