package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.AgentTerminal;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.RealAgent;
import dev.execsession.testing.ScriptedModel;
import dev.execsession.testing.ScriptedModel.Step;
import dev.execsession.testing.ScriptedModel.Step.Say;
import dev.execsession.testing.TestRepo;
import dev.execsession.testing.Tmux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person talks to a real agent in the agent's own terminal interface, and the agent executes a
 * plan of two blocks. The model is scripted; tmux presses the keys.
 */
class AgentStoryIT {
  private static final String AGENT = "agent";
  private static final String PERSON = "person";

  @TempDir(factory = AgentsIT.OutsideTmp.class)
  Path temp;

  @Test
  void claude_executes_a_plan_in_its_terminal_and_the_person_approves_by_prompt() {
    told(RealAgent.CLAUDE);
  }

  /** Its own sandbox is on, so the rule for commands of this tool is needed. */
  @Test
  void codex_executes_a_plan_in_its_terminal_and_the_person_approves_by_prompt() {
    told(RealAgent.CODEX);
  }

  private void told(RealAgent agent) {
    AgentsIT.needs(agent.program());
    AgentsIT.needs("tmux");
    TestRepo repo = TestRepo.empty(temp);
    repo.write("src/hi.txt", "hi\n");
    repo.write(
        "docs/exec-plans/active/x.md",
        PlanText.without(PlanText.STANDARD, "### Block B03", "## Validation Plan"));
    repo.commit("First");
    try (ScriptedModel model = agent.model(List.of(new Say("Hello.")))) {
      Cli cli = agent.launcher(repo, model).onPath();
      Ran installed = cli.run("guard", "install", "--agent", agent.program());
      assertThat(installed.exit()).as(installed.toString()).isEqualTo(0);
      AgentTerminal.prepare(agent, repo);
      try (Tmux tmux = new Tmux(temp.resolve("tmux"), cli, AGENT)) {
        tmux.window(PERSON);
        new Story(agent, repo, model, tmux).tell();
      } finally {
        AgentTerminal.end(repo);
      }
    }
  }

  private record Story(RealAgent agent, TestRepo repo, ScriptedModel model, Tmux tmux) {
    void tell() {
      AgentTerminal.start(agent, tmux, AGENT);
      firstBlock();
      onlyThePersonApproves();
      secondBlock();
      completed();
    }

    private void firstBlock() {
      prompt(
          "Execute approved roadmap block",
          agent.run("exec-session begin"),
          agent.write(repo, "src/one.txt", "one"),
          agent.run("exec-session finish --summary 'The first step.'"));
      awaitTold("B01 waits for your approval: type \\\"approve B01\\\"");
      assertThat(repo.path("src/one.txt")).hasContent("one\n");
    }

    private void onlyThePersonApproves() {
      int before = model.asked().size();
      prompt(
          "Go on",
          agent.write(repo, "src/two.txt", "two"),
          agent.run("exec-session accept B01"),
          agent.run("es=exec-session; $es run x.md --approve B01"));
      awaitTold("RUN-032");
      List<String> asked = model.asked();
      assertThat(
              asked
                  .get(before + 1)
                  .contains("`B01` waits for approval: the person types `approve B01`"))
          .as("an edit between blocks is denied")
          .isTrue();
      assertThat(asked.get(before + 2).contains("`exec-session accept` is for the person"))
          .as("the agent's own yes is denied")
          .isTrue();
      assertThat(repo.path("src/two.txt")).doesNotExist();
      assertThat(report().texts("blocks.0.approvals.*")).isEmpty();
    }

    private void secondBlock() {
      prompt(
          "approve B01",
          agent.run("exec-session begin"),
          agent.write(repo, "src/two.txt", "two"),
          // Only the scan can find this one.
          agent.run("d=other; mkdir $d; echo 2 >$d/x"),
          agent.run("exec-session finish --summary 'The second step.'"));
      awaitTold("`B01` approved by the person; run `exec-session begin`");
      awaitTold("B02 goes back to planning");

      tmux.type(
          PERSON, "exec-session amend x.md --block B02 --include other/x --reason 'It needs x.'");
      tmux.await("the amendment", PERSON, () -> plan().contains("`other/x`"));
      tmux.await(PERSON, screen -> screen.contains("next"));

      prompt("Run execution session", agent.run("exec-session begin"));
      awaitTold("B02 waits for your approval");
    }

    private void completed() {
      prompt("approve B02");
      awaitTold("`B02` approved by the person; every block is done");
      JsonDoc report = report();
      assertThat(report.text("state")).isEqualTo("completed");
      assertThat(report.texts("blocks.*.status")).containsExactly("done", "done");
      assertThat(report.texts("blocks.*.approvals.*.via")).containsExactly("prompt", "prompt");
      assertThat(report.texts("blocks.*.approvals.*.agent"))
          .containsExactly(agent.program(), agent.program());
      assertThat(report.texts("blocks.1.changes.*.path"))
          .containsExactlyInAnyOrder("src/two.txt", "other/x");
    }

    /** Types a prompt, after which the model makes these steps and ends its turn. */
    private void prompt(String text, Step... steps) {
      List<Step> all = new ArrayList<>(List.of(steps));
      all.add(new Say("I wait."));
      model.then(all);
      int before = model.asked().size();
      tmux.type(AGENT, text);
      tmux.await("the model", AGENT, () -> model.asked().size() > before);
    }

    /** Waits until the model was told these words, and the agent has ended its turn. */
    private void awaitTold(String words) {
      tmux.await(
          "the model, told: " + words,
          AGENT,
          () -> model.asked().get(model.asked().size() - 1).contains(words));
      tmux.await("the agent's rest", AGENT, this::rests);
    }

    /** Returns whether the agent's hooks noted the end of its turn, after all calls. */
    private boolean rests() {
      return files(agent.program() + "-")
              .map(Story::read)
              .anyMatch(text -> text.startsWith("rest "))
          && files(agent.program() + "-")
              .map(Story::read)
              .noneMatch(text -> text.contains("\ncall "));
    }

    private JsonDoc report() {
      return JsonDoc.read(files("report.json").findFirst().orElseThrow());
    }

    private Stream<Path> files(String start) {
      try (Stream<Path> files = Files.walk(repo.path(".git/exec-session"), 2)) {
        return files
            .filter(file -> String.valueOf(file.getFileName()).startsWith(start))
            .filter(Files::isRegularFile)
            .toList()
            .stream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String plan() {
      return repo.read("docs/exec-plans/active/x.md");
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
