package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The headline with the dialect of a document. */
class DialectDetectorTest {
  private static String dialect(String text) {
    List<Problem> found =
        Plans.parse(text).problems().stream()
            .filter(p -> p.code() == ProblemCode.PLAN_DIALECT)
            .toList();
    assertThat(found.size()).isLessThan(2);
    if (found.isEmpty()) {
      return "none";
    }
    assertThat(Plans.parse(text).problems().get(0)).isEqualTo(found.get(0));
    assertThat(found.get(0).hint()).startsWith("exec-session import plan.md ");
    return found.get(0).message();
  }

  @Test
  void superpowers_is_detected_by_its_header() {
    assertThat(
            dialect("# X\n\n> **For agents:** use superpowers:executing-plans\n\n## Task 1: A\n"))
        .contains(Dialect.SUPERPOWERS.shown());
    assertThat(dialect("# X\n\n**Goal:** a\n\n**Architecture:** b\n\n**Tech Stack:** c\n"))
        .contains(Dialect.SUPERPOWERS.shown());
  }

  @Test
  void task_lists_are_detected_by_their_numbering() {
    assertThat(dialect("# Tasks: X\n\n## Phase 1: Setup\n\n- [ ] T001 [P] Add it in src/a.py\n"))
        .contains(Dialect.SPEC_KIT_TASKS.shown());
    assertThat(dialect("## 1. Setup\n\n- [x] 1.1 Add it\n"))
        .contains(Dialect.OPENSPEC_TASKS.shown());
  }

  @Test
  void gsd_is_detected_by_its_tags() {
    assertThat(dialect("<objective>\nx\n</objective>\n\n<tasks>\n\n</tasks>\n"))
        .contains(Dialect.GSD.shown());
  }

  @Test
  void an_exec_plan_is_detected_by_its_first_sentence_or_its_headings() {
    assertThat(dialect("# X\n\nThis ExecPlan is a living document.\n"))
        .contains(Dialect.EXEC_PLAN.shown());
    String headings =
        """
        # X

        ## Plan of Work

        a

        ## Concrete Steps

        b

        ## Surprises & Discoveries

        c
        """;
    assertThat(dialect(headings)).contains(Dialect.EXEC_PLAN.shown());
  }

  @Test
  void ralphex_is_detected_by_its_validation_commands_and_tasks() {
    assertThat(dialect("# X\n\n## Validation Commands\n\n- `make`\n\n### Task 1: A\n\n- [ ] b\n"))
        .contains(Dialect.RALPHEX.shown());
  }

  @Test
  void a_plan_mode_file_starts_with_its_context() {
    assertThat(dialect("# Plan: X\n\n## Context\n\na\n")).contains(Dialect.PLAN_MODE.shown());
    assertThat(dialect("# X\n\n## Context\n\na\n\n## Critical Files\n\n- b\n"))
        .contains(Dialect.PLAN_MODE.shown());
  }

  @Test
  void a_contract_is_detected_by_its_allowed_files() {
    assertThat(dialect("# X\n\n## Allowed files\n\n- `a`\n")).contains(Dialect.CONTRACT.shown());
    assertThat(dialect("# X\n\n## Files to change\n\n- `a`\n\n## Do not touch\n\n- `b`\n"))
        .contains(Dialect.CONTRACT.shown());
  }

  @Test
  void other_documents_have_no_headline() {
    assertThat(dialect("# X\n\n## Goal\n\na\n\n## Scope\n\nb\n\n## Out of scope\n\nc\n"))
        .isEqualTo("none");
    assertThat(dialect("")).isEqualTo("none");
  }

  @Test
  void a_plan_with_few_missing_sections_has_no_headline() {
    String added =
        """

        ## Plan of Work

        a

        ## Concrete Steps

        b

        ## Context and Orientation

        c
        """;
    String text = Plans.SMALL.replace("## File Scope Contract", "## Allowed files") + added;
    assertThat(dialect(text)).isEqualTo("none");
  }
}
