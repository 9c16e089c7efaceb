package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user had not committed, and what earlier blocks did, outlives every block. */
class DestructionIT {
  private static final String TWO_BLOCKS =
      PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan");
  private static final String WORK_OF_B01 =
      "`src/A.java` is back to what HEAD held at lock-in: the work of block `B01` in it is gone";
  private static final String ROLLBACK = "exec-session rollback B02 " + CaseRepo.PLAN;

  @TempDir Path temp;

  /** A file of the user's is dirty, one is untracked; the first block works on two others. */
  private CaseRepo repo(String plan, String second) {
    CaseRepo repo =
        CaseRepo.create(temp, plan)
            .executor(
                "if [ $B = B01 ]; then echo one >>src/A.java; echo 1 >src/one; else\n"
                    + second
                    + "\nfi");
    repo.files().write("src/util/U.java", "u\ndays of work\n");
    repo.files().write("src/mine", "mine\n");
    return repo;
  }

  private static void isAllThere(CaseRepo repo) {
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\none\n");
    assertThat(repo.files().read("src/one")).isEqualTo("1\n");
    assertThat(repo.files().read("src/util/U.java")).isEqualTo("u\ndays of work\n");
    assertThat(repo.files().read("src/mine")).isEqualTo("mine\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git reset -q --hard; echo 2 >src/two",
        "git checkout -q -- .; echo 2 >src/two",
        "git restore .; echo 2 >src/two",
        "git clean -qfd; echo 2 >src/two",
        "git stash -q; git stash drop -q; echo 2 >src/two",
        "git reset -q --hard; git clean -qfd",
        "git show HEAD:src/A.java >src/A.java; git show HEAD:src/util/U.java >src/util/U.java",
        "rm src/mine src/one; echo 2 >src/two"
      })
  void whatever_command_takes_it_away_the_block_is_stopped_and_undo_brings_it_back(String command) {
    CaseRepo repo = repo(TWO_BLOCKS, command);

    Ran run = repo.autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err())
        .contains("the work of block `B01`", "your uncommitted work")
        .contains("`" + ROLLBACK + "` brings it back");
    assertThat(repo.runs()).containsExactly("B01", "B02");
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.*.status")).containsExactly("done", "blocked");
    Ran undone = repo.cli().onPath().shell(ROLLBACK);
    assertThat(undone.exit()).as(undone.toString()).isEqualTo(0);
    isAllThere(repo);

    Ran again = repo.executor("echo 2 >src/two").autonomous();

    assertThat(again.exit()).as(again.toString()).isEqualTo(0);
    isAllThere(repo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git stash -q", "git stash -qu"})
  void a_stash_goes_back_to_planning_with_what_it_took(String command) {
    CaseRepo repo = repo(TWO_BLOCKS, command + "; echo 2 >src/two");

    Ran run = repo.autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains(WORK_OF_B01);
    assertThat(repo.cli().onPath().shell(ROLLBACK).exit()).isEqualTo(0);
    isAllThere(repo);
  }

  @Test
  void a_check_that_takes_it_away_stops_the_block() {
    CaseRepo repo =
        repo(
            PlanText.withCheck(TWO_BLOCKS, "`if [ -e src/two ]; then git restore src/util; fi`"),
            "echo 2 >src/two");

    Ran run = repo.autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "`src/util/U.java` is back to what HEAD held at lock-in: your uncommitted work in it is"
                + " gone");
  }

