package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any record of a journal may be the last one before a crash: the session can be resumed from each.
 */
class ResumeIT {
  @TempDir Path temp;

  private static Path journal(CaseRepo repo) {
    try (Stream<Path> folders = Files.list(repo.files().path(".git/exec-session"))) {
      return folders
          .map(folder -> folder.resolve("journal.jsonl"))
          .filter(Files::exists)
          .sorted()
          .reduce((older, newer) -> newer)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int first(List<String> records, String type) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).contains("\"type\":\"" + type + "\"")) {
        return i;
      }
    }
    throw new AssertionError("no record of type " + type + " in " + records);
  }

  private static void cut(Path journal, List<String> records, int count) throws IOException {
    Files.write(journal, records.subList(0, count));
    // As after a crash: the notes kept next to the journal lag behind.
    Files.deleteIfExists(journal.resolveSibling("journal.head"));
  }

  @Test
  void a_run_resumes_from_every_record_and_asks_only_if_the_executors_exit_is_unknown()
      throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.autonomous().exit()).isEqualTo(0);
    repo.inside();
    Fingerprint left = Fingerprint.ofTree(repo.files().root());
    Path journal = journal(repo);
    List<String> records = Files.readAllLines(journal);
    int known = first(records, "exited") + 1;

    for (int count = first(records, "intended") + 1; count < records.size(); count++) {
      cut(journal, records, count);
      Ran ran = repo.autonomous();
      assertThat(ran.exit()).as(count + " records: " + ran).isEqualTo(count < known ? 5 : 0);
      assertThat(repo.runs()).as(count + " records").containsExactly("B01");
      assertThat(left.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
      lost.holdsWithChanges("src/A.java");
    }
  }

  /** Leaves a first block that was approved and is not recorded as done. */
  private static void approveAndCut(CaseRepo repo) throws IOException {
    assertThat(repo.stepwise("--until", "B01").exit()).isEqualTo(5);
    assertThat(repo.stepwise("--until", "B01", "--approve", "B01").exit()).isEqualTo(0);
    Path journal = journal(repo);
    List<String> records = Files.readAllLines(journal);
    cut(journal, records, first(records, "approved") + 1);
  }

  @Test
  void a_yes_is_not_asked_for_twice() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    approveAndCut(repo);

    Ran ran = repo.stepwise("--until", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err()).contains("B01 is done");
    assertThat(repo.report().texts("blocks.0.approvals.*.by")).hasSize(1);
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void an_approval_may_be_repeated() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.stepwise("--until", "B01").exit()).isEqualTo(5);
    assertThat(repo.stepwise("--until", "B01", "--approve", "B01").exit()).isEqualTo(0);

    Ran ran = repo.stepwise("--until", "B01", "--approve", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.stepwise("--approve", "B02").exit()).isEqualTo(3);
  }

  @Test
  void an_undo_that_was_cut_off_is_finished_before_anything_else() throws IOException {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    NothingLost lost = NothingLost.since(repo);
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    assertThat(repo.cli().run("rollback", "B01").exit()).isEqualTo(0);
    Path journal = journal(repo);
    List<String> records = Files.readAllLines(journal);
    cut(journal, records, first(records, "undoing") + 1);
    String command = "exec-session rollback B01 " + CaseRepo.PLAN;

    Ran ran = repo.stepwise();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .contains("error[UNDO-004]: the undo of block `B01` was interrupted", "`" + command + "`");
    assertThat(repo.cli().run("status").out()).endsWith("next    " + command + "\n");
    assertThat(repo.runs()).containsExactly("B01");
    assertThat(repo.cli().run("rollback", "B01", CaseRepo.PLAN).exit()).isEqualTo(0);
    assertThat(lost.holdsWithChanges().texts("blocks.*.undone")).containsExactly("true");
  }

  @Test
  void a_yes_to_other_bytes_is_asked_for_again() throws IOException {
    CaseRepo repo = CaseRepo.create(temp).inside();
    approveAndCut(repo);
    repo.files().write("src/A.java", "something else\n");

    Ran ran = repo.stepwise("--until", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).doesNotContain("B01 is done");
    assertThat(repo.report().texts("blocks.*.status")).doesNotContain("done");
  }

  @Test
  void what_an_earlier_session_achieved_is_carried_over_whenever_the_tool_dies()
      throws IOException {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo $B >src/$B; [ $B != B03 ] || echo x >outside.txt");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    repo.files()
        .write(CaseRepo.PLAN, PlanText.withInclude(PlanText.STANDARD, "`src/**`", "`outside.txt`"));
    Ran amended = repo.autonomous();
    assertThat(amended.exit()).as(amended.toString()).isEqualTo(0);
    repo.inside();
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    Path journal = journal(repo);
    List<String> records = Files.readAllLines(journal);

    for (int count = 1; count <= first(records, "carried-over") + 1; count++) {
      cut(journal, records, count);
      Ran ran = repo.autonomous();
      assertThat(ran.exit()).as(count + " records: " + ran).isEqualTo(0);
      assertThat(repo.runs()).as(count + " records").containsExactly("B01", "B02", "B03");
    }
  }
}
