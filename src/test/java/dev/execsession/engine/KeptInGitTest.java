package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only the index or the stash held is kept, and the command that restores it is printed. */
@Execution(ExecutionMode.CONCURRENT)
class KeptInGitTest {
  private static final Pattern COMMAND = Pattern.compile("`(git (?:stash|update-index) [^`]*)`");
  private static final String PRUNE = "git gc -q --prune=now 2>/dev/null";
  private static final String GC = "git reflog expire --expire=now --all; " + PRUNE;

  @TempDir Path temp;

  private Workbench bench(String executor) {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).executor(executor);
    bench.repo().write("src/B.java", "b\n");
    bench.repo().commit("B");
    return bench;
  }

  private static void stash(Workbench bench, String text) {
    bench.repo().write("src/A.java", text);
    bench.repo().git("stash", "push", "-q", "-m", "it's " + text.strip());
  }

  private static String command(List<String> sentences) {
    Matcher command = COMMAND.matcher(String.join("\n", sentences));
    assertThat(command.find()).as(sentences.toString()).isTrue();
    return command.group(1);
  }

  private static String kept(Workbench bench) {
    return bench.repo().git("for-each-ref", "--format=%(refname)", "refs/exec-session");
  }

  @Test
  void a_dropped_stash_entry_is_named_with_a_command_that_works_after_gc() {
    Workbench bench = bench("echo B01 >>src/B.java; git stash drop -q stash@{1}; " + PRUNE);
    stash(bench, "one\n");
    stash(bench, "two\n");
    String id = bench.repo().git("rev-parse", "stash@{1}").strip();

    Run run = bench.autonomous();

    assertThat(run.story()).endsWith("= escalated\n");
    assertThat(run.block("B01").violations())
        .contains(
            "stash entry `"
                + id
                + "` was dropped; restore it with `git stash store -m 'On feature/x: it'\\''s one' "
                + id
                + "`");
    Run undone = bench.rollback("B01");
    String command = command(undone.warned());
    assertThat(command).endsWith(id);
    bench.repo().sh(command);
    assertThat(bench.repo().git("stash", "list"))
        .isEqualTo("stash@{0}: On feature/x: it's one\nstash@{1}: On feature/x: it's two\n");
    assertThat(bench.repo().git("show", "stash@{0}:src/A.java")).isEqualTo("one\n");
  }

  @Test
  void every_entry_of_a_cleared_stash_is_named() {
    Workbench bench = bench("echo B01 >>src/B.java; git stash clear; " + GC);
    stash(bench, "one\n");
    stash(bench, "two\n");

    Run run = bench.autonomous();

    assertThat(run.block("B01").violations())
        .filteredOn(sentence -> sentence.startsWith("stash entry"))
        .hasSize(2);
    assertThat(run.last().escalation().orElseThrow().detail() + run.block("B01").violations())
        .contains("git stash store");
  }

  @Test
  void a_staged_version_that_is_gone_is_named_with_a_command_that_works_after_gc() {
    Workbench bench = bench("git reset -q --hard; echo B01 >>src/B.java; " + GC);
    bench.repo().write("src/A.java", "staged\n");
    bench.repo().git("add", "src/A.java");
    bench.repo().write("src/A.java", "worktree\n");

    Run run = bench.stepwise(ScriptedGate.answering("keep", "stop"));

    String risk = String.join("\n", run.block("B01").risks());
    assertThat(risk)
        .startsWith("the staged version of `src/A.java` is gone; stage it again with `git")
        .contains("update-index --add --cacheinfo 100644,");
    Run undone = bench.rollback("B01");
    assertThat(undone.story()).endsWith("= done\n");
    assertThat(bench.repo().read("src/A.java")).isEqualTo("worktree\n");
    bench.repo().sh(command(undone.warned()));
    assertThat(bench.repo().git("show", ":src/A.java")).isEqualTo("staged\n");
    assertThat(bench.repo().git("status", "--porcelain")).isEqualTo("MM src/A.java\n");
  }

  @Test
  void nothing_more_is_kept_without_stash_and_staged_content() {
    Workbench bench = bench("echo B01 >>src/B.java");
    bench.repo().write("src/A.java", "not staged\n");
    bench.repo().write("src/new", "new\n");

    Run run = bench.stepwise(ScriptedGate.answering("keep", "continue"));

    assertThat(run.story()).endsWith("= done\n");
    assertThat(kept(bench)).doesNotContain("/stash/", "/index/");
    assertThat(run.last(dev.execsession.journal.Event.Intended.class).kept()).isNull();
  }

  @Test
  void an_ordinary_block_beside_a_stash_says_nothing_about_it() {
    Workbench bench = bench("echo B01 >>src/B.java; git add src/B.java");
    stash(bench, "one\n");

    Run run = bench.autonomous();

    assertThat(run.story()).endsWith("= done\n");
    assertThat(run.block("B01").violations()).isEmpty();
    assertThat(run.block("B01").risks()).isEmpty();
    assertThat(kept(bench)).contains("/stash/");
    assertThat(bench.repo().git("fsck", "--no-dangling").strip()).isEmpty();
  }

  @Test
  void deleting_the_tools_own_refs_is_a_violation() {
    Workbench bench =
        bench(
            "echo B01 >>src/B.java; git for-each-ref --format='delete %(refname)'"
                + " refs/exec-session | git update-ref --stdin");

    Run run = bench.autonomous();

    assertThat(run.story()).endsWith("= escalated\n");
    assertThat(run.block("B01").violations())
        .anyMatch(sentence -> sentence.matches("ref `refs/exec-session/.*` was deleted"));
  }
}
