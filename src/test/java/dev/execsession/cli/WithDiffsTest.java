package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithDiffsTest {
  @TempDir Path temp;

  @Test
  void with_diffs_shows_the_diff_of_each_block_in_run_and_report() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    Path copy = repo.outside().resolve("copy.md");

    Ran ran = repo.autonomous("--with-diffs", "--report", copy.toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    String report = Files.readString(copy);
    assertThat(report).contains("```diff\n", "+++ b/src/A.java\n", "\n+B02\n");
    assertThat(repo.report().texts("blocks.*.diff")).hasSize(3);
    assertThat(repo.cli().run("report", "--with-diffs").out()).isEqualTo(report);
    assertThat(repo.cli().run("report").out()).doesNotContain("```diff");
  }

  @Test
  void the_report_of_a_failure_holds_the_start_of_its_output() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    repo.executor("seq 1 100; exit 3").autonomous();

    assertThat(repo.cli().run("report").out())
        .contains("**Executor's output**\n\n```text\n1\n2\n3\n4\n5\n… 80 lines left out …\n86\n");
  }
}