  @Test
  void a_hook_that_takes_it_away_stops_the_block() {
    CaseRepo repo = repo(TWO_BLOCKS, "echo 2 >src/two");
    repo.files().git("checkout", "--", "src/util/U.java");
    repo.files().delete("src/mine");
    repo.files().git("config", "user.name", "Ann");
    repo.files().git("config", "user.email", "ann@example.org");
    repo.files()
        .write(
            ".git/hooks/pre-commit",
            "#!/bin/sh\nif [ -e src/two ]; then printf 'a\\n' >src/A.java; fi\n");
    repo.files().sh("chmod +x .git/hooks/pre-commit");

    Ran run = repo.autonomous("--commit");

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).contains(WORK_OF_B01);
  }

  @Test
  void a_person_at_a_terminal_is_asked_and_may_keep_it_so() {
    CaseRepo repo = repo(TWO_BLOCKS, "git checkout -q -- src/A.java; echo 2 >src/two");
    repo.files().git("checkout", "--", "src/util/U.java");
    repo.files().delete("src/mine");
    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Approve B01\\?");
      pty.type("c");
      pty.await("B02 took away what others had done:");
      pty.await("the work of block `B01` in it is gone");
      pty.await("Keep it so\\?");
      pty.type("");
      pty.await("Keep it so\\?");
      pty.type("?");
      pty.await("the report names you");
      pty.await("Keep it so\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("done", "pending");

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("Keep it so\\?");
      pty.type("k");
      pty.await("Approve B02\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.runs()).containsExactly("B01", "B02");
    assertThat(repo.report().text("state")).isEqualTo("completed");
    assertThat(repo.report().texts("blocks.1.risks.*"))
        .anySatisfy(risk -> assertThat(risk).startsWith(WORK_OF_B01 + "; accepted by "));
  }

  @Test
  void stepwise_without_a_terminal_is_blocked() {
    CaseRepo repo = repo(TWO_BLOCKS, "git checkout -q -- .; echo 2 >src/two");
    repo.stepwise("--allow-dirty");

    Ran run = repo.stepwise("--approve", "B01");

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).contains(ROLLBACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git stash -qu; git stash pop -q; echo 2 >src/two",
        "echo two >>src/A.java; echo two >>src/util/U.java",
        "sed -i 's/one/ONE/; s/days/nights/' src/A.java src/util/U.java",
        "mkdir src/sub; mv src/one src/mine src/sub"
      })
  void ordinary_work_is_done(String command) {
    Ran run = repo(TWO_BLOCKS, command).autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
  }

  @Test
  void a_block_whose_text_says_so_may_revert() {
    CaseRepo repo =
        repo(
            PlanText.with(TWO_BLOCKS, "Make the second step.", "Revert `src/A.java`."),
            "git checkout -q -- src/A.java; echo 2 >src/two");

    Ran run = repo.autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
  }

  @Test
  void the_users_bytes_may_change_back_once_an_allowed_commit_holds_them() {
    CaseRepo repo =
        repo(
            TWO_BLOCKS,
            "git add src/util/U.java; git commit -qm 'Keep it'; git show"
                + " HEAD~1:src/util/U.java >src/util/U.java; echo 2 >src/two");

    Ran run = repo.autonomous("--allow-dirty");

    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
  }

  @Test
  void a_completed_plan_whose_work_is_gone_is_not_complete() {
    CaseRepo repo = repo(TWO_BLOCKS, "echo 2 >src/two");
    assertThat(repo.autonomous("--allow-dirty").exit()).isEqualTo(0);
    assertThat(repo.autonomous().exit()).isEqualTo(0);
    repo.files().git("checkout", ".");
    repo.files().git("clean", "-fdq");

    Ran run = repo.autonomous();

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err())
        .contains("error[RUN-021]: the plan was completed, but work of its blocks is gone")
        .contains("`src/one` is gone: it held the work of block `B01`")
        .contains("--restart");
    List<String> json = new ArrayList<>(repo.runWords("--mode", "autonomous", "--json"));
    Ran lines = repo.cli().run(json);
    assertThat(JsonDoc.parse(lines.out().strip()).text("state")).isEqualTo("blocked");
    assertThat(repo.autonomous("--restart").exit()).isEqualTo(0);
    assertThat(repo.files().read("src/one")).isEqualTo("1\n");
  }

  @Test
  void a_fresh_checkout_beside_a_cached_session_is_not_complete() {
    CaseRepo repo = repo(TWO_BLOCKS, "echo 2 >src/two");
    assertThat(repo.autonomous("--allow-dirty").exit()).isEqualTo(0);
    repo.files().sh("rm -rf src; git checkout -q -f HEAD; git clean -qfd");

    assertThat(repo.autonomous().exit()).isEqualTo(1);
  }
}
