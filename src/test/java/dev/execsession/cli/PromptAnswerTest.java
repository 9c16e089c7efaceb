package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.guard.Agent;
import dev.execsession.guard.ApprovalWords;
import dev.execsession.guard.HookAnswer;
import dev.execsession.guard.HookSettings;
import dev.execsession.guard.Installation;
import dev.execsession.guard.PromptCall;
import dev.execsession.process.Interrupts;
import dev.execsession.process.ProcessAbove;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptAnswerTest {
  private static final String PLAN =
      PlanText.withCheck(
          PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"),
          "`! grep -r broken src`");
  private static final ProcessAbove CLAUDE = new ProcessAbove(40, 400, List.of("claude"), Map.of());

  @TempDir Path temp;

  private CaseRepo repo;
  private final Map<String, Object> fields = new HashMap<>();

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PLAN).inside();
    Installation installation = new Installation(Agent.CLAUDE, root(), git());
    installation.apply(installation.install(Path.of("/opt/exec-session"), List.of(), file -> true));
  }

  private Path root() {
    return repo.files().root();
  }

  private Path git() {
    return root().resolve(".git");
  }

  private Path notes() {
    return git().resolve("exec-session/agents/claude-one");
  }

  private void note(String lines) throws IOException {
    Files.createDirectories(notes().getParent());
    Files.writeString(notes(), lines + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Ran es(String... words) {
    return agent().run(words);
  }

  private Cli agent() {
    return repo.cli()
        .with("EXEC_SESSION_SANDBOX", "off")
        .with("CLAUDECODE", "1")
        .with("CLAUDE_CODE_SESSION_ID", "one");
  }

  /** Lets the agent finish the next block. */
  private Ran finished(String file) throws IOException {
    note("begin 40 400 " + HookSettings.digest(Agent.CLAUDE, root()));
    Ran begun = es("begin", "x");
    assertThat(begun.exit()).as(begun.toString()).isZero();
    assertThat(begun.err()).doesNotContain("guard install");
    repo.files().write(file, "work\n");
    note("call a");
    Ran ran = es("finish");
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    note("done a\nrest 0 0");
    return ran;
  }

  private String typed(String prompt) {
    fields.put("prompt", prompt);
    Surroundings here =
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            environment(),
            root(),
            false,
            false,
            false,
            Interrupts.NONE);
    HookAnswer answer =
        new PromptAnswer(
                here,
                new PromptCall(
                    Agent.CLAUDE,
                    ApprovalWords.of(prompt).orElseThrow(),
                    fields,
                    "one",
                    root(),
                    git()),
                List.of(CLAUDE))
            .answer();
    assertThat(answer.exit()).isZero();
    return answer.out();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(repo.files().environment());
    environment.putAll(
        Map.of(
            "EXEC_SESSION_SANDBOX", "off",
            "CLAUDECODE", "1",
            "CLAUDE_CODE_ENTRYPOINT", "cli",
            "CLAUDE_CODE_SESSION_ID", "one"));
    return environment;
  }

  private String state() {
    return es("status", "--json").json().text("state");
  }

  @Test
  void a_typed_approval_is_recorded_and_the_agent_told_to_go_on() throws Exception {
    finished("src/A.java");

    assertThat(typed("Approve b01"))
        .contains("exec-session: `B01` approved by the person; run `exec-session begin`");

    assertThat(es("report").out())
        .contains(
            "in the prompt of claude, conversation one; rules that held: no-sub-agent, same-session,"
                + " same-process, no-agent-shell, interactive, at-rest, same-settings");
    assertThat(es("report", "--format", "json").out())
        .contains("\"via\": \"prompt\"", "\"agent\": \"claude\"", "\"session\": \"one\"");
    finished("src/B.java");
    assertThat(typed("approve")).contains("`B02` approved by the person; every block is done");
    assertThat(state()).isEqualTo("completed");
  }

  @Test
  void a_prompt_that_does_not_count_records_nothing_and_begin_says_why() throws Exception {
    finished("src/A.java");
    fields.put("agent_id", "x");

    assertThat(typed("approve B01"))
        .contains(
            "this prompt approved nothing: it was sent by a sub-agent",
            "in a terminal: `exec-session accept B01`");

    assertThat(state()).isEqualTo("paused");
    Ran begun = es("begin", "x");
    assertThat(begun.exit()).isEqualTo(5);
    assertThat(begun.err()).contains("no approval arrived: it was sent by a sub-agent");
  }

  @Test
  void a_prompt_for_another_block_says_what_can_be_typed() throws Exception {
    finished("src/A.java");

    assertThat(typed("approve B02")).contains("B01 waits for approval; type `approve B01`");
    assertThat(typed("approve B07")).contains("B01 waits for approval; type `approve B01`");
    assertThat(typed("approve changes")).contains("no changes wait for approval");
    assertThat(state()).isEqualTo("paused");
  }

  @Test
  void approve_autonomous_accepts_the_result_and_lets_checks_approve_the_blocks_that_follow()
      throws Exception {
    finished("src/A.java");

    assertThat(typed("approve autonomous"))
        .contains(
            "`B01` approved by the person, and the session is autonomous",
            "run `exec-session begin`");

    note("begin 40 400 " + HookSettings.digest(Agent.CLAUDE, root()));
    assertThat(es("begin", "x").out()).startsWith("# B02: ");
    repo.files().write("src/B.java", "broken\n");
    assertThat(es("finish").exit()).as("a red check").isEqualTo(1);
    repo.files().write("src/B.java", "work\n");
    Ran last = es("finish");
    assertThat(last.exit()).as(last.toString()).isZero();
    assertThat(last.out()).startsWith("every block is done");
    assertThat(state()).isEqualTo("completed");
    assertThat(es("report").out())
        .contains(
            "- **Mode:** autonomous",
            "- **Mode chosen:** autonomous by ",
            ", in the prompt of claude, conversation one; rules that held: no-sub-agent, same-session,"
                + " same-process, no-agent-shell, interactive, at-rest, same-settings");
    assertThat(es("report", "--format", "json").json().text("modeChoices.0.session"))
        .isEqualTo("one");
  }

  @Test
  void an_autonomous_block_goes_on_with_begin_and_ends_no_turn() throws Exception {
    plan(PlanText.STANDARD);
    finished("src/A.java");
    typed("approve autonomous");
    es("begin", "x");
    repo.files().write("src/B.java", "work\n");

    Ran second = es("finish");

    assertThat(second.exit()).as(second.toString()).isZero();
    assertThat(second.out()).isEqualTo("next: `exec-session begin " + CaseRepo.PLAN + "`\n");
    assertThat(Files.readString(git().resolve("exec-session/agents/driven")))
        .contains("no block is open: run `exec-session begin`");
  }

  @Test
  void approve_autonomous_in_an_open_block_leaves_the_block_open() throws Exception {
    note("begin 40 400 " + HookSettings.digest(Agent.CLAUDE, root()));
    es("begin", "x");
    note("rest 0 0");

    assertThat(typed("approve autonomous"))
        .contains("the session is autonomous", "`B01` is open: run `exec-session finish`");

    assertThat(state()).isEqualTo("working");
    repo.files().write("src/A.java", "work\n");
    assertThat(es("finish").exit()).isZero();
  }

  @Test
  void approve_autonomous_needs_what_an_autonomous_run_needs() throws Exception {
    String strict =
        PlanText.with(
            PLAN,
            "## Validation Plan",
            "## Executor Handoff\n- **Execution Mode:** `stepwise`\n\n## Validation Plan");
    plan(PlanText.withExclude(strict, "`src/secret/**`", "what the mobile team owns"));
    finished("src/A.java");

    assertThat(typed("approve autonomous"))
        .contains(
            "the plan asks for `stepwise`",
            "the tool cannot check this exclusion: what the mobile team owns",
            "`exec-session begin "
                + CaseRepo.PLAN
                + " --mode autonomous --override-mode"
                + " --ack-guards`");

    assertThat(state()).isEqualTo("paused");
    assertThat(journal()).doesNotContain("mode-chosen", "\"type\":\"approved\"");

    Ran chosen = person("begin", "x", "--mode", "autonomous", "--override-mode", "--ack-guards");
    assertThat(chosen.exit()).as(chosen.toString()).isEqualTo(5);
    person("accept", "B01");
    es("begin", "x");
    repo.files().write("src/B.java", "work\n");
    assertThat(es("finish").exit()).isZero();
    assertThat(es("report").out()).contains("overriding the plan, by", "by option");
  }

  @Test
  void approve_autonomous_without_checks_says_that_no_command_allows_it() throws Exception {
    plan(PlanText.withCheck(PLAN.replace("`! grep -r broken src`", "`true`"), "look at it"));
    finished("src/A.java");

    assertThat(typed("approve autonomous"))
        .contains("no automated check", "the blocks are approved one by one");
    assertThat(state()).isEqualTo("paused");
  }

  @Test
  void approve_autonomous_does_not_answer_another_question() throws Exception {
    finished("src/A.java");
    typed("approve B01");
    repo.files().write("README.md", "mine\n");
    es("begin", "x");

    assertThat(typed("approve autonomous"))
        .contains("the session waits for something else", "changed outside of any block");
    assertThat(journal()).doesNotContain("mode-chosen");
  }

  @Test
  void a_stepwise_run_in_a_terminal_ends_what_was_chosen_for_the_agent() throws Exception {
    finished("src/A.java");
    typed("approve autonomous");

    person("run", "x", "--executor-command", "true", "--until", "B01");

    es("begin", "x");
    repo.files().write("src/B.java", "work\n");
    assertThat(es("finish").exit()).isEqualTo(5);
  }

  private void plan(String text) {
    repo.files().write(CaseRepo.PLAN, text);
    repo.files().commit("plan");
  }

  private Ran person(String... words) {
    return repo.cli().with("EXEC_SESSION_SANDBOX", "off").run(words);
  }

  private String journal() {
    return repo.files().sh("cat .git/exec-session/2*/journal.jsonl");
  }

  @Test
  void changes_between_blocks_are_accepted_by_prompt() throws Exception {
    finished("src/A.java");
    typed("approve B01");
    repo.files().write("README.md", "mine\n");
    Ran begun = es("begin", "x");
    assertThat(begun.exit()).as(begun.toString()).isEqualTo(5);

    assertThat(typed("approve changes"))
        .contains("the person accepted the changes; run `exec-session begin`");

    assertThat(es("begin", "x").out()).startsWith("# B02: ");
    assertThat(es("report").out())
        .containsPattern(
            "README.md`? \\|.*in the prompt of claude, conversation one; rules that held: no-sub-agent,");
    JsonDoc report = es("report", "--format", "json").json();
    assertThat(report.text("accepted.0.via")).isEqualTo("prompt");
    assertThat(report.text("accepted.0.agent")).isEqualTo("claude");
    assertThat(report.text("accepted.0.session")).isEqualTo("one");
  }

  @Test
  void begin_says_that_no_approval_arrived() throws Exception {
    finished("src/A.java");

    assertThat(es("begin", "x").err())
        .contains("no approval arrived; if you typed it while I was working, type it again");
  }

  @Test
  void begin_does_not_miss_an_approval_of_a_result_that_it_made_itself() throws Exception {
    plan(
        PlanText.with(
            PLAN,
            "- **Goal:** The first step is made.\n",
            "- **Goal:** The first step is made.\n- **Run:** `echo one >src/A.java`\n"));
    note("begin 40 400 " + HookSettings.digest(Agent.CLAUDE, root()));

    Ran made = es("begin", "x");
    assertThat(made.exit()).as(made.toString()).isEqualTo(5);
    assertThat(made.out()).startsWith("B01 waits for your approval");
    assertThat(made.err()).doesNotContain("no approval arrived");

    assertThat(es("begin", "x").err()).contains("no approval arrived; if you typed it");
  }

  @Test
  void a_finish_of_another_process_says_that_typing_approves_nothing() throws Exception {
    note("begin 40 400 " + HookSettings.digest(Agent.CLAUDE, root()));
    es("begin", "x");
    repo.files().write("src/A.java", "work\n");
    note("begin 41 410 " + HookSettings.digest(Agent.CLAUDE, root()));

    Ran ran = es("finish");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out())
        .isEqualTo(
            "B01 waits for your approval: run `exec-session accept B01` in a terminal; you"
                + " cannot approve by typing here: this agent runs without a person, or was started"
                + " by an agent\n");
  }

  @Test
  void begin_says_that_no_hook_saw_it() {
    Ran begun = es("begin", "x");

    assertThat(begun.exit()).isZero();
    assertThat(begun.err())
        .contains(
            "no hook of claude saw this command",
            "`exec-session guard install --agent claude`",
            "`exec-session accept BLOCK`");
  }

  @Test
  void the_persons_own_run_lets_agents_edit_again() throws Exception {
    finished("src/A.java");
    assertThat(git().resolve("exec-session/agents/driven")).exists();

    typed("approve B01");
    repo.cli().with("EXEC_SESSION_SANDBOX", "off").run("run", "x", "--executor-command", "true");

    assertThat(git().resolve("exec-session/agents/driven")).doesNotExist();
  }
}
