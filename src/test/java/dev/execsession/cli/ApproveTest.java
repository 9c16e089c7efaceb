package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.TestRepo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code approve}: recorded approvals of a plan's contract, and what requires them. */
@Execution(ExecutionMode.CONCURRENT)
class ApproveTest {
  private static final String RECORDED = "approval: recorded\n";

  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void aPlanThatNeedsARecord() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
    repo.files().write(".exec-session.yml", RECORDED);
    repo.files().commit("Configure");
  }

  @Test
  void a_plan_needs_a_record_of_its_present_contract_and_says_how_to_get_it() {
    Ran before = repo.cli().run("validate", "x");
    Ran approved = approve("y\n", "x");
    Ran after = repo.cli().run("validate", "x");
    edit("- `src/**`\n", "- `src/**`\n- `web/**`\n");
    Ran edited = repo.cli().run("validate", "x");

    assertThat(before.exit()).isEqualTo(3);
    assertThat(before.err())
        .contains("error[PLAN-034]: the plan has no recorded approval")
        .contains("hint: `exec-session approve docs/exec-plans/active/x.md`");
    assertThat(approved.exit()).as(approved.toString()).isZero();
    assertThat(approved.err()).contains("no earlier approval is recorded", "include pattern");
    assertThat(approved.out())
        .contains("approved  docs/exec-plans/active/x.md by Ana", "git push origin '");
    assertThat(after.exit()).as(after.toString()).isZero();
    assertThat(edited.exit()).isEqualTo(3);
    assertThat(edited.err()).contains("it was edited since Ana <ana@example.org> approved it");
  }

  @Test
  void run_refuses_without_a_record_and_starts_with_one() {
    Ran refused = repo.autonomous();
    approve("y\n", "x");
    Ran ran = repo.autonomous();

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  @Test
  void progress_and_status_do_not_undo_an_approval() {
    approve("y\n", "x");
    repo.files()
        .write(
            CaseRepo.PLAN,
            repo.files().read(CaseRepo.PLAN).replace("Approved", "In progress")
                + "\n## Progress Checkpoints\n- done\n");

    assertThat(repo.cli().run("validate", "x").exit()).isZero();
  }

  @Test
  void a_second_approval_shows_what_changed_since_the_first() {
    approve("y\n", "x");
    edit("- `src/**`\n", "- `src/**`\n- `web/**`\n");

    Ran again = approve("y\n", "x");

    assertThat(again.err())
        .contains("last approved by Ana <ana@example.org> on ")
        .contains("the section `File Scope Contract` changed since that approval")
        .contains("+ - `web/**`");
    assertThat(approve("", "x").out()).contains("already");
  }

  @Test
  void an_approval_that_was_withdrawn_no_longer_counts_and_can_be_given_again() {
    approve("y\n", "x");

    Ran withdrawn = approve("y\n", "x", "--withdraw");
    Ran then = repo.cli().run("validate", "x");
    Ran twice = approve("y\n", "x", "--withdraw");
    approve("y\n", "x");

    assertThat(withdrawn.exit()).as(withdrawn.toString()).isZero();
    assertThat(withdrawn.out()).contains("1 approval");
    assertThat(then.exit()).isEqualTo(3);
    assertThat(twice.exit()).isEqualTo(3);
    assertThat(twice.err()).contains("has no", "approval to take back");
    assertThat(repo.cli().run("validate", "x").exit()).isZero();
  }

  @Test
  void records_of_two_clones_are_a_union() {
    Path clone = temp.resolve("clone");
    repo.files().git("clone", "-q", repo.files().root().toString(), clone.toString());
    TestRepo other = repo.files().at(clone);
    String refs = "refs/exec-session/approvals/*:refs/exec-session/approvals/*";
    approve("y\n", "x");
    approve(other, "Ben", "y\n", "x");

    repo.files().git("fetch", "-q", clone.toString(), refs);
    other.git("fetch", "-q", "origin", refs);

    String list = "for-each-ref --format=%(refname) refs/exec-session";
    assertThat(repo.files().git(list.split(" ")).lines().count()).isEqualTo(2);
    assertThat(other.git(list.split(" "))).isEqualTo(repo.files().git(list.split(" ")));
    assertThat(repo.files().git("fsck", "--no-dangling")).isEmpty();
    Ran withdrawn = approve("y\n", "x", "--withdraw");
    assertThat(withdrawn.out()).contains("2 approvals");
  }

  @Test
  void packed_records_count() {
    approve("y\n", "x");
    repo.files().git("pack-refs", "--all");
    repo.files().git("gc", "-q", "--prune=now");

    assertThat(repo.cli().run("validate", "x").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Status:** Draft",
        "- Status: draft",
        "**Status**: `Draft`",
        "Status: ✅ TBD",
        "> **Status:** Draft",
        ""
      })
  void the_status_is_written_in_the_authors_form(String line) {
    repo.files()
        .write(CaseRepo.PLAN, PlanText.with(PlanText.ONE_BLOCK, "**Status:** Approved", line));
    String before = repo.files().read(CaseRepo.PLAN);

    Ran ran = approve("y\n", "x", "--status");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(repo.files().read(CaseRepo.PLAN)).contains("Approved by Ana on 20");
    assertThat(repo.files().read(CaseRepo.PLAN).lines().count() - before.lines().count())
        .isBetween(0L, 2L);
    assertThat(repo.cli().run("validate", "x").exit()).isZero();
    assertThat(approve("y\n", "x", "--withdraw", "--status").exit()).isZero();
    assertThat(repo.files().read(CaseRepo.PLAN)).contains("Draft");
  }

  @Test
  void a_draft_needs_its_status_written_and_a_finished_plan_is_never_approved() {
    repo.files().write(CaseRepo.PLAN, PlanText.ONE_BLOCK.replace("Approved", "Draft"));
    Ran draft = approve("y\n", "x");
    repo.files().write(CaseRepo.PLAN, PlanText.ONE_BLOCK.replace("Approved", "Completed"));
    Ran finished = approve("y\n", "x", "--status");

    assertThat(draft.exit()).isEqualTo(3);
    assertThat(draft.err()).contains("the plan is a draft", "--status`");
    assertThat(finished.exit()).isEqualTo(3);
    assertThat(finished.err()).contains("is finished", "a finished plan is not approved again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TBD", "Draft", "Proposed"})
  void a_plan_that_lacks_only_its_approval_names_the_command_that_gives_it(String status) {
    repo.files().write(CaseRepo.PLAN, PlanText.ONE_BLOCK.replace("Approved", status));
    String next = "next    exec-session approve --status docs/exec-plans/active/x.md\n";
    Ran validated = repo.cli().run("validate", "x");
    Ran bare = repo.cli().run();
    Ran approved = approve("y\n", "--status", "x");

    assertThat(validated.exit()).isEqualTo(3);
    assertThat(validated.out()).endsWith(next);
    assertThat(bare.out()).contains("plan    docs/exec-plans/active/x.md: not approved\n" + next);
    assertThat(approved.out()).endsWith("next      exec-session run docs/exec-plans/active/x.md\n");
    assertThat(repo.cli().run("validate", "x").out()).doesNotContain("next");
  }

  @Test
  void an_incomplete_plan_is_refused_with_every_problem() {
    repo.files().write(CaseRepo.PLAN, PlanText.with(PlanText.ONE_BLOCK, "- `src/**`\n", "- TBD\n"));

    Ran ran = approve("y\n", "x");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("PLAN-0", "the plan is not complete, so it cannot be approved");
  }

  @Test
  void only_a_person_at_a_terminal_approves_and_a_no_records_nothing() {
    Ran script = repo.cli().run("approve", "x");
    Ran no = approve("s\n", "x");

    assertThat(script.exit()).isEqualTo(3);
    assertThat(script.err()).contains("only a person at a terminal can approve a plan");
    assertThat(no.exit()).isEqualTo(5);
    assertThat(no.err()).contains("nothing was changed");
    assertThat(repo.files().git("for-each-ref", "refs/exec-session")).isEmpty();
  }

  @Test
  void a_record_that_cannot_be_read_is_never_taken_for_one() {
    approve("y\n", "x");
    String ref =
        repo.files().git("for-each-ref", "--format=%(refname)", "refs/exec-session").strip();
    repo.files().write("../newer.json", "{\"version\":9}");
    String blob = repo.files().git("hash-object", "-w", "../newer.json").strip();
    repo.files().git("update-ref", ref.substring(0, ref.length() - 40) + blob, blob);

    Ran ran = repo.cli().run("validate", "x");

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.err()).contains("cannot be read", "update exec-session");
  }

  @Test
  void an_executor_that_forges_an_approval_is_found() {
    approve("y\n", "x");
    repo.executor(
        "echo x >>src/A.java; git update-ref refs/exec-session/approvals/"
            + "0".repeat(64)
            + "/"
            + "1".repeat(40)
            + " HEAD");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.all()).contains("refs/exec-session/approvals/000");
  }

  @Test
  void an_approval_between_two_runs_is_a_note() {
    approve("y\n", "x");
    assertThat(repo.executor("echo y >other").autonomous().exit()).isEqualTo(4);
    Ran amended = repo.cli().run("amend", "x", "--include", "other", "--reason", "needed");
    Ran valid = repo.cli().run("validate", "x");
    repo.files().write("docs/exec-plans/active/z.md", PlanText.ONE_BLOCK.replace("moves", "goes"));
    Ran other = approve("y\n", "z");
    repo.files().delete("docs/exec-plans/active/z.md");
    Ran ran = repo.autonomous();

    assertThat(other.exit()).as(other.toString()).isZero();
    assertThat(amended.exit()).as(amended.toString()).isZero();
    assertThat(valid.exit()).as(valid.toString()).isZero();
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  private void edit(String from, String to) {
    repo.files().write(CaseRepo.PLAN, PlanText.with(repo.files().read(CaseRepo.PLAN), from, to));
  }

  private Ran approve(String typed, String... words) {
    return approve(repo.files(), "Ana <ana@example.org>", typed, words);
  }

  /** Runs the command as a person at a terminal would. */
  private static Ran approve(TestRepo repo, String who, String typed, String... words) {
    Map<String, String> environment = new TreeMap<>(repo.environment());
    environment.put("EXEC_SESSION_USER", who);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] all = new String[words.length + 1];
    all[0] = "approve";
    System.arraycopy(words, 0, all, 1, words.length);
    int exit =
        ExecSession.run(
            all,
            new Surroundings(
                new Typed(typed),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                repo.root(),
                true,
                true,
                true,
                Interrupts.NONE));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Input that is typed after the prompt: nothing is there before it is read. */
  private static final class Typed extends ByteArrayInputStream {
    Typed(String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }
}
