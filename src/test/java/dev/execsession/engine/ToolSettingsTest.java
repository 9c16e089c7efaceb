package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SandboxMode;
import dev.execsession.testing.Needs;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Script;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of tools that do not exist yet, in folders that a tool must write itself. */
class ToolSettingsTest {
  private static final String WORK = "echo x >>src/A.java; ";
  private static final String MAKES = "echo {} >$HOME/.claude/settings.json";

  @TempDir Path temp;

  @BeforeEach
  void needsBubblewrap() {
    Needs.confining();
  }

  private Workbench bench(String plan) throws IOException {
    Workbench bench = Workbench.create(temp.resolve("one"), plan).sandbox(SandboxMode.AUTO);
    Files.createDirectories(home(bench).resolve(".claude/commands"));
    return bench;
  }

  private static Path home(Workbench bench) {
    return Path.of(String.valueOf(bench.repo().environment().get("HOME")));
  }

  private static String sentence(Workbench bench) throws IOException {
    return "tool setting `"
        + home(bench).toRealPath().resolve(".claude/settings.json")
        + "` was created outside the worktree";
  }

  @Test
  void one_that_an_executor_makes_stops_the_block_until_it_is_removed() throws IOException {
    Workbench bench = bench(PlanText.ONE_BLOCK).executor(WORK + MAKES);

    Run run = bench.autonomous();

    assertThat(run.block("B01").violations()).containsExactly(sentence(bench));
    Fact.Escalation stopped = run.last(Event.Escalated.class).escalation();
    Path setting = home(bench).toRealPath().resolve(".claude/settings.json");
    assertThat(stopped.putBack()).containsExactly("rm -- " + setting);

    Files.delete(setting);
    Run again = bench.autonomous();

    assertThat(again.story()).endsWith("= done\n");
    assertThat(again.last(Event.Judged.class).changes()).hasSize(1);
  }

  @Test
  void one_that_a_check_makes_stops_the_block_too() throws IOException {
    Workbench bench =
        bench(PlanText.withCheck(PlanText.ONE_BLOCK, "`mkdir $HOME/.claude/hooks; " + MAKES + "`"))
            .executor(WORK + "true");

    Run run = bench.autonomous();

    assertThat(run.block("B01").violations()).containsExactly(sentence(bench));
    assertThat(run.story()).endsWith("= escalated\n");
  }

  @Test
  void one_that_a_hook_of_the_commit_makes_is_found() throws IOException {
    Workbench bench = bench(PlanText.ONE_BLOCK).executor(WORK + "true").commit(true);
    Script.write(
        bench.repo().root().resolve(".git/hooks/post-commit"), "#!/bin/sh\n" + MAKES + "\n");
    bench.repo().git("config", "user.name", "Ann");
    bench.repo().git("config", "user.email", "ann@example.org");

    Run run = bench.autonomous();

    assertThat(run.block("B01").violations()).as(run.story()).containsExactly(sentence(bench));
  }

  @Test
  void a_person_can_say_that_it_is_theirs_and_it_is_closed_from_then_on() throws IOException {
    Workbench bench =
        bench(PlanText.STANDARD).executor(WORK + "rm -rf $HOME/.claude/settings.json; " + MAKES);

    Run run = bench.stepwise(ScriptedGate.answering("mine", "continue", "stop"));

    assertThat(run.block("B01").isDone()).as(run.story()).isTrue();
    assertThat(run.block("B02").reasons())
        .singleElement()
        .asString()
        .contains("the sandbox let it only read `", ".claude/settings.json`");
  }

  @Test
  void what_the_user_allows_is_not_watched_and_what_is_not_sandboxed_neither() throws IOException {
    Workbench bench =
        bench(PlanText.ONE_BLOCK)
            .config("sandbox:\n  writable: [~/.claude/settings.json]\n")
            .executor(WORK + MAKES);
    assertThat(bench.autonomous().story()).endsWith("= done\n");

    Workbench off =
        Workbench.create(temp.resolve("two"), PlanText.ONE_BLOCK)
            .executor(WORK + "mkdir $HOME/.claude; " + MAKES);
    assertThat(off.autonomous().story()).endsWith("= done\n");
  }

  @Test
  void a_link_to_settings_kept_elsewhere_is_not_replaced_unseen() throws IOException {
    Workbench bench = bench(PlanText.ONE_BLOCK);
    Path kept = Files.writeString(home(bench).resolve("kept.json"), "{}");
    Files.createSymbolicLink(home(bench).resolve(".claude/settings.json"), kept);
    bench.executor(WORK + "rm $HOME/.claude/settings.json; " + MAKES);

    Run run = bench.autonomous();

    assertThat(run.block("B01").violations())
        .containsExactly(sentence(bench).replace("created", "replaced"));
    assertThat(run.last(Event.Escalated.class).escalation().putBack()).isNullOrEmpty();
    assertThat(kept).hasContent("{}");
  }
}
