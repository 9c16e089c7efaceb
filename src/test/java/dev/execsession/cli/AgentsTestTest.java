package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.process.Interrupts;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.TestRepo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agents test} proves what an agent can do, with an agent that is a script. */
class AgentsTestTest {
  /** Edits as the brief asks; {@code try} writes the forbidden file. */
  private static final String AGENT =
      """
      #!/bin/sh
      brief=$(cat)
      hook=
      for word; do
        case $word in
          *PreToolUse*) hook=$(printf '%s' "$word" | sed -n 's/.*"command":"\\([^"]*\\)".*/\\1/p') ;;
        esac
      done
      vetoed() {
        [ -n "$hook" ] && printf '{"hook_event_name":"PreToolUse","cwd":"%s","tool_name":"Write",
          "tool_use_id":"t1","tool_input":{"file_path":"%s/notes/forbidden.txt","content":"x"}}' \\
          "$PWD" "$PWD" | sh -c "$hook" | grep -q deny
      }
      edits() {
        echo "$1" >>notes/hello.txt
        printf '{"type":"assistant","message":{"content":[{"type":"tool_use","id":"t2","name":"Edit",'
        printf '"input":{"file_path":"%s/notes/hello.txt"}}]}}\\n' "$PWD"
      }
      printf '{"type":"system","subtype":"init","session_id":"s","model":"fake-1"}\\n'
      case $EXEC_SESSION_BLOCK in
        B01) edits 'hello from the agent' ;;
        B02) @TRY@; edits 'second line' ;;
      esac
      printf '{"type":"result","subtype":"success","is_error":false,"num_turns":2,"result":"I did it.",'
      printf '"total_cost_usd":0.02,"usage":{"input_tokens":100,"output_tokens":10}}\\n'
      """;

  /** Reports a denied edit if the rules that it was started with name the file. */
  private static final String GEMINI =
      """
      #!/bin/sh
      brief=$(cat)
      for word; do
        case $word in *.toml) rules=$word ;; esac
      done
      uses() {
        printf '{"type":"tool_use","tool_name":"write_file","tool_id":"%s",' "$1"
        printf '"parameters":{"file_path":"%s/notes/%s.txt"}}\\n' "$PWD" "$2"
        printf '{"type":"tool_result","tool_id":"%s",%s}\\n' "$1" "$3"
      }
      edits() {
        echo "$1" >>notes/hello.txt
        uses t2 hello '"status":"success"'
      }
      printf '{"type":"init","session_id":"s","model":"auto"}\\n'
      case $EXEC_SESSION_BLOCK in
        B01) edits 'hello from the agent' ;;
        B02)
          if grep -q deny "$rules"; then
            uses t1 forbidden '"status":"error","error":{"type":"policy_violation","message":"no"}'
          fi
          edits 'second line'
          ;;
      esac
      printf '{"type":"message","role":"assistant","content":"I did it.","delta":true}\\n'
      printf '{"type":"result","status":"success","stats":{"models":{"fake":{}},'
      printf '"input_tokens":100,"output_tokens":10}}\\n'
      """;

  private static final String TRY = "vetoed || echo x >notes/forbidden.txt";

  @TempDir Path temp;

  private TestRepo repo;
  private Path programs;

  @BeforeEach
  void repository() throws IOException {
    repo = TestRepo.create(temp);
    programs = Files.createDirectories(temp.resolve("programs"));
    program("claude", AGENT.replace("@TRY@", TRY));
  }

