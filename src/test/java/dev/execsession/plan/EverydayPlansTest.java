package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as people write them. */
class EverydayPlansTest {
  private static final String BLOCK =
      "### Block B01: Cache\n- **Goal:** Keep answers.\n- **Steps:** Add the cache.\n";

  private static ParsedPlan block(String text) {
    return Plans.small(BLOCK, "### Block B01: Cache\n" + text);
  }

  private static Block onlyBlock(String text) {
    return block(text).plan().blocks().get(0);
  }

  private static ParsedPlan checks(String text) {
    return Plans.small("- `make test`", text);
  }

  private static List<String> warnings(ParsedPlan parsed) {
    return parsed.problems().stream()
        .filter(problem -> !problem.isError())
        .map(Problem::message)
        .toList();
  }

  // --- Nothing is dropped.

  @Test
  void a_block_of_prose_files_numbers_and_verify_is_read_completely() {
    ParsedPlan parsed =
        Plans.parse(
            Plans.SMALL
                .replace("- **Objective:** Answer faster.", "Answer faster, for everybody.")
                .replace(
                    BLOCK,
                    """
                    ### Block B1: Limits
                    Write the token bucket.

                    **Files:**
                    - `src/limits/`

                    1. Write it.
                    2. Cover refill.

                    **Verify:** `false`
                    """));
    Plan plan = parsed.plan();
    Block block = plan.blocks().get(0);

    assertThat(parsed.problems()).isEmpty();
    assertThat(plan.objective()).isEqualTo("Answer faster, for everybody.");
    assertThat(block.goal()).isEqualTo("Write the token bucket.");
    assertThat(block.steps()).extracting(Step::text).containsExactly("Write it.", "Cover refill.");
    assertThat(block.include()).extracting(ScopeEntry::pattern).containsExactly("src/limits/");
    assertThat(block.checks()).extracting(Check::command).containsExactly("false");
    assertThat(block.acceptanceCriteria()).containsExactly("`false`");
  }

  @Test
  void numbered_items_of_a_block_are_its_steps_in_order() {
    Block block = onlyBlock("1. Edit `src/b`.\n2. Test: cover refill.\n   - the burst, too\n");

    assertThat(block.steps())
        .extracting(Step::text, Step::details)
        .containsExactly(
            tuple("Edit `src/b`.", List.of()),
            tuple("Test: cover refill.", List.of("- the burst, too")));
  }

  @Test
  void bullets_and_checkboxes_are_steps_without_a_steps_field() {
    Block block = onlyBlock("Do this:\n\n- [ ] One\n- [x] Two\n\nIn between.\n\n- Three\n");

    assertThat(block.steps())
        .extracting(Step::text, Step::details)
        .containsExactly(
            tuple("One", List.of()),
            tuple("Two", List.of("In between.")),
            tuple("Three", List.of()));
  }

  @Test
  void bullets_are_steps_below_a_heading_such_as_tasks_and_text_below_others() {
    Block block = onlyBlock("- **Goal:** x\n\n#### Tasks\n- One\n\n#### Ideas\n- Two\n");

    assertThat(block.steps()).extracting(Step::text).containsExactly("One");
    assertThat(block.notes()).extracting(Note::name).containsExactly("Ideas");
  }

