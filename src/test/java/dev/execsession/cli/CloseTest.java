package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code close}: what it needs, and what it writes. */
@Execution(ExecutionMode.CONCURRENT)
class CloseTest {
  private static final String CLOSED = "docs/exec-plans/completed/x.md";

  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void aPlan() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
  }

  @Test
  void a_completed_session_proposes_it_and_the_plan_moves_with_its_record() {
    Ran ran = done();
    Ran closed = close("--yes");

    assertThat(ran.out()).contains("next    exec-session close docs/exec-plans/active/x.md");
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(repo.files().path(CaseRepo.PLAN)).doesNotExist();
    assertThat(repo.files().read(CLOSED))
        .containsPattern("\\*\\*Status:\\*\\* Completed on \\d{4}-\\d\\d-\\d\\d\n")
        .containsSubsequence(
            "## Validation Record\n\n- **Outcome:** `PASS",
            "- **Evidence:** session `",
            "`B01` First: done",
            "- **Checks:**\n  - `true`: passed (B01)",
            "- **Commits:**\n  - `",
            " Work\n",
            "- **Amendments:** none",
            "- **Attestations:** none",
            "- **Untouched:** none")
        .endsWith("\n");
    assertThat(repo.cli().run("status").out()).contains("next    exec-session report");
    assertThat(repo.cli().run("validate", CLOSED).err()).contains("status");
  }

  @Test
  void blocks_that_are_not_done_are_listed_with_the_command_that_goes_on() {
    repo = CaseRepo.create(temp.resolve("3"), PlanText.STANDARD).inside().unconfined();
    repo.executor("[ $B = B02 ] && exit 1; echo x >>src/A.java");
    repo.autonomous();
    repo.files().commit("Work");
    String before = repo.files().git("status", "--porcelain");

    Ran closed = close("--yes");

    assertThat(closed.exit()).isEqualTo(1);
    assertThat(closed.out())
        .startsWith("Closeout blockers:\n")
        .containsSubsequence(
            "B02 blocked: ", "exec-session run docs/exec-plans/active/x.md --mode autonomous")
        .contains("B03 pending\n      exec-session run docs/exec-plans/active/x.md\n")
        .doesNotContain("B01");
    assertThat(repo.files().git("status", "--porcelain")).isEqualTo(before);
  }

  @Test
  void a_plan_that_was_never_run_or_was_edited_since_is_not_closed() {
    Ran never = close("--yes");
    done();
    repo.files()
        .write(
            CaseRepo.PLAN,
            PlanText.with(repo.files().read(CaseRepo.PLAN), "- `src/**`\n", "- `src/*`\n"));
    Ran edited = close("--yes");

    assertThat(never.exit()).isEqualTo(1);
    assertThat(never.out())
        .contains("plan was not run", "exec-session verify docs/exec-plans/active/x.md --record");
    assertThat(edited.exit()).isEqualTo(1);
    assertThat(edited.out())
        .contains(
            "plan was edited since its session was locked in\n      exec-session run "
                + CaseRepo.PLAN
                + "\n");
  }

  @Test
  void an_edited_plan_of_an_unfinished_session_is_offered_a_run_that_accepts_the_edit() {
    assertThat(repo.stepwise().exit()).isEqualTo(5);
    repo.files()
        .write(
            CaseRepo.PLAN,
            PlanText.with(repo.files().read(CaseRepo.PLAN), "- `src/**`\n", "- `src/*`\n"));

    Ran close = close("--yes");

    assertThat(close.exit()).isEqualTo(1);
    assertThat(close.out())
        .contains("      exec-session run " + CaseRepo.PLAN + " --accept-between");
    assertThat(repo.stepwise("--accept-between").exit()).isEqualTo(5);
  }

  @Test
  void work_that_is_not_committed_is_a_blocker_whose_command_works() {
    repo.autonomous();

    Ran blocked = close("--yes");
    String command = blocked.out().lines().skip(2).findFirst().orElse("").strip();
    repo.files().sh("git config user.name T; git config user.email t@example.org; " + command);
    Ran closed = close("--yes");

    assertThat(blocked.exit()).isEqualTo(1);
    assertThat(blocked.out()).contains("B01 work not committed: src/A.java");
    assertThat(closed.exit()).as(closed.toString()).isZero();
  }

  @Test
  void a_passing_verification_on_record_closes_a_plan_that_no_session_ran() {
    repo.files().git("branch", "main");
    repo.files().write("src/A.java", "b\n");
    repo.files().commit("By hand");
    Ran verified = repo.cli().run("verify", "x", "--range", "main..HEAD", "--record");
    Ran closed = close("--yes");

    assertThat(verified.exit()).as(verified.toString()).isZero();
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(closed.out()).contains("PASS_WITH_NOTES");
    assertThat(repo.files().read(CLOSED))
        .contains("verification of `", "inside 1", "By hand", "checks did not run");
  }

  @Test
  void a_verification_of_a_later_version_is_never_taken_for_one() {
    repo.files().git("branch", "main");
    repo.files().write("src/A.java", "b\n");
    repo.files().commit("By hand");
    repo.cli().run("verify", "x", "--range", "main..HEAD", "--record");
    repo.files()
        .sh(
            "ref=$(git for-each-ref --format='%(refname)' refs/exec-session/verifications); new=$(git"
                + " cat-file blob $ref | sed 's/\"version\": 1/\"version\": 2/' | git hash-object"
                + " -w --stdin); git update-ref -d $ref; git update-ref ${ref%/*}/$new $new");

    Ran closed = close("--yes");

    assertThat(closed.exit()).isEqualTo(7);
    assertThat(closed.err()).contains("of a verification cannot be read", "update exec-session");
  }

  @Test
  void a_newer_session_that_cannot_be_read_is_never_passed_over() throws IOException {
    done();
    Path older = repo.files().path(".git/exec-session/" + repo.report().text("session"));
    Path newer = older.resolveSibling("29990101-000000000-aaaa");
    Files.createDirectory(newer);
    Files.writeString(newer.resolve("journal.jsonl"), "no journal\nat all\n");

    Ran closed = close("--yes");

    assertThat(closed.exit()).as(closed.toString()).isEqualTo(7);
  }

  @Test
  void a_verification_with_paths_outside_is_a_blocker() {
    repo.files().git("branch", "main");
    repo.files().write("other", "b\n");
    repo.files().commit("By hand");
    repo.cli().run("verify", "x", "--range", "main..HEAD", "--record");

    Ran closed = close("--yes");

    assertThat(closed.exit()).isEqualTo(1);
    assertThat(closed.out()).contains("verification did not pass: inside 0, outside 1");
  }

  @Test
  void a_plan_that_is_given_up_needs_a_reason_and_no_blocks() {
    Ran without = close("--yes", "--outcome", "CANCELLED");
    Ran unknown = close("--yes", "--outcome", "FINE");
    Ran closed = close("--yes", "--outcome", "SUPERSEDED", "--reason", "y does it");

    assertThat(without.exit()).isEqualTo(2);
    assertThat(without.err()).contains("--reason is missing");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("PASS, PASS_WITH_NOTES, SUPERSEDED, CANCELLED");
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(repo.files().read(CLOSED))
        .contains("**Status:** Superseded on ", "`SUPERSEDED`", "**Reason:** y does it");
  }

  @Test
  void without_a_terminal_it_needs_a_yes_and_a_dry_run_writes_nothing() {
    done();
    Ran asked = close();
    Ran dry = close("--dry-run", "--defer", "tidy up");

    assertThat(asked.exit()).isEqualTo(5);
    assertThat(asked.err()).contains("CLOSE-001", "--yes");
    assertThat(dry.exit()).isZero();
    assertThat(dry.out())
        .contains("move   " + CaseRepo.PLAN + " -> " + CLOSED)
        .contains("-**Status:** Approved", "+**Status:** Completed on ")
        .contains("create docs/exec-plans/tech-debt-tracker.md", "+- tidy up");
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
  }

  @Test
  void another_plan_whose_contract_links_to_the_plan_is_left_and_named() {
    repo.files()
        .write(
            "docs/exec-plans/active/z.md",
            PlanText.with(PlanText.ONE_BLOCK, "moves forward", "follows [x](x.md)"));
    repo.files().commit("Another plan");
    done();

    Ran closed = close("--yes");

    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(closed.err()).contains("leave  docs/exec-plans/active/z.md: its contract links");
    assertThat(repo.files().read("docs/exec-plans/active/z.md")).contains("[x](x.md)");
  }

  @Test
  void a_plan_in_a_submodule_is_closed_in_its_own_repository() {
    Path inner = temp.resolve("inner");
    repo.files().git("clone", "-q", repo.files().root().toString(), inner.toString());
    repo.files()
        .git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.toString(), "sub");
    repo.files().commit("Add the submodule");
    String plan = "sub/" + CaseRepo.PLAN;
    List<String> words = List.of("close", plan, "--yes", "--outcome", "CANCELLED", "--reason", "r");
    List<String> above = new ArrayList<>(List.of("-C", repo.files().root().toString()));
    above.addAll(words);

    Ran refused = repo.cli().run(above);
    Ran closed = repo.cli().run(words);

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("in another repository, `sub`", "exec-session -C ");
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(repo.files().path("sub/" + CLOSED)).exists();
  }

  @Test
  void a_person_at_a_terminal_is_asked_and_a_no_changes_nothing() {
    done();

    assertThat(typed("s\n")).isEqualTo(5);
    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    assertThat(typed("y\n")).isZero();
    assertThat(repo.files().path(CLOSED)).exists();
  }

  @Test
  void one_commit_holds_exactly_the_changed_files_and_leaves_what_is_staged() {
    done();
    repo.files().write("docs/notes.md", "See [it](exec-plans/active/x.md#a).\n");
    repo.files().commit("Notes");
    repo.files().write("staged.txt", "s\n");
    repo.files().git("add", "staged.txt");
    repo.files().git("config", "user.name", "Ana");
    repo.files().git("config", "user.email", "ana@example.org");

    Ran closed = close("--yes", "--commit", "--defer", "later: cache it");

    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(
            repo.files()
                .git("show", "--format=%s", "--name-status", "--no-renames", "HEAD")
                .lines())
        .containsExactlyInAnyOrder(
            "Close Three steps",
            "",
            "A\tdocs/exec-plans/tech-debt-tracker.md",
            "M\tdocs/notes.md",
            "D\t" + CaseRepo.PLAN,
            "A\t" + CLOSED);
    assertThat(repo.files().git("status", "--porcelain")).isEqualTo("A  staged.txt\n");
    assertThat(repo.files().read("docs/notes.md"))
        .isEqualTo("See [it](exec-plans/completed/x.md#a).\n");
  }

  @Test
  void the_printed_commands_commit_the_same() {
    done();
    Ran closed = close("--yes");
    String command =
        closed.out().lines().filter(line -> line.startsWith("commit    ")).findFirst().orElse("");

    repo.files()
        .sh(
            "git config user.name T; git config user.email t@example.org; "
                + command.substring("commit    ".length()));

    assertThat(repo.files().git("status", "--porcelain")).isEmpty();
    assertThat(repo.files().git("show", "--format=", "--name-only", "--no-renames", "HEAD").lines())
        .containsExactlyInAnyOrder(CaseRepo.PLAN, CLOSED);
  }

  @Test
  void a_commit_never_takes_along_other_changes_of_the_same_files() {
    done();
    repo.files().write("docs/notes.md", "[it](exec-plans/active/x.md)\n");
    repo.files().commit("Notes");
    repo.files().write("docs/notes.md", "[it](exec-plans/active/x.md) mine\n");

    Ran refused = close("--yes", "--commit");
    Ran closed = close("--yes");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("CLOSE-003", "`docs/notes.md`", "git commit -m");
    assertThat(closed.exit()).isZero();
    assertThat(repo.files().read("docs/notes.md"))
        .isEqualTo("[it](exec-plans/completed/x.md) mine\n");
  }

  @Test
  void a_hook_that_refuses_the_commit_leaves_the_plan_closed_and_says_how_to_commit() {
    done();
    repo.files().git("config", "user.name", "Ana");
    repo.files().git("config", "user.email", "ana@example.org");
    Path hook = repo.files().write(".git/hooks/pre-commit", "#!/bin/sh\necho no; exit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();

    Ran closed = close("--yes", "--commit");

    assertThat(closed.exit()).isEqualTo(1);
    assertThat(closed.err()).contains("CLOSE-003", "git made no commit: no", "git add -A -- ");
    assertThat(repo.files().path(CLOSED)).exists();
  }

  @Test
  void nothing_is_written_over_and_a_closed_plan_is_not_closed_again() {
    done();
    repo.files().write(CLOSED, "# another\n");
    Ran over = close("--yes");
    repo.files().delete(CLOSED);
    close("--yes");
    Ran again = close("--yes");
    Ran byNewPath = repo.cli().run("close", CLOSED, "--yes");

    assertThat(over.exit()).isEqualTo(3);
    assertThat(over.err()).contains("CLOSE-002", "exists already", "git diff --no-index");
    assertThat(again.exit()).isEqualTo(3);
    assertThat(again.err()).contains("`" + CLOSED + "` is closed already", "git add -A -- ");
    assertThat(byNewPath.err()).contains("is closed already");
  }

  @Test
  void a_closeout_that_was_cut_off_is_completed() {
    done();
    repo.files().write("docs/exec-plans/active/index.md", "- [X](x.md)\n- [Y](y.md)\n");
    repo.files().write("docs/exec-plans/completed/index.md", "- [Old](old.md)\n");
    repo.files().commit("Indexes");
    String plan = repo.files().read(CaseRepo.PLAN);
    close("--yes", "--defer", "tidy up");
    String tree = tree();
    repo.files().write(CaseRepo.PLAN, plan);
    repo.files().write("docs/exec-plans/active/index.md", "- [X](x.md)\n- [Y](y.md)\n");

    Ran again = close("--yes", "--defer", "tidy up");

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.err()).contains("an earlier closeout was cut off");
    assertThat(tree()).isEqualTo(tree);
  }

  @Test
  void a_plan_in_conflict_or_without_a_branch_is_refused_with_the_way_on() {
    done();
    String plan = repo.files().read(CaseRepo.PLAN);
    repo.files().write(CaseRepo.PLAN, plan + "\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n");
    Ran conflict = close("--yes");
    repo.files().write(CaseRepo.PLAN, plan);
    repo.files().git("switch", "-q", "--detach");
    Ran detached = close("--yes");

    assertThat(conflict.exit()).isEqualTo(3);
    assertThat(conflict.err()).contains("marks of a merge conflict", "git add -- ");
    assertThat(detached.exit()).isEqualTo(3);
    assertThat(detached.err()).contains("GIT-004");
    assertThat(repo.files().path(CaseRepo.PLAN)).exists();
  }

  @Test
  void a_session_of_another_worktree_counts() {
    Path other = temp.resolve("other");
    repo.files().git("switch", "-q", "-c", "main");
    repo.files().git("worktree", "add", "-q", other.toString(), "feature/x");
    List<String> words = repo.runWords("--mode", "autonomous");
    repo.cli().at(other).run(words);
    Ran early = close("--yes");
    repo.files().at(other).commit("Work");
    repo.files().git("merge", "-q", "feature/x");

    Ran closed = close("--yes");

    assertThat(early.out()).contains("work not committed", "git -C " + other);
    assertThat(closed.exit()).as(closed.toString()).isZero();
    assertThat(repo.files().read(CLOSED)).contains(" Work\n");
  }

  /** Runs the command as a person at a terminal would. */
  private int typed(String answer) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    InputStream in =
        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int available() {
            return 0;
          }
        };
    return ExecSession.run(
        new String[] {"close", "x"},
        new Surroundings(
            in,
            nowhere,
            nowhere,
            repo.files().environment(),
            repo.files().root(),
            true,
            true,
            true,
            Interrupts.NONE));
  }

  private String tree() {
    return repo.files().sh("find docs -type f | sort | xargs cat; git status --porcelain");
  }

  /** Runs the plan and commits its work. */
  private Ran done() {
    Ran ran = repo.autonomous();
    assertThat(ran.exit()).as(ran.toString()).isZero();
    repo.files().commit("Work");
    return ran;
  }

  private Ran close(String... more) {
    List<String> words = new ArrayList<>(List.of("close", "x"));
    words.addAll(Arrays.asList(more));
    return repo.cli().run(words);
  }
}
