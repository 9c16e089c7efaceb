package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redo restores undone work, which must then pass its checks and its gate again. */
class RollbackRedoIT {
  private static final String WORK =
      """
      echo block >>src/A.java; rm src/util/U.java; mkdir -p src/new/deep; echo n >src/new/deep/f
      chmod 600 src/mode; ln -s A.java "$(printf 'src/li\\nnk')"
      """;

  @TempDir Path temp;

  private CaseRepo repo(String plan, String executor) {
    CaseRepo repo = CaseRepo.create(temp, plan).executor(executor);
    repo.files().write("src/mode", "m\n");
    repo.files().commit("A file");
    return repo;
  }

  private static Fingerprint tree(CaseRepo repo) {
    return Fingerprint.ofTree(repo.files().root());
  }

  @Test
  void what_was_undone_is_back_to_the_byte_and_only_its_executor_does_not_run_again() {
    CaseRepo repo =
        repo(PlanText.withCheck(PlanText.ONE_BLOCK, "`echo c >>../outside/checked`"), WORK);
    NothingLost lost = NothingLost.since(repo);
    repo.stepwise();
    Ran done = repo.stepwise("--approve", "B01");
    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    Fingerprint worked = tree(repo);
    Ran undone = repo.cli().run("rollback", "B01");
    assertThat(undone.out()).contains("redo      exec-session rollback B01 --redo\n");
    lost.holdsWithChanges();

    Ran ran = repo.cli().run("rollback", "B01", "--redo");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .isEqualTo(
            """
            restored  src/A.java
            restored  src/li\\nnk
            restored  src/mode
            restored  src/new
            restored  src/new/deep
            restored  src/new/deep/f
            removed   src/util/U.java
            B01 was redone; its checks run again in the next run
            next      exec-session run docs/exec-plans/active/x.md
            """);
    assertThat(ran.err()).isEmpty();
    assertThat(worked.differences(tree(repo))).isEmpty();
    assertThat(repo.cli().run("status", "--json").json().texts("blocks.*.status"))
        .containsExactly("pending");

    Ran asked = repo.stepwise();

    assertThat(asked.exit()).as(asked.toString()).isEqualTo(5);
    assertThat(repo.outside().resolve("checked")).hasContent("c\nc\n");
    assertThat(asked.all()).contains("approve block B01?").doesNotContain("between blocks");
    Ran approved = repo.stepwise("--approve", "B01");
    assertThat(approved.exit()).as(approved.toString()).isEqualTo(0);
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc status =
        lost.holdsWithChanges(
            "src/A.java", "src/li\nnk", "src/mode", "src/new/deep/f", "src/util/U.java");
    assertThat(status.text("state")).isEqualTo("completed");
    assertThat(worked.differences(tree(repo))).isEmpty();
  }

  @Test
  void a_file_edited_since_the_undo_prevents_the_redo_of_all() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK, WORK).inside();
    repo.stepwise();
    repo.cli().run("rollback", "B01");
    repo.files().write("src/A.java", "mine\n");
    repo.files().write("src/mode", "mine too\n");
    Fingerprint left = tree(repo);

    Ran ran = repo.cli().run("rollback", "B01", "--redo");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err())
        .contains(
            "error[UNDO-001]: `src/A.java` is not as the undo of block `B01` left it: "
                + "it was edited since; nothing was redone",
            "error[UNDO-001]: `src/mode` is not as");
    assertThat(left.differences(tree(repo))).isEmpty();
    Ran leaving =
        repo.cli().run("rollback", "B01", "--redo", "--leave", "src/A.java", "--leave", "src/mode");
    assertThat(leaving.exit()).as(leaving.toString()).isEqualTo(0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("mine\n");
    assertThat(repo.files().read("src/new/deep/f")).isEqualTo("n\n");
  }

  @Test
  void there_is_nothing_to_put_back_without_an_undo_or_after_another_run() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK, "echo $B >>src/A.java").inside();
    repo.stepwise();
    Ran early = repo.cli().run("rollback", "B01", "--redo");
    assertThat(early.exit()).as(early.toString()).isEqualTo(3);
    assertThat(early.err()).contains("UNDO-002", "nothing to redo: block `B01` was not undone");
    repo.cli().run("rollback", "B01");
    repo.stepwise();

    Ran late = repo.cli().run("rollback", "B01", "--redo");

    assertThat(late.exit()).as(late.toString()).isEqualTo(3);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\n");
  }

  @Test
  void a_redone_block_in_the_middle_is_judged_by_its_own_work_only() {
    CaseRepo repo = repo(PlanText.STANDARD, "echo $B >src/$B").inside();
    NothingLost lost = NothingLost.since(repo);
    repo.autonomous();
    repo.cli().run("rollback", "B02");
    Ran back = repo.cli().run("rollback", "B02", "--redo");
    assertThat(back.exit()).as(back.toString()).isEqualTo(0);

    Ran run = repo.autonomous();

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.1.changes.*.path")).containsExactly("src/B02");
    assertThat(repo.runs()).containsExactly("B01", "B02", "B03");
    lost.holdsWithChanges("src/B01", "src/B02", "src/B03");
    Ran again = repo.cli().run("rollback", "B02");
    assertThat(again.exit()).as(again.toString()).isEqualTo(0);
    lost.holdsWithChanges("src/B01", "src/B03");
  }

  @Test
  void an_escalated_block_is_escalated_again_when_its_work_is_back() {
    CaseRepo repo = repo(PlanText.ONE_BLOCK, "echo x >>pom.xml; rm .env; echo y >src/y").inside();
    Ran run = repo.autonomous();
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    Fingerprint worked = tree(repo);
    assertThat(repo.cli().run("rollback", "B01").exit()).isEqualTo(0);

    Ran ran = repo.cli().run("rollback", "B01", "--redo");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(worked.differences(tree(repo))).isEmpty();
    assertThat(repo.cli().run("status", "--json").json().text("state")).isEqualTo("escalated");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    assertThat(repo.runs()).containsExactly("B01");
  }

  @Test
  void a_later_block_of_the_same_file_is_no_reason_to_undo_an_earlier_one() {
    CaseRepo repo = repo(PlanText.STANDARD, "echo $B >>src/A.java").inside();
    repo.autonomous("--until", "B02");
    repo.files().write("src/A.java", "mine\n");

    Ran ran = repo.cli().run("rollback", "B02");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err()).contains("it was edited since").doesNotContain("rollback B01");
  }
}