  private Path program(String name, String script) throws IOException {
    Path file = Files.writeString(programs.resolve(name), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(repo.environment());
    environment.put("PATH", programs + ":/usr/bin:/bin");
    environment.put("EXEC_SESSION_SANDBOX", "off");
    return environment;
  }

  private Cli cli() {
    Cli cli = Cli.in(repo).inside();
    for (Map.Entry<String, String> each : environment().entrySet()) {
      cli = cli.with(each.getKey(), each.getValue());
    }
    return cli;
  }

  private List<String> guarded() throws IOException {
    return guarded("claude");
  }

  /** Returns the lines of a test in which the agent's hook is this tool. */
  private List<String> guarded(String agent) throws IOException {
    Path launcher =
        program(
            "exec-session",
            "#!/bin/sh\nexec '%s/bin/java' -cp '%s' dev.execsession.Main \"$@\"\n"
                .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    ExecSession root =
        new ExecSession(
            new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                environment(),
                repo.root(),
                false,
                false,
                false,
                Interrupts.NONE));
    AgentSurvey survey = AgentSurvey.of(root);
    AgentSurvey.Candidate candidate =
        survey.candidates().stream()
            .filter(each -> each.name().equals(agent))
            .findFirst()
            .orElseThrow();
    AgentCanary canary = new AgentCanary(root, survey, candidate, launcher);
    TemporaryFolder folder = canary.folder();
    try {
      return canary.run(folder.path(), null).lines();
    } finally {
      folder.delete();
    }
  }

  private static List<String> without(List<String> lines, String what) {
    return lines.stream().filter(line -> !line.startsWith(what)).toList();
  }

  @Test
  void an_agent_that_works_is_proven_line_by_line() throws IOException {
    assertThat(without(guarded(), "started"))
        .containsExactly(
            "edits files    proven      notes/hello.txt",
            "guard          proven      vetoed notes/forbidden.txt",
            "stream         proven      2 lines while it worked",
            "result         proven      I did it.",
            "usage          proven      model fake-1, $0.02, 110 tokens",
            "verdict        claude works");
  }

  @Test
  void a_hook_that_the_agent_never_calls_is_told_from_one_that_it_had_no_reason_to_call()
      throws IOException {
    program("claude", AGENT.replace("@TRY@", "echo x >notes/forbidden.txt"));
    assertThat(guarded())
        .contains(
            "guard          not proven  no veto; the scan found that notes/forbidden.txt was written",
            "verdict        claude is not proven: guard");

    program("claude", AGENT.replace("@TRY@", ":"));
    assertThat(guarded()).contains("guard          not proven  the hook was never called");
  }

  @Test
  void an_agent_that_gets_rules_in_place_of_a_hook_is_proven_by_what_they_denied()
      throws IOException {
    program("gemini", GEMINI);
    assertThat(guarded("gemini"))
        .contains(
            "guard          proven      its rules denied notes/forbidden.txt",
            "verdict        gemini works");

    program("gemini", GEMINI.replace("\"$rules\"", "/dev/null"));
    assertThat(guarded("gemini"))
        .contains(
            "guard          not proven  it did not try to write notes/forbidden.txt",
            "verdict        gemini is not proven: guard");
  }

  @Test
  void what_an_agent_reports_about_a_block_that_failed_is_a_result_too() throws IOException {
    program("claude", AGENT.replace("edits 'hello from the agent'", ":"));

    assertThat(guarded())
        .contains(
            "edits files    not proven  nothing in scope changed",
            "result         proven      I did it.");
  }

  @Test
  void an_agent_that_is_not_started_with_the_guard_works_without() {
    Ran ran =
        cli()
            .with("EXEC_SESSION_EXECUTOR_CLAUDE_COMMAND", "claude -p")
            .run("agents", "test", "claude", "--yes");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains(
            "guard          none        the scan found that notes/forbidden.txt was written\n",
            "verdict        claude works, without a guard\n",
            "next           exec-session run PLAN --executor claude\n");
    assertThat(ran.err())
        .contains("It uses your account with the agent's provider: about two short turns.");
  }

  @Test
  void what_the_agent_says_of_its_failure_is_the_reason() throws IOException {
    program(
        "claude",
        """
        #!/bin/sh
        echo '{"type":"result","subtype":"success","is_error":true,"result":"Not logged in"}'
        exit 1
        """);

    Ran ran = cli().run("agents", "test", "claude", "--yes");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "started        proven      exit 1 after ",
            "edits files    not proven  claude reported an error: Not logged in\n",
            "guard          not proven  block B02 did not run\n",
            "account        not logged in? run `claude` and log in, or set ANTHROPIC_API_KEY\n",
            "next           exec-session agents test claude --keep\n");
  }

  @Test
  void a_configured_executor_is_tested_as_it_is_configured() throws IOException {
    program("mine", AGENT.replace("@TRY@", TRY));
    repo.write(
        ".exec-session.yml",
        """
        version: 1
        executors:
          mine:
            command: mine --fast
            result: claude
        checks: ['false']
        """);

    Ran ran = cli().run("agents", "test", "mine", "--yes");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.err()).contains("mine  mine --fast");
  }

  @Test
  void the_repository_is_deleted_unless_it_is_to_be_kept() throws IOException {
    Ran gone = cli().run("agents", "test", "claude", "--yes");
    assertThat(gone.out()).doesNotContain("kept");

    Ran ran = cli().run("agents", "test", "claude", "--yes", "--keep");

    Path kept =
        Path.of(
            ran.out()
                .lines()
                .filter(line -> line.startsWith("kept"))
                .map(line -> line.substring(15))
                .findFirst()
                .orElseThrow());
    assertThat(kept.resolve("repo/notes/hello.txt")).content().contains("hello from the agent");
    try (Stream<Path> files = Files.walk(kept)) {
      assertThat(files.map(Path::getFileName)).contains(Path.of("B02-1-executor.log"));
    }
    new TemporaryFolder(kept).delete();
  }

  @Test
  void an_unknown_name_a_missing_program_and_a_missing_yes_are_refused() {
    Ran unknown = cli().run("agents", "test", "cluade", "--yes");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no agent `cluade`; did you mean `claude`?");

    Ran missing = cli().run("agents", "test", "codex", "--yes");
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.err())
        .contains(
            "executor `codex` starts `codex`, which was not found",
            "hint: install it (npm install -g @openai/codex), or add it to PATH");

    Ran unasked = cli().run("agents", "test", "claude");
    assertThat(unasked.exit()).isEqualTo(2);
    assertThat(unasked.err()).contains("pass --yes: without a terminal it cannot ask");
  }
}
