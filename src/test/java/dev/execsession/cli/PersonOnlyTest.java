package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.guard.Agent;
import dev.execsession.guard.DrivenSession;
import dev.execsession.guard.EditGuard;
import dev.execsession.guard.HookGuard;
import dev.execsession.guard.PersonWord;
import dev.execsession.json.Json;
import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.PlanText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words that only a person may say, from the shell of an agent. */
class PersonOnlyTest {
  @TempDir Path temp;

  private CaseRepo repo;

  @BeforeEach
  void repository() {
    repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).inside().unconfined();
  }

  @ParameterizedTest
  @CsvSource({
    "accept B01, accept, approve B01",
    "accept B01 --reason fine, accept, ''",
    "run x --approve B01, --approve, approve B01",
    "run x --approve-group B01-B02, --approve, approve B01-B02",
    "run x --accept-between, --accept-between, approve changes",
    "run x --mode autonomous, --mode autonomous, approve autonomous",
    "run x --override-mode, --override-mode, ''",
    "run x --ack-guards, --ack-guards, ''",
    "run x --restart, --restart, ''",
    "run x --adopt, --adopt, ''",
    "run x --allow-dirty, --allow-dirty, ''",
    "run x --sandbox off, --sandbox off, ''",
    "begin x --accept-between, --accept-between, approve changes",
    "begin x --mode autonomous, --mode autonomous, approve autonomous",
    "begin x --override-mode, --override-mode, ''",
    "begin x --ack-guards, --ack-guards, ''",
    "begin x --restart, --restart, ''",
    "begin x --adopt, --adopt, ''",
    "begin x --allow-dirty, --allow-dirty, ''",
    "begin x --sandbox off, --sandbox off, ''",
    "amend x --include other --reason r, amend, ''",
    "approve x, approve, ''",
    "rollback B01, rollback, ''",
    "close x, close, ''"
  })
  void a_word_of_a_person_is_refused_from_an_agents_shell(String line, String word, String prompt) {
    Ran ran = asAgent().run(List.of(line.split(" ")));

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "error[RUN-032]: `"
                + word
                + "` is for a person only, but an agent started this command: `CLAUDECODE` is set")
        .contains(
            prompt.isEmpty()
                ? "hint: the person can run this in a terminal that no agent started"
                : "hint: the person can type `" + prompt + "` to the agent, or run this");
    assertThat(repo.files().path(".git/exec-session")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void the_tool_the_guard_and_the_documentation_know_every_word(PersonWord word) throws Exception {
    boolean command = !word.text().startsWith("-");
    String line =
        (command ? word.text() : "run x " + word.text())
            + switch (word) {
              case ACCEPT, ROLLBACK, APPROVE_RESULT -> " B01";
              case APPROVE_GROUP -> " B01-B02";
              case AMEND -> " x --include other --reason r";
              case APPROVE, CLOSE -> " x";
              default -> "";
            };

    assertThat(asAgent().run(List.of(line.split(" ", -1))).err()).contains("error[RUN-032]: ");
    Path common = repo.files().path(".git");
    new DrivenSession("s", repo.files().root().toString(), "say").write(common, common);
    for (String said : List.of(line, line.replace(word.text(), word.text().replace(' ', '=')))) {
      String payload =
          Json.compact(
              Map.of("tool_name", "Bash", "tool_input", Map.of("command", "exec-session " + said)));
      assertThat(
              new HookGuard(Agent.CODEX, repo.files().root(), Map.of(), NOTHING)
                  .answer(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)))
                  .err())
          .contains(word.text(), "is for the person");
    }
    String page = Files.readString(Path.of("docs/in-agent.md"));
    assertThat(page.substring(page.indexOf("## For a person only")))
        .contains("`" + word.text() + "`");
  }

  private static final EditGuard.IgnoredPaths NOTHING =
      (found, path) -> {
        throw new AssertionError("no block is active");
      };

  private Cli asAgent() {
    return repo.cli().with("CLAUDECODE", "1");
  }

  @Test
  void what_neither_accepts_nor_widens_is_for_everyone() {
    assertThat(asAgent().run("begin", "x").exit()).isZero();
    assertThat(asAgent().run("status").exit()).isZero();
    assertThat(asAgent().run("run", "x", "--dry-run", "--mode", "autonomous").exit()).isZero();
    assertThat(asAgent().run("close", "x", "--dry-run").err()).doesNotContain("RUN-032");
  }

  @Test
  void a_run_from_an_agents_shell_has_no_word_of_a_person() {
    List<String> words = new ArrayList<>(List.of("run", "x", "--executor-command", "echo >src/n"));

    Ran ran = asAgent().run(words);

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.out()).contains("waiting for  approve block B01?");
  }

  @Test
  void a_terminal_of_an_agent_is_not_a_person() {
    Surroundings person =
        new Surroundings(
            System.in,
            System.out,
            System.err,
            Map.of(),
            temp,
            true,
            true,
            true,
            dev.execsession.process.Interrupts.NONE);
    Surroundings agent =
        new Surroundings(
            System.in,
            System.out,
            System.err,
            Map.of("AI_AGENT", "claude-code_2-1-197_agent"),
            temp,
            true,
            true,
            true,
            dev.execsession.process.Interrupts.NONE);

    assertThat(person.isPersonPresent()).isTrue();
    assertThat(agent.isPersonPresent()).isFalse();
  }
}
