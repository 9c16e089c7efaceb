package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that an agent drives by {@code begin} and {@code finish}. */
class BeginFinishTest {
  private static final String PLAN =
      PlanText.withCheck(
          PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"),
          "`! grep -r broken src`");

  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PLAN).inside();
  }

  private Ran es(String... words) {
    return cli().run(words);
  }

  private Cli cli() {
    return repo.cli().with("EXEC_SESSION_SANDBOX", "off");
  }

  private void edit(String path, String text) {
    repo.files().write(path, text);
  }

  /** Replaces a text of the plan. */
  private void planWith(String text, String other) {
    repo.files().write(CaseRepo.PLAN, PlanText.with(PLAN, text, other));
    repo.files().commit("plan");
  }

  private String state() {
    return es("status", "--json").json().text("state");
  }

  @Test
  void begin_opens_the_first_block_and_prints_its_brief() {
    Ran ran = es("begin", "x");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .startsWith("# B01: First\n")
        .contains("exec-session finish --summary", "exec-session finish --escalate scope")
        .doesNotContain("EXEC_SESSION_RESULT");
    assertThat(ran.err()).contains("B01  First", "B02  Second").doesNotContain("Make the first");
    assertThat(state()).isEqualTo("working");
    assertThat(es("status").out())
        .contains(
            "working", "B01  pending  First: open for agent since", "next    exec-session finish");
  }

  @Test
  void a_good_block_waits_for_the_person_and_the_next_one_opens_after_the_approval() {
    es("begin", "x");
    edit("src/A.java", "a\nfirst\n");

    Ran finished = es("finish", "--summary", "made the first step", "--risk", "it may rain");

    assertThat(finished.exit()).as(finished.toString()).isEqualTo(5);
    assertThat(finished.out())
        .isEqualTo(
            "B01 waits for your approval: type \"approve B01\", or run `exec-session accept B01` in"
                + " a terminal\n");
    assertThat(finished.err()).contains("B01 is good: 1 change in scope, 1 check passed");
    assertThat(state()).isEqualTo("paused");
    assertThat(es("begin").out()).isEqualTo(finished.out());
    assertThat(es("finish").exit()).isEqualTo(3);

    Ran accepted = es("accept", "B01");
    assertThat(accepted.exit()).as(accepted.toString()).isZero();
    assertThat(accepted.out()).contains("next    exec-session begin " + CaseRepo.PLAN);

    assertThat(es("begin").out()).startsWith("# B02: Second\n");
    edit("src/B.java", "second\n");
    assertThat(es("finish").exit()).isEqualTo(5);
    assertThat(es("accept", "B02").exit()).isZero();
    assertThat(state()).isEqualTo("completed");
    assertThat(es("begin", "x").out())
        .isEqualTo("every block is done; next: `exec-session close " + CaseRepo.PLAN + "`\n");
    assertThat(es("report").out())
        .contains("made the first step", "it may rain", "| by option |")
        .doesNotContain("held:");
  }

  @Test
  void a_block_that_is_not_good_is_open_again_with_a_brief_that_says_why() {
    es("begin", "x");
    edit("src/A.java", "broken\n");

    Ran finished = es("finish");

    assertThat(finished.exit()).as(finished.toString()).isEqualTo(1);
    assertThat(finished.out())
        .startsWith("# B01: First\n")
        .contains("## This is another attempt", "grep -r broken src");
    assertThat(state()).isEqualTo("working");

    edit("src/A.java", "fixed\n");
    assertThat(es("finish").exit()).isEqualTo(5);
  }

  @Test
  void begin_on_an_open_block_prints_the_brief_again_and_changes_nothing() {
    Ran first = es("begin", "x");
    edit("src/A.java", "half\n");
    String journal = journal();

    Ran again = es("begin");

    assertThat(again.exit()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).contains("block `B01` has been open since", "for `agent`");
    assertThat(journal()).isEqualTo(journal);
  }

  private String journal() {
    return repo.files().sh("cat .git/exec-session/2*/journal.jsonl");
  }

  @Test
  void work_outside_the_scope_goes_back_to_planning() {
    es("begin", "x");
    edit("other", "x\n");

    Ran finished = es("finish");

    assertThat(finished.exit()).as(finished.toString()).isEqualTo(4);
    assertThat(finished.out())
        .startsWith("B01 goes back to planning: ")
        .endsWith(
            "; the person decides in a terminal: `exec-session amend "
                + CaseRepo.PLAN
                + " --block B01 --include other --reason 'why it is right'`, or `exec-session"
                + " rollback B01`, or `exec-session accept B01 --reason 'why it is right'`; then"
                + " `exec-session begin` goes on\n");
    assertThat(state()).isEqualTo("escalated");
    Ran begun = es("begin");
    assertThat(begun.exit()).isEqualTo(4);
    assertThat(begun.out()).isEqualTo(finished.out());
    Ran again = es("finish");
    assertThat(again.exit()).isEqualTo(4);
    assertThat(again.out()).isEqualTo(finished.out());
    assertThat(driven())
        .contains("`B01` goes back to planning: the person decides in a terminal: `exec-session");
  }

  /** Returns what a conversation that starts is told. */
  private String driven() {
    return repo.files().read(".git/exec-session/agents/driven");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_pasted_command_ends_an_escalation_and_the_agents_hooks_know(int command) {
    es("begin", "x");
    edit("src/A.java", "first\n");
    edit("other", "x\n");
    String pasted =
        es("finish").out().replaceFirst(".*in a terminal: ", "").split("`", -1)[command];

    Ran decided =
        es(pasted.replace("exec-session ", "").replace("'why it is right'", "why").split(" "));

    assertThat(decided.exit()).as(decided.toString()).isZero();
    assertThat(driven()).contains("no block is open: run `exec-session begin`");
    assertThat(es("begin").exit()).isIn(0, 5);
  }

  @Test
  void an_agent_that_asks_for_more_gets_the_block_again_once_the_plan_is_amended() {
    es("begin", "x");

    Ran asked = es("finish", "--escalate", "scope", "--detail", "needs docs/guide.md");
    assertThat(asked.exit()).as(asked.toString()).isEqualTo(4);
    assertThat(asked.out()).contains("needs docs/guide.md");

    Ran amended =
        es("amend", "x", "--include", "docs/guide.md", "--reason", "the guide belongs to it");
    assertThat(amended.exit()).as(amended.toString()).isZero();

    Ran begun = es("begin", "x");
    assertThat(begun.exit()).as(begun.toString()).isZero();
    assertThat(begun.out()).contains("- `docs/guide.md`");
    edit("docs/guide.md", "guide\n");
    assertThat(es("finish").exit()).isEqualTo(5);
  }

  @Test
  void run_accept_and_amend_leave_an_open_block_alone() {
    es("begin", "x");

    Ran run = es("run", "x", "--executor-command", "true");
    assertThat(run.exit()).as(run.toString()).isEqualTo(6);
    assertThat(run.err())
        .contains(
            "error[RUN-031]: block `B01` has been open since",
            "finish it in that agent: `exec-session finish`",
            "`exec-session rollback B01 " + CaseRepo.PLAN + "`");
    assertThat(es("accept", "B01").exit()).isEqualTo(3);
    Ran amended = es("amend", "x", "--include", "other", "--reason", "why");
    assertThat(amended.exit()).isEqualTo(3);
    assertThat(amended.err()).contains("block `B01` is open for an agent");
    assertThat(state()).isEqualTo("working");
  }

  @Test
  void rollback_takes_an_open_block_back_and_begin_opens_it_again() {
    es("begin", "x");
    edit("src/A.java", "half\n");

    Ran undone = es("rollback", "B01");

    assertThat(undone.exit()).as(undone.toString()).isZero();
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\n");
    assertThat(es("guard", "check", "other").err()).doesNotContain("B01");
    assertThat(es("begin").out()).startsWith("# B01: First\n");
  }

  @Test
  void the_guard_holds_while_no_process_runs_and_until_finish() {
    es("begin", "x");

    Ran outside = es("guard", "check", "other");
    assertThat(outside.exit()).as(outside.toString()).isNotZero();
    assertThat(es("guard", "check", "src/A.java").exit()).isZero();

    edit("src/A.java", "first\n");
    es("finish");
    assertThat(repo.files().sh("ls .git/exec-session/2*/")).doesNotContain("active-block");
  }

  @Test
  void run_and_begin_take_turns() {
    es("begin", "x");
    edit("src/A.java", "first\n");
    es("finish");
    es("accept", "B01");

    Ran run = es("run", "x", "--executor-command", "echo two >src/B.java", "--no-input");
    assertThat(run.exit()).as(run.toString()).isEqualTo(5);
    assertThat(run.out()).contains("B02");
    assertThat(es("begin").out()).startsWith("B02 waits for your approval");
    assertThat(es("accept", "B02").exit()).isZero();
  }

  @Test
  void a_block_with_commands_runs_at_once() {
    planWith(
        "- **Goal:** The first step is made.\n",
        "- **Goal:** The first step is made.\n- **Run:** `echo one >src/A.java`\n");

    Ran ran = es("begin", "x");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out()).startsWith("B01 waits for your approval");
  }

  @Test
  void changes_between_blocks_are_for_the_person() {
    es("begin", "x");
    edit("src/A.java", "first\n");
    es("finish");
    es("accept", "B01");
    edit("src/C.java", "sneaked in\n");

    Ran ran = es("begin");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out())
        .contains(
            "changed outside of any block",
            "; undo the changes, or accept them as yours: type \"approve changes\", or run"
                + " `exec-session begin "
                + CaseRepo.PLAN
                + " --accept-between` in a terminal\n");
    assertThat(es("begin", "--accept-between").out()).startsWith("# B02: Second\n");
  }

  @Test
  void an_edited_plan_is_drift_and_not_a_new_contract() {
    es("begin", "x");
    edit("src/A.java", "first\n");
    edit(CaseRepo.PLAN, PlanText.with(PLAN, "- `src/**`\n", "- `src/**`\n- `other`\n"));

    Ran finished = es("finish");

    assertThat(finished.exit()).as(finished.toString()).isEqualTo(4);
    assertThat(es("status", "--json").json().text("escalation.reason")).isEqualTo("objective");
  }

  @Test
  void finish_without_an_open_block_is_refused_with_the_next_command() {
    assertThat(es("finish").err())
        .contains("error[RUN-033]: no block is open", "exec-session begin PLAN");
    es("begin", "x");
    es("rollback", "B01");

    Ran ran = es("finish");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("error[RUN-033]: no block is open", "exec-session begin");
  }

  @Test
  void escalate_and_detail_go_together() {
    es("begin", "x");

    assertThat(es("finish", "--escalate", "scope").exit()).isEqualTo(2);
    assertThat(es("finish", "--escalate", "person", "--detail", "x").exit()).isEqualTo(2);
    assertThat(es("finish", "--attest", "x").exit()).isEqualTo(2);
    assertThat(state()).isEqualTo("working");
  }

  @Test
  void the_record_names_the_agent_and_its_session() {
    repo.cli()
        .with("EXEC_SESSION_SANDBOX", "off")
        .with("CLAUDECODE", "1")
        .with("CLAUDE_CODE_SESSION_ID", "d6de")
        .run("begin", "x");

    assertThat(journal())
        .contains("\"by\":{\"name\":\"claude\",\"session\":\"d6de\"", "\"executor\":\"claude\"");
    assertThat(es("status").out()).contains("open for claude since");
  }

  @Test
  void another_plan_does_not_start_in_a_worktree_with_an_open_block() {
    repo.files().write("docs/exec-plans/active/y.md", PLAN);
    repo.files().commit("second plan");
    es("begin", "x");

    Ran ran = es("begin", "y");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
    assertThat(ran.err()).contains("block `B01` of `" + CaseRepo.PLAN + "` has been open since");
  }

  @Test
  void another_worktree_has_its_own_open_block() {
    repo.files().write("docs/exec-plans/active/y.md", PlanText.with(PLAN, "`feature/x`", "`two`"));
    repo.files().commit("second plan");
    Path second = temp.resolve("second");
    repo.files().git("worktree", "add", "-q", "-b", "two", second.toString());
    es("begin", "x");

    Ran there = cli().at(second).run("begin", "y");
    assertThat(there.exit()).as(there.toString()).isZero();
    edit("src/A.java", "here\n");
    assertThat(es("finish").exit()).isEqualTo(5);

    assertThat(cli().at(second).run("status", "--json").json().text("state")).isEqualTo("working");
    assertThat(cli().at(second).run("finish").err()).contains("nothing in scope changed");
    assertThat(cli().at(second).run("guard", "check", "other").exit()).isEqualTo(4);
    assertThat(es("guard", "check", "other").exit()).isEqualTo(3);
  }

  @Test
  void begin_of_another_block_than_the_open_one_is_refused() {
    es("begin", "x");

    assertThat(es("begin", "--block", "B02").exit()).isEqualTo(6);
    assertThat(es("begin", "--block", "B01").exit()).isZero();
  }

  @Test
  void a_group_is_approved_as_one() {
    planWith(
        "## Validation Plan",
        "## Executor Handoff\n- **Block Grouping:** B01-B02\n\n## Validation Plan");
    es("begin", "x");
    edit("src/A.java", "first\n");

    Ran first = es("finish");
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out()).isEqualTo("next: `exec-session begin " + CaseRepo.PLAN + "`\n");

    assertThat(es("begin").out()).startsWith("# B02: Second\n");
    edit("src/B.java", "second\n");
    Ran second = es("finish");
    assertThat(second.exit()).isEqualTo(5);
    assertThat(second.out()).startsWith("B01, B02 wait for your approval: type \"approve B02\"");
    assertThat(es("accept", "B02").exit()).isZero();
    assertThat(state()).isEqualTo("completed");
  }

  @Test
  void a_person_begins_an_autonomous_session_and_makes_it_stepwise_again() {
    Ran begun = es("begin", "x", "--mode", "autonomous");
    assertThat(begun.exit()).as(begun.toString()).isZero();
    assertThat(begun.err()).contains("the agent's blocks are autonomous from here on");
    edit("src/A.java", "first\n");

    Ran first = es("finish");
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out()).isEqualTo("next: `exec-session begin " + CaseRepo.PLAN + "`\n");

    es("begin");
    Ran back = es("begin", "--mode", "stepwise");
    assertThat(back.exit()).as(back.toString()).isZero();
    assertThat(back.out()).startsWith("# B02: Second\n");
    edit("src/B.java", "second\n");
    assertThat(es("finish").exit()).isEqualTo(5);
  }

  @Test
  void a_block_of_a_person_keeps_a_session_from_being_autonomous() {
    planWith(
        "- **Goal:** The second step is made.\n",
        "- **Goal:** The second step is made.\n- **Executor:** manual\n");

    Ran ran = es("begin", "x", "--mode", "autonomous");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("block `B02` is for a person");
  }

  @Test
  void an_edited_configuration_refuses_and_leaves_the_block_open() {
    es("begin", "x");
    edit("src/A.java", "first\n");
    edit(".exec-session.yml", "version: 1\n");

    Ran ran = es("finish");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err()).contains("RUN-010", "`exec-session finish`");
    assertThat(state()).isEqualTo("working");
    assertThat(es("guard", "check", "other").exit()).isEqualTo(4);
    repo.files().sh("rm .exec-session.yml");
    assertThat(es("finish").exit()).isEqualTo(5);
  }

  @Test
  void a_block_for_a_person_waits_at_a_terminal() {
    planWith(
        "- **Goal:** The first step is made.\n",
        "- **Goal:** The first step is made.\n- **Executor:** manual\n");

    Ran ran = es("begin", "x");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out())
        .contains("block `B01` is executed by a person", "`exec-session run " + CaseRepo.PLAN);
  }
}
