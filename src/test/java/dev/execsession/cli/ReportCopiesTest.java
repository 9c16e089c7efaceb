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

  private CaseRepo repo(String work) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined().executor(work);
    repo.files().write(".exec-session.yml", "report:\n  files: [src/out/report.md]\n");
    repo.files().commit("Configure");
    return repo;
  }
}