  @Test
  void numbered_step_paragraphs_include_the_content_after_them() {
    Block block =
        onlyBlock(
            """
            **Files:**
            - Create: `src/limits/Bucket.java`
            - Modify: `src/limits/Filter.java:12-34`
            - Read: `docs/limits.md`

            **Step 1: Write the test**

            ```java
            assertThat(bucket).isEmpty();
            ```

            Run: `make test`
            Expected: FAIL

            **Step 2: Make it pass**
            """);

    assertThat(block.steps())
        .extracting(Step::text)
        .containsExactly("Step 1: Write the test", "Step 2: Make it pass");
    assertThat(block.steps().get(0).details())
        .contains("assertThat(bucket).isEmpty();", "Run: `make test`", "Expected: FAIL");
    assertThat(block.run()).isEmpty();
    assertThat(block.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("src/limits/Bucket.java", "src/limits/Filter.java");
    assertThat(block.notes()).extracting(Note::name).containsExactly("Files");
    assertThat(block.notes().get(0).text()).contains("- Read: `docs/limits.md`");
  }

  @Test
  void checkboxes_after_a_list_of_files_are_steps() {
    Block block =
        onlyBlock(
            """
            **Files:**
            - Create: `src/a.md`
            - Test: `src/t.py`

            - [ ] **Step 1: Write**

            Run: `make test`

            - [ ] **Step 2: Commit**

            Including:
            - one
            - two
            """);

    assertThat(block.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("src/a.md", "src/t.py");
    assertThat(block.run()).isEmpty();
    assertThat(block.steps())
        .extracting(Step::text, Step::details)
        .containsExactly(
            tuple("**Step 1: Write**", List.of("Run: `make test`")),
            tuple("**Step 2: Commit**", List.of("Including:", "- one", "- two")));
  }

  @Test
  void a_name_over_two_lines_is_text() {
    Block block = onlyBlock("- **Goal:** x\n\nWatch this\n**Risks:** clocks\n");

    assertThat(block.risks()).containsExactly("clocks");
    assertThat(block.notes()).extracting(Note::text).containsExactly("Watch this");
  }

  @Test
  void an_empty_steps_field_does_not_hide_the_steps_below_it() {
    Block block = onlyBlock("- **Goal:** g\n- **Steps:**\n\n**Step 1: do `x`**\n\nlike this\n");

    assertThat(block.steps())
        .extracting(Step::text, Step::details)
        .containsExactly(tuple("Step 1: do `x`", List.of("like this")));
  }

  @Test
  void indented_code_is_kept() {
    Block block = onlyBlock("1. See:\n\n       ok a\n         ok b\n");

    assertThat(block.steps().get(0).details()).containsExactly("```", "ok a", "  ok b", "```");
  }

  @Test
  void a_block_after_a_heading_that_ends_the_section_is_an_error() {
    String second = "## Chunk 2: more\n### Block T2: b\n- **Goal:** y\n\n## Validation Plan";

    assertThat(Plans.errors(Plans.small("## Validation Plan", second)))
        .containsExactly(
            "`Block T2: b` is outside `Proposed Next Blocks`: `## Chunk 2: more` on line 20 ends"
                + " that section");
  }

  @Test
  void an_include_inside_an_exclude_is_a_warning() {
    ParsedPlan parsed = Plans.small("- `src/**`", "- `src/**`\n- `src/secret/a`");

    assertThat(warnings(parsed))
        .containsExactly(
            "include `src/secret/a` is inside exclude `src/secret/**`, so it may not change");
  }

  @Test
  void a_plan_with_all_steps_ticked_is_a_warning() {
    assertThat(warnings(block("- [x] one\n- [X] two\n")))
        .containsExactly("all steps of the plan are ticked; its work may already be done");
    assertThat(block("- [x] one\n- [ ] two\n").problems()).isEmpty();
  }

  @Test
  void a_dependency_can_have_a_remark() {
    String two = BLOCK + "\n### Block B02: x\n- **Goal:** y\n- **Depends On:** B01 (the cache)\n";

    assertThat(Plans.small(BLOCK, two).problems()).isEmpty();
  }

  @Test
  void checks_below_another_heading_are_suggested() {
    ParsedPlan parsed = Plans.small("## Validation Plan", "## Verification");

    assertThat(parsed.problems())
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            tuple(
                "the plan has no checks",
                "rename `Verification` to `Validation Plan`, if it contains them"));
  }

  @Test
  void other_sections_are_listed_in_the_brief() {
    Plan plan = Plans.parse(Plans.SMALL + "\n## Design\nA map.\n\n## Report\nnothing\n").plan();

    assertThat(plan.context())
        .filteredOn(note -> note.name().equals("Other sections of the plan"))
        .extracting(Note::text)
        .containsExactly("Read these in the plan itself:\n\n- Design");
  }

  @Test
  void a_bullet_that_modifies_a_file_adds_to_the_scope() {
    Block block = onlyBlock("- **Goal:** x\n- Modify: `src/b.py`\n- **Delete:** `src/old.py`\n");

    assertThat(block.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("src/b.py", "src/old.py");
  }

  @Test
  void the_plans_include_accepts_verbs_before_a_path_too() {
    Plan plan = Plans.small("- `src/**`", "- Modify: `src/b.py`\n- Read: `docs/x.md`").plan();

    assertThat(plan.include()).extracting(ScopeEntry::pattern).containsExactly("src/b.py");
  }

  @Test
  void other_fields_go_into_the_brief_by_name() {
    ParsedPlan parsed =
        block(
            """
            - **Goal:** Keep answers.
            - **Approach:** a map
              - with a lock
            - Owner: the API team

            Watch the memory.

            #### Background

            | a | b |
            |---|---|
            | 1 | 2 |

            <!-- not for readers -->
            """);
    Block block = parsed.plan().blocks().get(0);

    assertThat(block.notes())
        .extracting(Note::name, Note::text)
        .containsExactly(
            tuple("Approach", "a map\n\n- with a lock"),
            tuple("Owner", "the API team"),
            tuple("", "Watch the memory."),
            tuple("Background", "| a | b |\n|---|---|\n| 1 | 2 |"));
    assertThat(warnings(parsed))
        .containsExactly(
            "the plan has no steps",
            "block `B01`: `Approach`, `Owner`, the text on line 22 and `Background` are not fields;"
                + " they go into the brief as written");
  }

  @Test
  void all_names_of_acceptance_criteria_are_read_and_their_commands_are_checks() {
    Block block =
        onlyBlock(
            """
            - **Goal:** x
            - **Acceptance:** answers come from memory
            - **Done When:**
              - `make bench` passes
              - `make bench` is not slower than before
            """);

    assertThat(block.acceptanceCriteria())
        .containsExactly(
            "answers come from memory",
            "`make bench` passes",
            "`make bench` is not slower than before");
    assertThat(block.checks()).extracting(Check::command).containsExactly("make bench");
    assertThat(block.manualChecks()).isEmpty();
  }

  @Test
  void nested_content_belongs_to_its_criterion() {
    Block block = onlyBlock("- **Goal:** x\n- **Risks:**\n  - slow\n    - on Mondays\n");

    assertThat(block.risks()).containsExactly("slow\n- on Mondays");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- **Checks:** `make x`\n", "<!-- later -->\n", "- **Goal:** TBD\n"})
  void a_block_without_instructions_is_an_error(String text) {
    assertThat(Plans.errors(block(text)))
        .containsExactly(
            "block `B01` does not say what to do: it has no goal, no steps and no text");
  }

  @Test
  void other_text_of_contract_sections_goes_into_the_brief() {
    Plan plan =
        Plans.parse(
                Plans.SMALL.replace(
                        "## Validation Plan", "Not before Monday.\n\n## Validation Plan")
                    + "\n## Open Questions\n- Q1: Who decides?\n")
            .plan();

    assertThat(plan.context())
        .extracting(Note::name, Note::text)
        .contains(
            tuple("Recent Changes Snapshot", "- **Delivered Behavior:** answers are slow."),
            tuple("Current Behavior Summary", "Every request reads the disk."),
            tuple("Open Questions", "- Q1: Who decides?"));
  }

  @Test
  void missing_steps_checks_and_objective_are_warnings() {
    ParsedPlan parsed =
        Plans.parse(
            Plans.SMALL
                .replace("- **Steps:** Add the cache.\n", "")
                .replace("- **Objective:** Answer faster.", "- **In Scope:** answers")
                .replace("- `make test`", "..."));

    assertThat(parsed.problems())
        .filteredOn(problem -> problem.code() == ProblemCode.PLAN_COUNT_ZERO)
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "the plan has no objective", "the plan has no steps", "the plan has no checks");
  }

  @Test
  void one_placeholder_is_one_error() {
    assertThat(Plans.small("- `src/**`", "- TBD").problems()).hasSize(1);
  }

  // --- No draft runs.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Status: Draft**",
        "> **Status: DRAFT**",
        "*Status: Draft*",
        "| Field | Value |\n|---|---|\n| Status | Draft |",
        "| Status | Draft |\n|---|---|\n| Owner | me |",
        "| Status | Owner |\n|---|---|\n| Draft | me |",
        "## Metadata\n- Status: blocked",
        "## Header\n**Status:** waiting for Ann",
        "**State:** Draft",
        "**Plan Status:** Draft",
        "**Estado:** Borrador",
        "> 状态: 草稿",
        "## 作業状態\nDraft",
        "**작업 상태：** 초안",
        "**Approved:** no",
        "Approved: not yet",
        "- [ ] Approved",
        "- [ ] Approved by Ann",
        "## Notes\n\n**Status: Draft**",
      })
  void a_draft_in_any_form_is_an_error(String head) {
    String plan = Plans.SMALL.replace("**Status:** Approved", head);

    assertThat(Plans.errors(Plans.parse(plan)))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("the plan is");
  }

