package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nearest text to a missing section, and text that must never be suggested. */
class NearestSectionTest {
  private static final String BLOCKS = "Proposed Next Block";

  /** Returns the line suggested for a section, stripped; null for none. */
  private static @Nullable String named(String section, String text) {
    Problem problem =
        Plans.parse(text).problems().stream()
            .filter(p -> p.code() == ProblemCode.PLAN_SECTION_MISSING)
            .filter(p -> p.message().contains("`" + section + "`"))
            .findFirst()
            .orElseThrow();
    assertThat(problem.where() != null)
        .isEqualTo(String.valueOf(problem.hint()).startsWith("found `"));
    return problem.where() == null ? null : String.valueOf(problem.excerpt()).strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Objective Lock | ## Goals",
        "Objective Lock | ## 1. Executive Summary",
        "Objective Lock | ## Why we do this",
        "Objective Lock | **Goal:** Serve faster.",
        "Recent Changes Snapshot | ## 背景",
        "Recent Changes Snapshot | ## Context and Motivation",
        "Current Behavior Summary | ## Current cache layout",
        "Current Behavior Summary | ## 3. Findings",
        "Current Behavior Summary | ## What the profiler showed",
        "Proposed Next Block | ## Implementation Plan",
        "Proposed Next Block | ## Rollout phases",
        "Branch Continuity | Branch: `feature/cache`",
        "File Scope Contract | ## Files the change will touch",
        "File Scope Contract | ## 修改范围",
        "File Scope Contract | **Scope:** `src/cache/`",
      })
  void a_common_name_is_suggested(String section, String line) {
    String text = "# Cache\n\n" + line + "\n\nSome words.\n";
    assertThat(named(section, text)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## Task 1: Warm the cache",
        "### Phase 0 — Measure",
        "### Fase 2 - Medir",
        "## Step 3",
        "## Card B. Evict",
        "## PR 4: Metrics",
        "## Milestone 1 (two weeks)",
        "### 2.1 Stage A",
        "## 第一阶段：测量",
        "## フェーズ1 計測",
        "## 1단계 측정",
      })
  void a_heading_similar_to_a_block_is_suggested_for_the_blocks(String heading) {
    String text = "# Cache\n\n" + heading + "\n\n**Goal:** x\n";
    assertThat(named(BLOCKS, text)).isEqualTo(heading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## Task force report",
        "## Step back for a moment",
        "## Phase-locked loops",
        "## Cards",
      })
  void a_heading_that_only_starts_like_a_block_is_not_suggested(String heading) {
    assertThat(named(BLOCKS, "# Cache\n\n" + heading + "\n\nText.\n")).isNull();
  }

  @Test
  void numbered_headings_above_items_of_the_same_number_are_blocks() {
    String text = "# Cache\n\n## 2. Evict\n\n- [ ] 2.1 Count\n- [ ] 2.2 Drop\n";
    assertThat(named(BLOCKS, text)).isEqualTo("## 2. Evict");
    assertThat(named(BLOCKS, text.replace("- [ ] 2.", "- [ ] 7."))).isNull();
  }

  @Test
  void tags_and_front_matter_keys_are_suggested() {
    String text =
        """
        ---
        files_modified:
          - src/cache.py
        branch: feature/cache
        ---

        <objective>
        Serve faster.
        </objective>

        <tasks>

        <task type="auto">
        <name>Evict</name>
        </task>

        </tasks>
        """;
    assertThat(named("File Scope Contract", text)).isEqualTo("files_modified:");
    assertThat(named("Branch Continuity", text)).isEqualTo("branch: feature/cache");
    assertThat(named("Objective Lock", text)).isEqualTo("<objective>");
    assertThat(named(BLOCKS, text)).isEqualTo("<tasks>");
  }

  @Test
  void a_field_of_the_preamble_takes_precedence_over_one_below_a_task() {
    String text = "# Cache\n\n**Goal:** all\n\n## Task 1: A\n\n**Goal:** one\n\n**Branch:** b\n";
    assertThat(named("Objective Lock", text)).isEqualTo("**Goal:** all");
    assertThat(named("Branch Continuity", text)).as("below a task").isNull();
  }

  @Test
  void files_of_each_task_are_the_last_resort_for_the_scope() {
    String text = "# Cache\n\n## Task 1: A\n\n**Files:**\n- Modify: `src/a.py`\n";
    assertThat(named("File Scope Contract", text)).isEqualTo("**Files:**");
    assertThat(named("File Scope Contract", text + "\n## Scope\n\nsrc\n")).isEqualTo("## Scope");
  }

  @Test
  void a_list_of_files_is_nearer_than_a_scope_in_words() {
    String text = "# Cache\n\n## Scope\n\nOnly reads.\n\n## Allowed files\n\n- `src/a.py`\n";
    assertThat(named("File Scope Contract", text)).isEqualTo("## Allowed files");
  }

  @Test
  void a_field_in_the_text_counts_when_its_name_is_plain_enough() {
    String text = "# Cache\n\n## Requirements\n\n- In scope: reads\n- Context: none\n";
    assertThat(named("File Scope Contract", text)).isEqualTo("- In scope: reads");
    assertThat(named("Recent Changes Snapshot", text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Proposed Next Block | - Blocks: 0193",
        "Branch Continuity | 1. Report with branch state: clean",
        "Branch Continuity | ## How the release branch is cut each week",
        "Objective Lock | ## Non-goals",
        "Objective Lock | ## What the overall goal of the cache once was",
        "Proposed Next Block | ## Verification checklist",
        "Proposed Next Block | ## Implementation notes",
        "File Scope Contract | ## Out of scope",
        "File Scope Contract | ## Scope decisions",
        "Current Behavior Summary | ## 1) Current Objective",
        "Current Behavior Summary | ## Keep the current behavior of all five readers",
      })
  void a_doubtful_name_is_not_suggested(String section, String line) {
    assertThat(named(section, "# Cache\n\nWords.\n\n" + line + "\n\nSome words.\n")).isNull();
  }

  @Test
  void steps_of_a_manual_test_are_not_blocks() {
    String text = "# Cache\n\n## Manual test\n\n### Step 1: Start it\n\nWords.\n";
    assertThat(named(BLOCKS, text)).isNull();
  }

  @Test
  void title_and_content_of_contract_sections_are_not_suggested() {
    String text = "# Implementation Plan\n\n## Executor Handoff\n\n### Scope\n\n- **Branch:** x\n";
    assertThat(named(BLOCKS, text)).isNull();
    assertThat(named("File Scope Contract", text)).isNull();
    assertThat(named("Branch Continuity", text)).isNull();
  }

  @Test
  void a_misspelt_name_is_suggested() {
    assertThat(named("Branch Continuity", "# Cache\n\n## Branch Continuty\n\nx\n"))
        .isEqualTo("## Branch Continuty");
  }
}
