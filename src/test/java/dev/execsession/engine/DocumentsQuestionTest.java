package dev.execsession.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.PlanText;
import dev.execsession.testing.ScriptedGate;
import dev.execsession.testing.Workbench;
import dev.execsession.testing.Workbench.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that require documents. */
@Execution(ExecutionMode.CONCURRENT)
class DocumentsQuestionTest {
  private static final String DOCS = "docs:\n  behaviour: [src/**]\n  docs: [docs/**]\n";

  @TempDir Path temp;

  @Test
  void documents_that_did_not_follow_are_asked_about() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(DOCS)
            .stepwise(ScriptedGate.answering("elsewhere: the wiki", "continue"));

    assertThat(run.story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? docs B01: `src/A.java` changed, but nothing under docs/**: elsewhere: the wiki
            B01 documented elsewhere, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
    assertThat(run.block("B01").docs().orElseThrow().note()).isEqualTo("the wiki");
  }

  @Test
  void documents_can_be_not_needed() {
    assertThat(
            Workbench.create(temp, PlanText.ONE_BLOCK)
                .config(DOCS)
                .stepwise(ScriptedGate.answering("not-needed: nobody sees it", "continue"))
                .story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? docs B01: `src/A.java` changed, but nothing under docs/**: not-needed: nobody sees it
            B01 documented not-needed, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void documents_that_a_person_calls_missing_block_and_are_asked_about_again() {
    assertThat(
            Workbench.create(temp, PlanText.ONE_BLOCK)
                .config(DOCS)
                .stepwise(
                    ScriptedGate.answering(
                        "missing: the manual", "recheck", "elsewhere: the wiki", "continue"))
                .story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed
            ? docs B01: `src/A.java` changed, but nothing under docs/**: missing: the manual
            B01 documented missing, judged bad, blocked
            ? blocked B01: recheck
            B01 rechecking, measured between, checked passed
            ? docs B01: `src/A.java` changed, but nothing under docs/**: elsewhere: the wiki
            B01 documented elsewhere, judged good
            ? approve B01: continue
            approved B01 prompt
            B01 done
            completed
            = done
            """);
  }

  @Test
  void documents_that_did_not_follow_block_an_autonomous_run_and_pause_a_stepwise_one() {
    Workbench bench = Workbench.create(temp, PlanText.ONE_BLOCK).config(DOCS);

    assertThat(bench.autonomous().story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, documented missing,
                judged bad, blocked
            = blocked
            """);
    assertThat(bench.stepwise(ScriptedGate.nobody()).story())
        .isEqualTo(
            """
            resumed stepwise
            B01 rechecking, measured between, checked passed, documented missing, paused
            = paused
            """);
  }

  @Test
  void documents_that_did_not_follow_can_be_a_risk() {
    Run run =
        Workbench.create(temp, PlanText.ONE_BLOCK)
            .config(DOCS + "  on-missing: risk\n")
            .autonomous();

    assertThat(run.story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, documented missing,
                judged good, done
            completed
            = done
            """);
    assertThat(run.block("B01").risks()).hasSize(1);
  }

  @Test
  void documents_that_followed_are_noted() {
    assertThat(
            Workbench.create(
                    temp, PlanText.withInclude(PlanText.ONE_BLOCK, "`src/**`", "`docs/*.md`"))
                .config(DOCS)
                .executor("echo x >>src/A.java; echo x >docs/a.md")
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed, documented updated,
                judged good, done
            completed
            = done
            """);
  }

  @Test
  void a_document_that_the_block_must_update_blocks_when_it_did_not_change() {
    assertThat(
            Workbench.create(temp, goal("- **Docs:** `docs/a.md`\n"))
                .stepwise(ScriptedGate.answering("stop"))
                .story())
        .isEqualTo(
            """
            locked stepwise
            B01 intended 1, started, exited, measured executor, checked passed, documented missing,
                judged bad, blocked
            ? blocked B01: stop
            = blocked
            """);
  }

  @Test
  void a_block_that_needs_no_documents_has_a_reason() {
    assertThat(
            Workbench.create(temp, goal("- **Docs:** none — because nobody sees it\n"))
                .config(DOCS)
                .autonomous()
                .story())
        .isEqualTo(
            """
            locked autonomous
            B01 intended 1, started, exited, measured executor, checked passed,
                documented not-needed, judged good, done
            completed
            = done
            """);
  }

  private static String goal(String field) {
    return PlanText.with(
        PlanText.ONE_BLOCK,
        "- **Goal:** The first step is made.\n",
        "- **Goal:** The first step is made.\n" + field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm docs/guide.md",
        "chmod +x docs/guide.md",
        ": >docs/new.md",
        "mkdir docs/new",
        "ln -s guide.md docs/new.md",
        "git mv docs/guide.md docs/new.md",
        "mv docs/guide.md docs/new.md",
        "sed -i 1d docs/guide.md"
      })
  void a_document_without_new_text_does_not_follow(String work) {
    assertThat(documenting(work).block("B01").reasons())
        .singleElement()
        .asString()
        .contains("changed, but nothing under docs/**");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo more >>docs/guide.md",
        "sed -i s/one/two/ docs/guide.md",
        "echo new >docs/new.md"
      })
  void a_document_with_new_text_follows(String work) {
    assertThat(documenting(work).story()).endsWith("= done\n");
  }

  private Run documenting(String work) {
    Workbench bench =
        Workbench.create(
                temp,
                PlanText.withInclude(PlanText.ONE_BLOCK, "`src/**`", "`docs/*.md`", "`docs/new`"))
            .config(DOCS)
            .executor("echo x >>src/A.java; " + work);
    bench.repo().write("docs/guide.md", "one\nmore\n");
    bench.repo().commit("Write a guide");
    return bench.autonomous();
  }
}