  @Test
  void a_draft_in_front_matter_is_an_error_by_any_name() {
    String bare = Plans.SMALL.replace("**Status:** Approved\n", "");

    assertThat(Plans.errors(Plans.parse("---\nstate: draft\n---\n" + bare))).hasSize(1);
    assertThat(Plans.errors(Plans.parse("---\napproved: false\n---\n" + bare))).hasSize(1);
    assertThat(Plans.parse("---\nstate: approved\n---\n" + bare).problems()).isEmpty();
  }

  @Test
  void a_status_section_at_the_end_counts_too() {
    String plan = Plans.SMALL.replace("**Status:** Approved\n", "");

    assertThat(Plans.errors(Plans.parse(plan + "\n## Status\n\nDraft\n")))
        .containsExactly("the plan is a draft: `Draft`");
    assertThat(Plans.parse(plan + "\n## Status\n\nApproved\n").problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**State:** Approved",
        "**Approved:** yes",
        "**Approved:** 2026-11-02",
        "- [x] Approved",
        "| Status | Approved |",
        "## API notes\n- Status: 404 when there is no user",
        "## API notes\n| Status | Meaning |\n|---|---|\n| 200 | fine |",
        "## Rollout\n- State: kept in Redis",
        "Status quo: slow answers",
      })
  void approvals_and_unrelated_text_are_no_draft(String head) {
    String plan = Plans.SMALL.replace("**Status:** Approved", head);

    assertThat(Plans.parse(plan).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Done", "merged", "Shipped", "Implemented", "Completed on 2026-01-01"})
  void a_finished_plan_is_reported_without_a_hint_to_approve_it(String status) {
    List<Problem> problems = Plans.small("Approved", status).problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message()).startsWith("the plan is finished");
    assertThat(problems.get(0).hint()).isEqualTo("start a new plan for further work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in-progress", "In Progress", "in_progress", "IN PROGRESS", "Approved."})
  void spelling_variants_of_an_approved_word_are_accepted(String status) {
    assertThat(Plans.small("Approved", status).problems()).isEmpty();
  }

  @Test
  void an_approved_word_within_another_word_does_not_count() {
    assertThat(Plans.errors(Plans.small("Approved", "see `docs/active/x.md`")))
        .containsExactly("unknown status `see docs/active/x.md`");
    assertThat(Plans.errors(Plans.small("Approved", "Promotion-ready")))
        .containsExactly("unknown status `Promotion-ready`");
  }

  // --- Checks are neither invented nor lost.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- `cargo clippy` fails today because of the macros",
        "- `curl -I` or something like it",
        "- `npm start` was not run this time",
        "- Not run: `npm start`",
        "- `npm start` (not run)",
        "- `npm test`, but only on Linux",
      })
  void a_sentence_around_a_command_makes_it_a_manual_check_with_a_warning(String item) {
    ParsedPlan parsed = checks(item);

    assertThat(parsed.plan().checks()).isEmpty();
    assertThat(parsed.plan().manualChecks()).hasSize(1);
    assertThat(warnings(parsed)).hasSize(1).first().asString().contains("is not run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- `a` then `b`",
        "- `a` && `b`",
        "- `a`; `b`",
        "- `a` + `b`",
        "- Run `a`, and then `b`",
        "- Test: `a` and `b` both pass",
      })
  void joined_commands_are_a_check_each_in_order(String item) {
    ParsedPlan parsed = checks(item);

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.plan().checks()).extracting(Check::command).containsExactly("a", "b");
  }

  @Test
  void text_after_an_arrow_is_output_unless_it_is_a_known_program() {
    Plan plan = checks("- `./count.sh` → `3`\n- `npm ci` → `npm test`").plan();

    assertThat(plan.checks())
        .extracting(Check::command)
        .containsExactly("./count.sh", "npm ci", "npm test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`make a` passes",
        "`make a` pass.",
        "`make a` succeeds",
        "`make a` is green",
        "`make a` is clean",
        "`make a` exits 0",
        "`make a` (slow)",
        "`make a` — takes a while",
        "[ ] `make a`",
        "Run: `make a`",
      })
  void a_remark_that_a_command_passes_is_allowed(String item) {
    ParsedPlan parsed = checks("- " + item);

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.plan().checks()).extracting(Check::command).containsExactly("make a");
  }

  @Test
  void a_folder_after_a_command_is_its_working_directory() {
    Plan plan =
        checks("- `npm test` in `web/`\n- `npm ci` and `npm run x` in `api` (exit 1)").plan();

    assertThat(plan.checks())
        .extracting(Check::command, Check::directory, Check::expectExit)
        .containsExactly(
            tuple("npm test", "web", 0), tuple("npm ci", "api", 1), tuple("npm run x", "api", 1));
  }

  @Test
  void a_bare_command_is_a_manual_check_with_a_warning() {
    ParsedPlan plan = checks("- npm test\n- make sure it works");
    ParsedPlan block = block("- **Goal:** x\n- **Checks:** make test\n");

    assertThat(plan.plan().checks()).isEmpty();
    assertThat(warnings(plan))
        .containsExactly("`npm test` looks like a command, but it is a manual check");
    assertThat(block.plan().blocks().get(0).checks()).isEmpty();
    assertThat(warnings(block))
        .contains("`make test` looks like a command, but it is a manual check");
  }

  @Test
  void a_command_within_a_sentence_is_reported() {
    ParsedPlan parsed = checks("- The page loads after `npm run dev` has started");

    assertThat(warnings(parsed))
        .containsExactly("`npm run dev` is not run: it is part of a sentence");
  }

  @Test
  void commands_below_a_manual_heading_are_never_run() {
    Plan plan = checks("- `make test`\n\n### Manual QA\n- `npm start` and look\n- `curl x`").plan();

    assertThat(plan.checks()).extracting(Check::command).containsExactly("make test");
    assertThat(plan.manualChecks()).hasSize(2);
  }

  @Test
  void a_fence_runs_in_the_shell_of_its_tag() {
    Plan plan =
        checks("```bash\na=(1)\n```\n\n```zsh\nb\n```\n\n```sh\nc\n```\n\n```shell\nd\n```").plan();

    assertThat(plan.checks()).extracting(Check::shell).containsExactly("bash", "zsh", null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test || true",
        "npm test || :",
        "npm test; true",
        "npm test | tail -5",
        "npm test 2>&1 | tee log | tail -1",
        "npm test | head -3",
        "npm test || exit 0"
      })
  void a_check_that_hides_its_failure_is_a_warning(String command) {
    ParsedPlan parsed = checks("- `" + command + "`");

    assertThat(parsed.plan().checks()).hasSize(1);
    assertThat(warnings(parsed)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test", "npm test || (echo no; exit 1)", "grep -q a b || exit 1", "a || true; b",
        "test \"$(a | tail -1)\" = 3", "echo 'a | tail' >/dev/null", "a | grep -q b", "true"
      })
  void a_check_that_can_fail_has_no_warning(String command) {
    assertThat(checks("- `" + command + "`").problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a | tail -5", "a | cat", "a | tee x", "a | sort", "a | sed s/a/b/"})
  void a_pipeline_that_reads_all_input_runs_with_pipefail(String command) {
    assertThat(checks("- `" + command + "`").plan().checks().get(0).pipefail()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | head -1",
        "a | grep -q b",
        "a | grep b | tail -1",
        "a | sed 3q",
        "a",
        "a || b"
      })
  void a_pipeline_that_may_end_early_runs_without_pipefail(String command) {
    assertThat(checks("- `" + command + "`").plan().checks().get(0).pipefail()).isFalse();
  }

  @Test
  void a_check_can_be_required_to_fail_before_the_work() {
    Check check = checks("- `make new-test` (must fail before, timeout 5m)").plan().checks().get(0);

    assertThat(check.mustFailBefore()).isTrue();
    assertThat(check.note()).isNull();
    assertThat(check.timeout()).hasMinutes(5);
  }

  @Test
  void the_word_manual_is_removed_from_the_text() {
    assertThat(checks("- `curl x` (manual)").plan().manualChecks())
        .extracting(ManualCheck::text)
        .containsExactly("`curl x`");
  }

  // --- Nothing that the author forbids is granted or run.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- `src/x`, but not `src/b.py`",
        "- Do not touch `src/b.py`",
        "- `src/a` except `src/a/secret`",
        "- `src/b` (must not be modified)",
        "- `src/b`: unchanged",
        "- `src/b` — read-only",
        "- `src/**`\n\n#### Out of scope\n- `src/b.py`",
        "- `src/**`\n\nNever touch these:\n- `src/b.py`",
        "- `src/**`\n- Except:\n  - `src/b.py`",
        "- `src/**`\n\n| path |\n|---|\n| `src/b.py` |",
        "- `src/**`\n\n```yaml\nsrc/b.py\n```",
      })
  void an_include_that_forbids_changes_is_an_error_and_grants_nothing(String include) {
    ParsedPlan parsed = Plans.small("- `src/**`", include);

    assertThat(Plans.errors(parsed)).hasSize(1);
    assertThat(parsed.plan().include())
        .extracting(ScopeEntry::pattern)
        .doesNotContain("src/b.py", "src/a/secret", "src/b");
  }

  @Test
  void emphasis_and_links_are_not_part_of_a_path() {
    Plan plan =
        Plans.small("- `src/**`", "**Test**\n\n- `src/x`\n- **src/b**\n- [src/a](src/a)").plan();

    assertThat(plan.include())
        .extracting(ScopeEntry::pattern)
        .containsExactly("src/x", "src/b", "src/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Must Not Modify", "Protected", "Out of Scope"})
  void another_part_of_the_scope_that_forbids_changes_is_an_error(String name) {
    String scope = "### " + name + "\n- `src/b.py`\n\n### Exclude";

    assertThat(Plans.errors(Plans.small("### Exclude", scope))).hasSize(1);
  }

  @Test
  void everything_outside_a_path_is_a_guard_and_excludes_nothing() {
    Plan plan = Plans.small("- `src/secret/**`", "- Everything outside `src/**`").plan();

    assertThat(plan.exclude()).isEmpty();
    assertThat(plan.guards()).hasSize(1);
  }

  @Test
  void an_exclude_below_a_heading_called_report_counts() {
    Plan plan =
        Plans.small("- `src/secret/**`", "- `src/secret/**`\n\n#### Report\n- `src/r`").plan();

    assertThat(plan.exclude()).extracting(ScopeEntry::pattern).contains("src/r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- Do not run:\n  - `make x`",
        "Never run these:\n\n- `make x`",
        "**Do not run:**\n\n- `make x`",
        "### Rollback\n- `make x`",
        "### On staging only\n- `make x`",
        "Do not run this by machine:\n\n```bash\nmake x\n```",
        "- `make x` (manually)",
        "- `make x` (staging only)",
        "- `make x`: only after approval",
        "- Output: `make x`",
        "- `make x` returns 200",
      })
  void commands_that_the_author_excludes_are_never_run(String text) {
    ParsedPlan parsed = checks(text);

    assertThat(parsed.plan().checks()).isEmpty();
    assertThat(parsed.plan().manualChecks()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`200 OK`",
        "`Retry-After`",
        "`X-Rate-Limit: 1`",
        "`limit = 60`",
        "`null`",
        "`MAX_SIZE`",
        "`@Transactional`",
        "`TokenBucket.tryTake`",
        "`SELECT 1`"
      })
  void a_value_in_backticks_is_no_command(String item) {
    assertThat(checks("- " + item).plan().checks()).isEmpty();
  }

  @Test
  void a_run_field_that_only_mentions_commands_is_an_error() {
    assertThat(Plans.errors(block("- **Goal:** x\n- **Run:** do not run `make x`, only by hand\n")))
        .containsExactly(
            "`Run` of block `B01` is a sentence, not a command: do not run `make x`, only by hand");
  }

  @Test
  void a_command_that_introduces_a_list_is_run() {
    Plan plan = checks("- Run `make test`:\n  - all green").plan();

    assertThat(plan.checks()).extracting(Check::command).containsExactly("make test");
    assertThat(plan.manualChecks()).extracting(ManualCheck::text).containsExactly("all green");
  }

  @Test
  void folders_and_time_limits_are_read_in_common_forms() {
    Plan plan =
        checks(
                "- `make a` (in `web/`)\n\nIn `api/`:\n\n- `make b`\n\nAt Completion:\n\n- `$ make c`")
            .plan();

    assertThat(plan.checks())
        .extracting(Check::command, Check::directory, Check::atCompletion)
        .containsExactly(
            tuple("make a", "web", false),
            tuple("make b", "api", false),
            tuple("make c", null, true));
  }

  @Test
  void a_command_in_a_paragraph_is_not_run_but_reported() {
    assertThat(warnings(checks("Run `make test`.\n\n- `make x`")))
        .containsExactly("`make test` is not run: it is in a paragraph");
  }

  @Test
  void a_check_that_searches_a_file_for_a_git_command_is_allowed() {
    assertThat(checks("- `grep -q \"git push\" README.md`").problems()).isEmpty();
    assertThat(Plans.errors(checks("- `git push`"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not autonomous", "never autonomous", "stepwise only, never autonomous"})
  void not_autonomous_means_stepwise(String mode) {
    String handoff = "\n## Executor Handoff\n- **Execution Mode:** " + mode + "\n";

    assertThat(Plans.parse(Plans.SMALL + handoff).plan().mode()).isEqualTo(Mode.STEPWISE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"### B02: Filter", "### Task 2: Filter"})
  void a_heading_between_blocks_without_the_word_block_is_an_error(String heading) {
    String second = heading + "\n- **Goal:** y\n\n## Validation Plan";

    assertThat(Plans.errors(Plans.small("## Validation Plan", second)))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("is not read as a block: it lacks the word `Block`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# [DRAFT] Small plan",
        "# Small plan (draft)",
        "# WIP: Small plan",
        "# Small plan — SUPERSEDED"
      })
  void a_draft_in_the_title_is_an_error(String title) {
    String plan = Plans.SMALL.replace("# Small plan", title).replace("**Status:** Approved\n", "");

    assertThat(Plans.errors(Plans.parse(plan))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**DRAFT**", "> **DRAFT** — not approved yet", "**Owner:** Ann · **Status:** Draft",
        "Owner: Ann | Status: Draft", "**Status** – Draft", "Status = Draft",
        "**Approval:** pending", "**Ready:** no", "**Superseded by:** plan-0099",
        "**Completed:** 2026-01-01", "**Situação:** Rascunho"
      })
  void other_forms_of_drafts_and_finished_plans_are_errors(String head) {
    assertThat(Plans.errors(Plans.parse(Plans.SMALL.replace("**Status:** Approved", head))))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Status:** Approved\n\n| Status | Approved |\n|---|---|\n| Owner | Ann |",
        "**Status:** Approved\n\n| Status | Meaning |\n|---|---|\n| 429 | too many |",
        "**Status:** Approved\n\n**Approved:** Ann, 2026-11-20",
        "**Status:** Approved\n\n**Approved:** ✅",
        "**Status:** Approved\n\n**State:** California",
        "**Status:**\n- Approved",
        "## Status\n- Approved",
      })
  void an_approved_plan_is_not_rejected_for_text_next_to_its_status(String head) {
    assertThat(Plans.parse(Plans.SMALL.replace("**Status:** Approved", head)).problems()).isEmpty();
  }
}
