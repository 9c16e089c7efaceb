package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Actor;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Handover;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What people do between two runs is not a block's work. */
@Execution(ExecutionMode.CONCURRENT)
class InBetweenTest {
  private static final String WIDE = "- `src/**`\n- `README.md`\n";

  @TempDir Path temp;

  @Test
  void an_amendment_that_is_committed_goes_on_and_is_not_the_blocks() {
    Workbench bench = escalated();
    amend(bench);
    bench.repo().git("add", Workbench.PLAN);
    bench.repo().git("commit", "-qm", "plan: README is in scope");

    Workbench.Run run = bench.autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
    assertThat(paths(run.block("B01"))).containsExactly("README.md", "src/A.java");
  }

  @Test
  void an_amendment_that_is_merged_with_other_work_goes_on() {
    Workbench bench = escalated();
    bench
        .repo()
        .sh(
            "git stash -qu; git switch -qc planning; echo p >>docs/p.md; echo o >other;"
                + " git add .; git commit -qm planning; git switch -q feature/x;"
                + " git merge -q --no-ff -m merged planning; git stash pop -q");
    amend(bench);
    bench.repo().git("add", Workbench.PLAN);
    bench.repo().git("commit", "-qm", "plan: README is in scope");

    Workbench.Run run = bench.autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
    assertThat(paths(run.block("B01"))).containsExactly("README.md", "src/A.java");
  }

  @Test
  void edits_of_ones_own_after_an_escalation_are_neither_judged_nor_undone() {
    Workbench bench = escalated();
    amend(bench);
    bench.repo().write("src/other", "mine\n");
    bench.repo().write("notes", "mine\n");

    Workbench.Run run = bench.allowDirty().autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
    assertThat(paths(run.block("B01"))).containsExactly("README.md", "src/A.java");
    assertThat(bench.rollback("B01").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
    assertThat(bench.repo().read("src/other")).isEqualTo("mine\n");
    assertThat(bench.repo().read("notes")).isEqualTo("mine\n");
    assertThat(bench.repo().read(Workbench.PLAN)).contains(WIDE);
  }

  @Test
  void edits_of_ones_own_are_not_committed_as_the_blocks() {
    Workbench bench = escalated().commit(true);
    amend(bench);
    bench.repo().git("add", Workbench.PLAN);
    bench.repo().git("commit", "-qm", "plan: README is in scope");
    bench.repo().write("src/other", "mine\n");

    Workbench.Run run = bench.allowDirty().autonomous();

    assertThat(run.last().paused()).isEmpty();
    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(bench.repo().git("show", "--name-only", "--format=", "HEAD"))
        .isEqualTo("README.md\nsrc/A.java\n");
  }

  @Test
  void a_path_that_is_put_back_is_no_longer_the_blocks() {
    Workbench bench = escalated();
    bench.repo().sh("rm README.md; git checkout -q -- . 2>/dev/null || true; echo x >>src/A.java");
    edit(bench, "The work moves forward", "The work moves on");

    Workbench.Run run = bench.autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(paths(run.block("B01"))).containsExactly("src/A.java");
  }

  @Test
  void a_commit_that_the_contract_forbids_is_still_seen_after_an_amendment() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor(
                "echo x >>src/A.java; echo x >>src/secret/key; git add .;"
                    + " git -c user.name=a -c user.email=a@b commit -qm both;"
                    + " git show HEAD~1:src/secret/key >src/secret/key");
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    bench.repo().git("commit", "-qam", "key restored");
    edit(bench, "The work moves forward", "The work moves on");
    bench.repo().git("commit", "-qam", "plan: clearer");

    Workbench.Run run = bench.autonomous();

    assertThat(run.story()).endsWith("= escalated\n");
    assertThat(run.last().escalation().orElseThrow().detail()).contains("src/secret/key");
  }

