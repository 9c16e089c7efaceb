package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The hints for missing sections. */
class MissingSectionsTest {
  private static List<Problem> missing(String text) {
    return Plans.parse(text).problems().stream()
        .filter(p -> p.code() == ProblemCode.PLAN_SECTION_MISSING)
        .toList();
  }

  private static String hint(String section, String text) {
    return missing(text).stream()
        .filter(p -> p.message().contains("`" + section + "`"))
        .map(p -> String.valueOf(p.hint()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the lines of a hint with placeholders filled in. */
  private static String written(Problem problem) {
    return String.valueOf(problem.hint())
        .lines()
        .filter(line -> line.isEmpty() || line.startsWith("  "))
        .map(line -> line.replaceFirst("^ {2}", "").replaceAll("<[^>]*>", "words"))
        .collect(Collectors.joining("\n", "", "\n\n"));
  }

  @Test
  void the_lines_of_all_hints_turn_an_empty_document_into_a_plan() {
    String sections =
        missing("# Cache\n").stream()
            .map(MissingSectionsTest::written)
            .collect(Collectors.joining("\n"));
    ParsedPlan parsed = Plans.parse("# Cache\n\n**Status:** Approved\n\n" + sections);
    assertThat(Plans.errors(parsed)).isEmpty();
    assertThat(parsed.plan().blocks()).hasSize(1);
    assertThat(parsed.plan().include()).hasSize(1);
    assertThat(parsed.plan().exclude()).isEmpty();
  }

  @Test
  void the_lines_for_a_missing_part_of_the_scope_add_it() {
    for (String part : List.of("Include\n- `src/**`\n", "Exclude\n- `src/secret/**`\n")) {
      String without = Plans.SMALL.replace("### " + part, "");
      String added =
          missing(without).stream()
              .map(MissingSectionsTest::written)
              .collect(Collectors.joining("\n"));
      assertThat(Plans.errors(Plans.parse(without + "\n" + added))).as(part).isEmpty();
    }
  }

  @Test
  void a_missing_section_without_similar_text_has_no_position() {
    assertThat(missing("# Cache\n")).hasSize(6).allMatch(p -> p.where() == null);
    assertThat(missing("")).hasSize(6).allMatch(p -> p.where() == null);
  }

  @Test
  void missing_sections_are_one_list_in_standard_order() {
    List<Problem> missing = missing("# Cache\n\n## Steps\n\n- x\n\n## Goal\n\nx\n");
    assertThat(missing)
        .extracting(Problem::group)
        .containsOnly("all 6 required sections are missing");
    assertThat(missing.get(0).message()).contains("Objective Lock");
    assertThat(missing.get(5).message()).contains("File Scope Contract");
    String one =
        Plans.SMALL.replace("## Branch Continuity\n- **Execution Branch:** `feature/x`\n", "");
    assertThat(missing(one))
        .extracting(Problem::group)
        .containsExactly("1 of the 6 required sections is missing");
  }

  @Test
  void values_of_the_document_are_used_in_the_lines() {
    String text =
        "# Cache\n\n**Goal:** Serve `x` faster.\n**Branch**: `feat/x` | **Date**: today\n";
    assertThat(hint("Objective Lock", text)).contains("- **Objective:** Serve `x` faster.");
    assertThat(hint("Branch Continuity", text)).contains("- **Execution Branch:** `feat/x`");
    assertThat(hint("Branch Continuity", "# Cache\n\n## Branch\n\nWork on `feat/y`.\n"))
        .contains("- **Execution Branch:** `feat/y`");
  }

  @Test
  void headings_similar_to_blocks_are_shown_with_their_new_form() {
    String text = "# Cache\n\n## Tasks\n\n### Task 1: Evict\n\nx\n\n### Task 2: Count\n\nx\n";
    assertThat(hint("Proposed Next Block", text))
        .contains("found `Tasks` on line 3", "### Block T1: Evict")
        .contains("`### Task 1: …` becomes `### Block T1: …`");
    assertThat(hint("Proposed Next Block", "# Cache\n\n## 1. Evict\n\n- [ ] 1.1 Count\n"))
        .contains("`## 1. …` becomes `### Block B1: …`");
    assertThat(hint("Proposed Next Block", "# Cache\n\n## 第二阶段：测量\n\nx\n"))
        .contains("### Block B2: 测量");
  }

  @Test
  void text_that_is_nearest_to_two_sections_should_be_split() {
    String text = "# Cache\n\n## Context\n\nx\n";
    assertThat(hint("Recent Changes Snapshot", text)).contains("rename that heading");
    assertThat(hint("Current Behavior Summary", text))
        .contains("found `Context` on line 3, as for `Recent Changes Snapshot`");
  }
}
