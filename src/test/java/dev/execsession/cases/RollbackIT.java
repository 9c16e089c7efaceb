package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Undo restores exactly one block or changes nothing, and loses no data. */
class RollbackIT {
  @TempDir Path temp;

  private CaseRepo dirty(String executor) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).executor(executor);
    repo.files().write("src/A.java", "a\nmine, not committed\n");
    repo.files().write("src/util/U.java", "u\nstaged\n");
    repo.files().git("add", "src/util/U.java");
    repo.files().write("src/wip", "mine, untracked\n");
    repo.files().write("src/old", "mine too\n");
    return repo;
  }

  private static Fingerprint tree(CaseRepo repo) {
    return Fingerprint.ofTree(repo.files().root());
  }

  @Test // cases 34, 5
  void the_last_block_is_undone_to_the_byte() {
    CaseRepo repo =
        dirty(
            """
            echo block >>src/A.java; rm src/old; mkdir -p src/new/deep; echo n >src/new/deep/f
            chmod +x src/util/U.java; echo x >>"$(printf 'src/o\\ndd')"; ln -s A.java src/link
            """);
    NothingLost lost = NothingLost.since(repo);
    Ran run = repo.stepwise();
    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).contains("`src/old` is gone: it held your uncommitted work");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .isEqualTo(
            """
            restored  src/A.java
            restored  src/old
            restored  src/util/U.java
            removed   src/link
            removed   src/new
            removed   src/new/deep
            removed   src/new/deep/f
            removed   src/o\\ndd
            B01 is undone and pending again
            redo      exec-session rollback B01 --redo
            next      exec-session run docs/exec-plans/active/x.md
            """);
    assertThat(ran.err()).isEmpty();
    JsonDoc status = lost.holdsWithChanges();
    assertThat(status.text("state")).isEqualTo("paused");
    assertThat(status.texts("blocks.*.status")).containsExactly("pending");
    assertThat(status.texts("blocks.*.undone")).containsExactly("true");
    assertThat(repo.files().git("diff", "--cached", "--name-only")).isEqualTo("src/util/U.java\n");

    Ran again = repo.cli().run("rollback", "B01");

    assertThat(again.exit()).as(again.toString()).isEqualTo(3);
    assertThat(again.err())
        .contains("error[UNDO-002]: nothing to undo: block `B01` is already undone");
  }

  @Test
  void an_undone_block_runs_again_and_can_be_undone_again() {
    CaseRepo repo = dirty("echo block >>src/A.java").inside();
    NothingLost lost = NothingLost.since(repo);
    for (int round = 1; round <= 2; round++) {
      Ran run = repo.stepwise();
      assertThat(run.exit()).as(run.toString()).isEqualTo(5);
      assertThat(repo.report().texts("blocks.0.changes.*.path")).containsExactly("src/A.java");
      assertThat(repo.runs()).hasSize(round);
      Ran ran = repo.cli().run("rollback", "B01", CaseRepo.PLAN);
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
      lost.holdsWithChanges();
    }
    repo.stepwise();
    Ran done = repo.stepwise("--approve", "B01");
    assertThat(done.exit()).as(done.toString()).isEqualTo(0);
    assertThat(lost.holdsWithChanges("src/A.java").text("state")).isEqualTo("completed");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(lost.holdsWithChanges().text("state")).isEqualTo("paused");
  }

  @Test // case 36
  void a_block_whose_file_a_later_one_changed_is_not_undone() {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo $B >>src/A.java; echo $B >src/$B").inside();
    Ran run = repo.autonomous();
    assertThat(run.exit()).as(run.toString()).isEqualTo(0);
    Fingerprint left = tree(repo);

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.err())
        .isEqualTo(
            """
            error[UNDO-001]: `src/A.java` is not as block `B01` left it: block `B02`, `B03` \
            changed it too; nothing was undone
            hint: undo `B03` first with `exec-session rollback B03`, or leave the path unchanged \
            with `--leave src/A.java`
            """);
    assertThat(ran.out()).isEmpty();
    assertThat(left.differences(tree(repo))).isEmpty();

    assertThat(repo.cli().run("rollback", "B03").exit()).isEqualTo(0);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB02\n");
    Ran leaving = repo.cli().run("rollback", "B01", "--leave", "src/A.java");
    assertThat(leaving.exit()).as(leaving.toString()).isEqualTo(0);
    assertThat(leaving.out()).contains("removed   src/B01\n");
    assertThat(leaving.err()).contains("`src/A.java` was left unchanged");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\nB02\n");
  }

  @Test
  void a_block_in_the_middle_is_undone_when_nothing_is_in_the_way() {
    CaseRepo repo = CaseRepo.create(temp).executor("echo $B >src/$B").inside();
    NothingLost lost = NothingLost.since(repo);
    repo.autonomous();

    Ran ran = repo.cli().run("rollback", "B02");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(lost.holdsWithChanges("src/B01", "src/B03").texts("blocks.*.status"))
        .containsExactly("done", "pending", "done");
  }

  @ParameterizedTest // cases 71, 72, 73, 41, 42, 11
  @ValueSource(
      strings = {
        "chmod +x secret/key",
        "rm secret/key src/secret/key",
        "rm -r secret",
        "git mv secret/key src/key",
        "echo x >>secret/key; rm -r .github; echo T=2 >.env",
        "git -c user.name=x -c user.email=x@x stash -q -u",
        "git clean -qfdx -e node_modules",
        "git reset -q --hard; rm -r src",
        "echo x >>secret/key; git -c user.name=x -c user.email=x@x commit -qam hidden"
      })
  void what_an_executor_destroyed_is_restored(String executor) {
    CaseRepo repo = dirty(executor).inside();
    Fingerprint before = tree(repo);
    Ran run = repo.autonomous("--allow-dirty");
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    String refs = refs(repo);
    String index = repo.files().git("ls-files", "-s");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(before.differences(tree(repo))).as(ran.toString()).isEmpty();
    assertThat(refs(repo)).isEqualTo(refs);
    assertThat(repo.files().git("ls-files", "-s")).isEqualTo(index);
  }

  private static String refs(CaseRepo repo) {
    return repo.files()
            .git("for-each-ref")
            .lines()
            .filter(line -> !line.contains("refs/exec-session/"))
            .toList()
        + repo.files().head();
  }

  @Test
  void commits_of_the_block_are_kept_with_a_hint_how_to_drop_them() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("echo b >>src/A.java; git -c user.name=x -c user.email=x@x commit -qam b")
            .inside();
    String start = repo.files().head();
    repo.stepwise();
    String end = repo.files().head();

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.err())
        .contains("commits stay on the branch", "`git reset " + start.substring(0, 10) + "`");
    assertThat(repo.files().head()).isEqualTo(end);
    repo.files().git("reset", "-q", start.substring(0, 10));
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    repo.files().git("reflog", "expire", "--expire=now", "--all");
    repo.files().git("gc", "-q", "--prune=now");
    assertThat(repo.files().git("show", end + ":src/A.java")).isEqualTo("a\nb\n");
  }

  @Test // case 65
  void garbage_collection_between_blocks_loses_nothing() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.executor("git reset -q --hard HEAD~1; rm -rf src; git reflog expire --expire=now --all");
    repo.files().write("src/committed", "second commit\n");
    repo.files().commit("Second");
    Fingerprint before = tree(repo);
    Ran run = repo.autonomous();
    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    repo.files().git("gc", "-q", "--prune=now");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(before.differences(tree(repo))).isEmpty();
  }

  @Test
  void pending_and_unknown_blocks_have_nothing_to_undo() {
    CaseRepo repo = CaseRepo.create(temp).inside();
    assertThat(repo.cli().run("rollback", "B01").exit()).isEqualTo(3);
    repo.stepwise();
    Fingerprint left = tree(repo);

    Ran pending = repo.cli().run("rollback", "B02");
    Ran unknown = repo.cli().run("rollback", "B09");

    assertThat(pending.exit()).isEqualTo(3);
    assertThat(pending.err()).contains("error[UNDO-002]: nothing to undo: block `B02` is pending");
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.err()).contains("error[RUN-005]: the session has no block `B09`");
    assertThat(repo.cli().run("rollback").exit()).isEqualTo(2);
    assertThat(left.differences(tree(repo))).isEmpty();
  }

  @Test
  void the_gate_can_undo_and_rollback_is_refused_during_a_session() {
    CaseRepo repo = dirty("echo $B >>src/A.java; echo n >src/new");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("What are they\\?");
      pty.type("k");
      pty.await("Approve B01\\?");
      Ran beside = repo.cli().run("rollback", "B01");
      assertThat(beside.exit()).as(beside.toString()).isEqualTo(6);
      repo.files().write("src/new", "somebody else\n");
      pty.type("u");
      pty.await("Undo will revert:");
      pty.await("modified src/A.java");
      pty.await("Type yes to undo B01: ");
      pty.type("u");
      pty.await("not undone");
      pty.await("Approve B01\\?");
      pty.type("u");
      pty.await("Type yes to undo B01: ");
      pty.type("yes");
      pty.await("UNDO-001");
      pty.await("Approve B01\\?");
      repo.files().delete("src/new");
      pty.type("u");
      pty.await("Type yes to undo B01: ");
      pty.type("yes");
      pty.await("restored  src/A.java");
      pty.await("B01 is undone and pending again");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }

    assertThat(lost.holdsWithChanges().texts("blocks.*.undone")).containsExactly("true");
    Ran run = repo.stepwise();
    assertThat(run.exit()).as(run.toString()).isEqualTo(5);
    assertThat(repo.runs()).containsExactly("B01", "B01");
    lost.holdsWithChanges("src/A.java", "src/new");
  }

  @Test
  void a_block_that_was_carried_over_is_undone_from_the_earlier_session() {
    CaseRepo repo =
        CaseRepo.create(temp).executor("echo $B >src/$B; [ $B = B01 ] || echo x >x").inside();
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    repo.files().delete("x");
    repo.files()
        .write(CaseRepo.PLAN, PlanText.with(PlanText.STANDARD, "second step is", "next step is"));
    repo.executor("echo $B >src/$B");
    Ran run = repo.autonomous("--until", "B01", "--accept-between");
    assertThat(run.all()).contains("B01 is already done (carried over");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).startsWith("removed   src/B01\n");
    assertThat(Files.exists(repo.files().path("src/B01"))).isFalse();
    assertThat(Files.exists(repo.files().path("src/B02"))).isTrue();
  }

  @Test
  void a_plan_that_was_amended_and_committed_since_is_left_alone() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("echo x >>pom.xml; echo y >src/y; echo z >>" + CaseRepo.PLAN)
            .inside();
    assertThat(repo.autonomous().exit()).isEqualTo(4);
    String amended = PlanText.withInclude(PlanText.ONE_BLOCK, "src/**", "pom.xml");
    repo.files().write(CaseRepo.PLAN, amended);
    repo.files().git("commit", "-q", "-m", "Amend", CaseRepo.PLAN);
    repo.files().write("src/mine", "mine\n");

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.all()).doesNotContain(CaseRepo.PLAN + "`", "UNDO-001");
    assertThat(repo.files().read(CaseRepo.PLAN)).isEqualTo(amended);
    assertThat(repo.files().git("status", "--porcelain")).isEqualTo("?? src/mine\n");
  }

  @Test
  void at_a_terminal_it_lists_what_it_will_do_and_asks() {
    CaseRepo repo = dirty("echo $B >>src/A.java; for i in $(seq 30); do echo n >src/n$i; done");
    repo.stepwise();
    Fingerprint left = tree(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), List.of("rollback", "B01"))) {
      pty.await("Undoing B01 will:");
      pty.await("restore {3}src/A.java");
      pty.await("remove {4}src/ \\(30 paths\\)");
      pty.await("undo B01\\? ");
      pty.type("n");
      pty.await("nothing was changed");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(5);
    }
    assertThat(left.differences(tree(repo))).isEmpty();

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), List.of("rollback", "B01"))) {
      pty.await("undo B01\\? ");
      pty.type("y");
      pty.await("B01 is undone and pending again");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nmine, not committed\n");
  }

  @Test
  void a_large_ignored_folder_is_left_in_one_line_and_the_rest_restored() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside();
    repo.executor("rm -r data; echo $B >>src/A.java");
    repo.files().write(".gitignore", ".env\nnode_modules/\ntarget/\ndata/\n");
    repo.files().commit("Ignore data");
    repo.files().sh("mkdir data; cd data; seq 5200 | while read i; do echo $i >$i; done");
    assertThat(repo.autonomous().exit()).isEqualTo(0);

    Ran ran = repo.cli().run("rollback", "B01", "--leave", "nowhere/");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out()).startsWith("restored  src/A.java\nB01 is undone");
    assertThat(ran.err())
        .isEqualTo(
            """
            warning[UNDO-003]: `--leave nowhere/` matches nothing that would be restored
            hint: name a path, a folder or a pattern as in a scope, from the worktree's root
            warning[UNDO-003]: `data/`: 5,200 files were not kept for their size and stay as they \
            are
            """);
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
  }

  @Test // case 44
  void an_interrupted_block_is_undone_once_its_executor_is_gone() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).unconfined().inside();
    repo.executor(
        "cd ..; echo half >>repo/src/A.java;" + " kill -9 $(cat outside/tool); exec sleep 600");
    NothingLost lost = NothingLost.since(repo);
    Ran run =
        repo.cli()
            .shell(
                "echo $$ >../outside/tool; exec \"$ES\" run "
                    + CaseRepo.PLAN
                    + " --executor-command \""
                    + repo.executor().command()
                    + "\"");
    assertThat(run.exit()).as(run.toString()).isEqualTo(137);
    Ran early = repo.cli().run("rollback", "B01");
    assertThat(early.exit()).as(early.toString()).isEqualTo(6);
    Matcher alive =
        Pattern.compile(
                """
                error\\[RUN-006]: the executor of block `B01` of session `\\S+` still runs: pid .*
                hint: wait for it, or end it with `kill ([0-9 ]+)`, then run the same command again
                """)
            .matcher(early.err());
    assertThat(alive.matches()).as(early.toString()).isTrue();
    for (String pid : List.of(alive.group(1).split(" ", -1))) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().join();
              });
    }

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    lost.holdsWithChanges();
  }
}
