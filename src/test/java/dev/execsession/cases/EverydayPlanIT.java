package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plan says is what runs: plans in everyday wording. */
class EverydayPlanIT {
  private static final String FIRST_BLOCK =
      "### Block B01: First\n- **Goal:** The first step is made.\n- **Steps:**\n  1. Make the first step.\n";

  @TempDir Path temp;

  private CaseRepo with(String block) {
    return CaseRepo.create(temp, PlanText.with(PlanText.ONE_BLOCK, FIRST_BLOCK, block));
  }

  @Test
  void the_brief_holds_everything_that_was_written_for_the_block() {
    CaseRepo repo =
        with("""
                ### Block B01: First
                Write the token bucket.

                **Files:**
                - Modify: `src/A.java`
                - Read: `docs/limits.md`

                1. Write it.
                   - with a lock
                2. Test: cover refill.

                - **Why Now:** two customers complained
                - **Risks:** clocks differ
                - **Approach:** a servlet filter

                Watch the memory.
                """)
            .executor("cp \"$EXEC_SESSION_BRIEF\" ../outside/brief.md; echo x >>src/A.java");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.outside().resolve("brief.md"))
        .content()
        .contains(
            "The work moves forward in three steps.",
            "Write the token bucket.",
            "- Modify: `src/A.java`",
            "- Read: `docs/limits.md`",
            "1. Write it.\n   - with a lock",
            "2. Test: cover refill.",
            "two customers complained",
            "clocks differ",
            "## Approach\n\na servlet filter",
            "Watch the memory.",
            "the first commit is there.",
            "nothing runs yet.");
  }

  @Test
  void a_verify_field_is_run_and_decides() {
    CaseRepo repo = with("### Block B01: First\nWrite it.\n\n**Verify:** `false`\n");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("check failed: `false`");
  }

  @Test
  void files_of_a_block_are_its_scope() {
    CaseRepo repo =
        with("### Block B01: First\nWrite it.\n\n**Files:**\n- `src/limits/`\n")
            .executor("echo x >src/other");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    assertThat(repo.report().texts("escalation.paths.*")).containsExactly("src/other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Status: Draft**",
        "> **Status: DRAFT**",
        "| Status | Draft |",
        "**Estado:** Borrador",
        "**Approved:** no",
        "- [ ] Approved",
        "## Metadata\n- Status: blocked"
      })
  void a_draft_never_runs_however_it_is_marked(String status) {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.with(PlanText.STANDARD, "**Status:** Approved", status));
    NothingLost lost = NothingLost.since(repo);

    Ran run = repo.autonomous();
    Ran validate = repo.cli().run("validate", CaseRepo.PLAN);

    assertThat(run.exit()).as(run.toString()).isEqualTo(3);
    assertThat(run.err().lines().filter(line -> line.contains(": error["))).hasSize(1);
    assertThat(validate.exit()).as(validate.toString()).isEqualTo(3);
    assertThat(repo.runs()).isEmpty();
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void validate_ends_with_a_summary_of_the_plan() {
    CaseRepo repo = CaseRepo.create(temp);

    Ran ran = repo.cli().run("validate", CaseRepo.PLAN);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(ran.out())
        .isEqualTo(
            CaseRepo.PLAN
                + ": ready: 3 blocks, 3 steps, 1 check, 1 include pattern, objective \"The work"
                + " moves forward in three steps.\"\n");
  }

  @Test
  void validate_foresees_everything_that_an_autonomous_run_would_refuse_each_once() {
    String plan =
        PlanText.withExclude(
            PlanText.withCheck(PlanText.STANDARD, "look at it"),
            "`src/secret/**`",
            "unrelated docs",
            "what the mobile team owns");
    CaseRepo repo = CaseRepo.create(temp, plan);
    NothingLost lost = NothingLost.since(repo);

    Ran stepwise = repo.cli().run("validate", CaseRepo.PLAN);
    Ran ran = repo.cli().run("validate", CaseRepo.PLAN, "--mode", "autonomous");
    Ran unknown =
        repo.cli()
            .run(
                "validate",
                CaseRepo.PLAN,
                "--mode",
                "autonomous",
                "--ack-guards",
                "--executor",
                "x");

    assertThat(stepwise.exit()).as(stepwise.toString()).isEqualTo(0);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err().lines().filter(line -> line.contains("error[")))
        .hasSize(3)
        .anyMatch(line -> line.endsWith("exclusions: unrelated docs; what the mobile team owns"))
        .anyMatch(
            line ->
                line.endsWith(
                    "blocks `B01`, `B02`, `B03` have no automated check; autonomous mode requires"
                        + " one"))
        .anyMatch(line -> line.endsWith("no executor for blocks `B01`, `B02`, `B03`"));
    assertThat(ran.out()).contains("not ready for an autonomous run (3 errors)");
    assertThat(unknown.err()).contains("EXEC-001", "no executor `x`").doesNotContain("RUN-002");
    lost.holdsAndNothingWasStarted();
  }

  @Test
  void a_bash_fence_runs_in_bash() {
    String plan =
        PlanText.with(
            PlanText.ONE_BLOCK,
            "- `true`\n",
            "```bash\nfiles=(src/*)\n[[ ${#files[@]} -ge 1 ]]\n```\n");
    CaseRepo repo = CaseRepo.create(temp, plan);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
  }

  @Test
  void a_failure_before_a_pipe_fails_the_check_and_an_early_exit_after_it_does_not() {
    String plan =
        PlanText.withCheck(
            PlanText.ONE_BLOCK,
            "`yes | head -1`",
            "`yes | grep -q y`",
            "`sh -c 'echo 3 failed; exit 1' | tail -5`");
    CaseRepo repo = CaseRepo.create(temp, plan);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(repo.report().texts("blocks.0.checks.*.status"))
        .containsExactly("passed", "passed", "failed");
  }

  @Test
  void no_checks_are_called_no_checks() {
    String plan = PlanText.with(PlanText.ONE_BLOCK, "## Validation Plan\n- `true`\n", "");
    CaseRepo repo = CaseRepo.create(temp, plan);

    Ran first = repo.stepwise();
    Ran second = repo.stepwise("--approve", "B01");

    assertThat(first.all()).contains("1 change in scope, no checks").doesNotContain("0 checks");
    assertThat(second.exit()).as(second.toString()).isEqualTo(0);
    assertThat(second.all()).contains("no checks)");
  }
}