  @Test
  void what_a_person_accepts_between_two_runs_is_not_in_a_waiting_blocks_work() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.nobody());
    bench.repo().write("src/mine", "m\n");

    Workbench.Run run = bench.acceptBetween(true).approve("B01").stepwise(ScriptedGate.nobody());

    assertThat(run.story()).contains("between-accepted");
    assertThat(bench.rollback("B01").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/mine")).isEqualTo("m\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\n");
  }

  @Test
  void a_fix_of_the_blocks_own_path_needs_no_question_and_another_file_does() {
    Workbench bench =
        Workbench.create(
            temp, PlanText.with(PlanText.ONE_BLOCK, "- `true`", "- `! grep -q B01 src/A.java`"));
    assertThat(bench.autonomous().story()).endsWith("= blocked\n");
    bench.repo().write("src/mine", "m\n");
    bench.repo().write("src/A.java", "fixed\n");

    assertThat(bench.autonomous().story()).endsWith("paused\n= paused\n");
    Workbench.Run run = bench.acceptBetween(true).autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n").doesNotContain("started");
    assertThat(paths(run.block("B01"))).containsExactly("src/A.java");
  }

  @Test
  void edits_made_before_a_failed_executor_runs_again_are_not_its_work() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK).executor("echo x >>src/A.java; exit 1");
    assertThat(bench.autonomous().story()).endsWith("= blocked\n");
    bench.repo().write("notes", "mine\n");
    bench.executor("echo x >>src/A.java");

    assertThat(bench.autonomous().story()).endsWith("= paused\n");
    Workbench.Run run = bench.acceptBetween(true).autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(paths(run.block("B01"))).containsExactly("src/A.java");
  }

  @Test
  void a_done_block_that_is_carried_over_keeps_its_evidence() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    Handover.Evidence before = bench.stored().state().block("B01").evidence();
    edit(bench, "The third step is made.", "The third step is done.");

    Workbench.Run run = bench.acceptBetween(true).stepwise(ScriptedGate.nobody());

    BlockState carried = run.block("B01");
    assertThat(carried.approvals()).isEqualTo(before.approvals()).isNotEmpty();
    assertThat(carried.execution().orElseThrow().log()).startsWith("../").endsWith(".log");
    assertThat(carried.checks()).allMatch(check -> String.valueOf(check.log()).startsWith("../"));
  }

  @Test
  void a_done_block_that_was_edited_since_is_judged_again_without_its_executor() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD);
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    bench.repo().write("src/A.java", "a\nB01\nB02\nmine\n");
    edit(bench, "The third step is made.", "The third step is done.");

    Workbench.Run run = bench.acceptBetween(true).stepwise(ScriptedGate.nobody());

    assertThat(run.story()).contains("B01 taken-over").doesNotContain("started");
  }

  @Test
  void a_block_done_two_sessions_ago_that_was_edited_since_is_judged_again_and_can_be_undone() {
    Workbench bench =
        Workbench.create(temp, PlanText.STANDARD).executor("echo b >src/$EXEC_SESSION_BLOCK");
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    edit(bench, "The third step is made.", "The third step is done.");
    bench.acceptBetween(true).stepwise(ScriptedGate.nobody());
    bench.repo().write("src/B01", "edited\n");
    edit(bench, "The third step is done.", "The third step is over.");

    Workbench.Run run = bench.stepwise(ScriptedGate.answering("continue", "stop"));

    assertThat(run.story()).contains("B01 taken-over", "? approve B01: continue");
    assertThat(run.block("B01").execution().orElseThrow().log()).startsWith("../");
    assertThat(paths(run.block("B01"))).containsExactly("src/B01");
  }

  @Test
  void a_done_block_whose_file_with_an_undecodable_name_is_gone_runs_again() {
    Workbench bench =
        Workbench.create(temp, PlanText.STANDARD)
            .executor("echo x >\"src/$(printf 'bad\\377')-$EXEC_SESSION_BLOCK\"");
    bench.stepwise(ScriptedGate.answering("continue", "stop"));
    bench.repo().sh("rm src/bad*-B01");
    edit(bench, "The third step is made.", "The third step is done.");

    Workbench.Run run = bench.acceptBetween(true).stepwise(ScriptedGate.nobody());

    assertThat(run.story()).contains("B01 intended 1, started").doesNotContain("B01 carried");
  }

  @Test
  void uncommitted_work_is_handed_to_the_first_block_and_an_undo_returns_to_it() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.repo().write("src/A.java", "a\nmine\n");
    bench.repo().write("notes", "n\n");

    Workbench.Run run = bench.adopt().autonomous();

    assertThat(run.story()).contains("B01 adopted").endsWith("completed\n= done\n");
    assertThat(run.block("B01").changes().get(0).insertions()).isEqualTo(2);
    assertThat(bench.rollback("B01").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nmine\n");
    assertThat(bench.repo().read("notes")).isEqualTo("n\n");
  }

  @Test
  void adopting_says_that_it_comes_too_late_for_a_session_that_is_resumed() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.nobody());

    Workbench.Run run = bench.adopt().approve("B01").stepwise(ScriptedGate.nobody());

    assertThat(run.story()).startsWith("! GIT-011\n").endsWith("completed\n= done\n");
  }

  @Test
  void uncommitted_work_after_an_amendment_is_offered_to_the_block_that_is_open() {
    Workbench bench =
        Workbench.create(temp, PlanText.STANDARD)
            .executor(
                "echo x >src/$EXEC_SESSION_BLOCK;"
                    + " [ $EXEC_SESSION_BLOCK != B02 ] || echo x >README.md");
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    amend(bench);
    bench.repo().write("src/mine", "mine\n");

    Workbench.Run run = bench.stepwise(ScriptedGate.answering("adopt", "continue", "stop"));

    assertThat(run.story()).contains("? dirty for B02 src/mine: adopt", "B02 adopted");
    assertThat(paths(run.block("B02"))).containsExactly("README.md", "src/B02", "src/mine");
    assertThat(bench.rollback("B02").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/mine")).isEqualTo("mine\n");
    assertThat(bench.repo().path("src/B02")).doesNotExist();
  }

  @Test
  void adopted_work_alone_is_work() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executor("true");
    bench.repo().write("src/new", "mine\n");

    Workbench.Run run = bench.adopt().autonomous();

    assertThat(run.story()).endsWith("completed\n= done\n");
    assertThat(paths(run.block("B01"))).containsExactly("src/new");
  }

  @Test
  void adopted_work_that_the_executor_takes_away_is_a_loss() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("git checkout -q -- .; echo x >src/new");
    bench.repo().write("src/A.java", "a\nmine\n");

    Workbench.Run run = bench.adopt().autonomous();

    assertThat(run.story()).endsWith("= blocked\n");
    assertThat(run.block("B01").reasons().toString()).contains("src/A.java", "uncommitted work");
    assertThat(bench.rollback("B01").story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("a\nmine\n");
  }

  @Test
  void a_person_is_asked_what_uncommitted_work_is() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.repo().write("src/B.java", "mine\n");

    assertThat(bench.stepwise(ScriptedGate.answering("stop")).story())
        .isEqualTo("? dirty for B01 src/B.java: stop\n= refused GIT-011\n");
    Workbench.Run run = bench.stepwise(ScriptedGate.answering("adopt", "continue"));

    assertThat(run.story()).contains("B01 adopted").endsWith("completed\n= done\n");
    assertThat(paths(run.block("B01"))).containsExactly("src/A.java", "src/B.java");
  }

  @Test
  void a_clone_takes_a_committed_block_over_after_its_checks() {
    Workbench bench = cloneOfCommitted();

    Workbench.Run run = bench.autonomous();

    assertThat(run.story())
        .contains("B01 found-committed", "checked passed")
        .endsWith("completed\n= done\n")
        .doesNotContain("started");
    assertThat(paths(run.block("B01"))).containsExactly("src/A.java");
  }

  @Test
  void a_clone_in_a_stepwise_run_asks_before_a_committed_block_is_done() {
    Workbench bench = cloneOfCommitted();

    Workbench.Run run = bench.stepwise(ScriptedGate.answering("continue"));

    assertThat(run.story())
        .contains("B01 found-committed", "? approve B01: continue")
        .endsWith("completed\n= done\n")
        .doesNotContain("started");
  }

  @Test
  void a_committed_block_that_was_reverted_is_done_again() {
    Workbench bench = cloneOfCommitted();
    bench.repo().sh("git revert --no-edit HEAD");

    assertThat(bench.autonomous().story())
        .contains("started")
        .doesNotContain("found-committed")
        .endsWith("completed\n= done\n");
  }

  @Test
  void a_committed_block_of_another_definition_is_done_again() {
    Workbench bench = cloneOfCommitted();
    edit(bench, "The first step is made.", "The first step is done.");
    bench.repo().git("commit", "-qam", "plan: another goal");

    assertThat(bench.autonomous().story()).contains("started").doesNotContain("found-committed");
  }

  @Test
  void a_waiting_block_whose_own_file_was_edited_is_checked_again_before_it_is_approved() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK);
    bench.stepwise(ScriptedGate.nobody());
    bench.repo().write("src/A.java", "edited\n");

    Workbench.Run run = bench.stepwise(ScriptedGate.answering("continue", "continue"));

    assertThat(run.story())
        .contains("? between src/A.java: continue", "checked passed, judged good")
        .endsWith("completed\n= done\n");
  }

  @Test
  void accepting_what_came_between_two_runs_accepts_nothing_that_comes_during_one() {
    Workbench bench = Workbench.create(temp, PlanText.STANDARD).acceptBetween(true);

    Workbench.Run run =
        bench.stepwise(
            ScriptedGate.answering()
                .meanwhile(() -> bench.repo().write("notes", "whose?\n"))
                .then("continue"));

    assertThat(run.story()).endsWith("? between notes\npaused\n= paused\n");
  }

  private Workbench cloneOfCommitted() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).commit(true);
    bench.repo().sh("git config user.name ana; git config user.email ana@example.org");
    assertThat(bench.autonomous().story()).endsWith("completed\n= done\n");
    bench
        .repo()
        .sh(
            "rm -r .git/exec-session; git for-each-ref --format='delete %(refname)'"
                + " refs/exec-session | git update-ref --stdin");
    return bench.commit(null);
  }

  private Workbench escalated() {
    Workbench bench =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>src/A.java; echo x >README.md");
    bench.repo().sh("git config user.name ana; git config user.email ana@example.org");
    assertThat(bench.autonomous().story()).endsWith("= escalated\n");
    return bench;
  }

  private static void amend(Workbench bench) {
    edit(bench, "- `src/**`\n", WIDE);
  }

  private static void edit(Workbench bench, String from, String to) {
    bench.repo().write(Workbench.PLAN, PlanText.with(bench.repo().read(Workbench.PLAN), from, to));
  }

  private static List<String> paths(BlockState block) {
    assertThat(block.changes())
        .allMatch(change -> change.by() == Actor.EXECUTOR || change.by() == Actor.BETWEEN);
    return block.changes().stream().map(Fact.Change::path).sorted().toList();
  }
}
