package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.execsession.plan.PlanRules.Approval;
import dev.execsession.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanParserTest {
  private static final List<String> APPROVED =
      List.of("approved", "active", "ready", "in progress");

  private static PlanRules rules(boolean inActiveFolder, Approval approval) {
    return new PlanRules(Map.of(), List.of(), APPROVED, inActiveFolder, approval, false);
  }

  private static String withoutStatus() {
    return Plans.SMALL.replace("**Status:** Approved\n", "");
  }

  @Test
  void a_plan_without_status_outside_the_active_folder_is_not_approved() {
    ParsedPlan parsed = Plans.parse(withoutStatus(), rules(false, Approval.FOLDER_OR_STATUS));

    assertThat(Plans.errors(parsed))
        .containsExactly("the plan has no status and is outside the active folder");
  }

  @Test
  void the_active_folder_does_not_approve_when_a_status_is_required() {
    ParsedPlan parsed = Plans.parse(withoutStatus(), rules(true, Approval.STATUS));

    assertThat(Plans.errors(parsed))
        .containsExactly("the plan has no status, but the configuration requires one");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_plan_without_checks_is_warned_about_unless_others_apply(boolean hasOthers) {
    PlanRules rules =
        new PlanRules(Map.of(), List.of(), APPROVED, true, Approval.FOLDER_OR_STATUS, hasOthers);

    assertThat(
            Plans.parse(Plans.SMALL.replace("- `make test`", "..."), rules).problems().stream()
                .anyMatch(problem -> problem.message().equals("the plan has no checks")))
        .isNotEqualTo(hasOthers);
  }

  @Test
  void a_block_whose_work_is_commands_needs_no_steps() {
    String commands =
        Plans.SMALL.replace("- **Steps:** Add the cache.", "- **Run:** `touch src/cache`");

    assertThat(Plans.parse(commands).problems()).isEmpty();
  }

  @Test
  void a_plan_can_use_a_teams_own_language() {
    PlanRules spanish =
        new PlanRules(
            Map.of("Objective Lock", List.of("Objetivo"), "Include", List.of("Permitido")),
            List.of("Riesgos"),
            List.of("aprobado"),
            true,
            Approval.FOLDER_OR_STATUS,
            false);
    String plan =
        Plans.SMALL
            .replace("## Objective Lock", "## 1. Objetivo (obligatorio)")
            .replace("### Include", "### Permitido")
            .replace("**Status:** Approved", "**Status:** Aprobado")
            .replace("## Validation Plan", "## Riesgos\nNinguno.\n\n## Validation Plan");

    assertThat(Plans.parse(plan, spanish).problems()).isEmpty();
    assertThat(Plans.errors(Plans.parse(plan))).isNotEmpty();
    assertThat(Plans.errors(Plans.parse(plan.replace("## Riesgos", "## Otros"), spanish)))
        .containsExactly("section `Riesgos` is missing");
  }

  @Test
  void crlf_and_byte_order_mark_give_the_same_plan() {
    ParsedPlan plain = Plans.parse(Plans.SMALL);
    byte[] other = ("\ufeff" + Plans.SMALL.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
    ParsedPlan parsed = PlanParser.parse(other, "plan.md", PlanRules.defaults(true));

    assertThat(parsed).isEqualTo(plain);
  }

  @Test
  void the_position_of_an_invalid_byte_is_in_characters() {
    ParsedPlan parsed = Plans.parse("# Añ\n\nñandú\0\n");

    assertThat(Plans.print(parsed.problems())).startsWith("plan.md:3:6: error[PLAN-001]");
  }

  @Test
  void trailing_white_space_and_records_of_progress_do_not_change_the_digest() {
    String digest = Plans.parse(Plans.SMALL).digest();
    String spaced = Plans.SMALL.replace("faster.\n", "faster.  \n") + "\n\n";
    String recorded =
        Plans.SMALL
            + "\n## Progress Checkpoints (Executor Reporting)\n- [x] B01\n### Block B07\n"
            + "\n## Closeout Notes\nAll fine.\n";

    assertThat(digest).matches("sha256:[0-9a-f]{64}");
    assertThat(Plans.parse(spaced).digest()).isEqualTo(digest);
    assertThat(Plans.parse(recorded).digest()).isEqualTo(digest);
    assertThat(Plans.parse(recorded).plan().blocks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"make test", "Answer faster.", "src/secret/**", "B01", "# Small plan"})
  void any_other_edit_changes_the_digest(String part) {
    assertThat(Plans.small(part, part + "x").digest())
        .isNotEqualTo(Plans.parse(Plans.SMALL).digest());
  }

  @Test
  void a_blocks_digest_changes_only_with_its_own_text() {
    String two =
        Plans.SMALL.replace("answers.\n", "answers.\n\n### Block B02: Two\n- **Goal:** b\n");
    List<Block> before = Plans.parse(two).plan().blocks();
    List<Block> after = Plans.parse(two.replace("Goal:** b", "Goal:** c")).plan().blocks();

    assertThat(after.get(0).definitionDigest()).isEqualTo(before.get(0).definitionDigest());
    assertThat(after.get(1).definitionDigest()).isNotEqualTo(before.get(1).definitionDigest());
    assertThat(before.get(0).definition())
        .isEqualTo("### Block B01: Cache\n- **Goal:** Keep answers.");
  }

  @Test
  void checks_are_read_with_their_options_and_notes() {
    Plan plan =
        Plans.small(
                "- `make test`",
                """
                - [ ] Unit: `npm test`, `npm run lint` and `npm run types` (timeout 90s)
                - `false` (exit 1)
                - `curl -f http://localhost` (manual)
                - `docs/README.md` is read by a person
                - working directory: `./web/`
                - `npm ci` expected to exit 2 when offline

                From `api/`:

                ```console
                $ make a \\
                > b
                ok
                $ make c
                ```

                ### At Completion
                - `make all` — slow
                """)
            .plan();

    assertThat(plan.checks())
        .extracting(
            Check::command,
            Check::directory,
            Check::timeout,
            Check::expectExit,
            Check::atCompletion)
        .containsExactly(
            tuple("npm test", null, Duration.ofSeconds(90), 0, false),
            tuple("npm run lint", null, Duration.ofSeconds(90), 0, false),
            tuple("npm run types", null, Duration.ofSeconds(90), 0, false),
            tuple("false", null, null, 1, false),
            tuple("npm ci", "web", null, 2, false),
            tuple("make a \\\nb\nmake c", "api", null, 0, false),
            tuple("make all", null, null, 0, true));
    assertThat(plan.checks().get(6).note()).isEqualTo("slow");
    assertThat(plan.manualChecks())
        .extracting(ManualCheck::text)
        .containsExactly("`curl -f http://localhost`", "`docs/README.md` is read by a person");
  }

  @Test
  void scope_entries_are_normalized_one_per_pattern() {
    Plan plan =
        Plans.small(
                "- `src/**`",
                """
                - `src/A.java:12-34` (generated)
                - ./src/x
                - `a/`, `b/` — both
                - Backend:
                  - `api/...`
                - pom.xml

                ```text
                docs/**  # all
                Makefile
                ```\
                """)
            .plan();

    assertThat(plan.include())
        .extracting(ScopeEntry::pattern, ScopeEntry::note)
        .containsExactly(
            tuple("src/A.java", "generated"),
            tuple("src/x", null),
            tuple("a/", "both"),
            tuple("b/", "both"),
            tuple("api/**", null),
            tuple("pom.xml", null),
            tuple("docs/**", "all"),
            tuple("Makefile", null));
  }

  @Test
  void steps_are_ordered_or_checkbox_items_and_nested_items_are_details() {
    Block block =
        Plans.small(
                "- **Goal:** Keep answers.",
                """
                - **Goal:** Keep
                  answers.

                **Steps:**
                1. One
                   - detail `x`
                2. [x] Two

                #### Run

                ```bash
                make gen
                ```
                """)
            .plan()
            .blocks()
            .get(0);

    assertThat(block.goal()).isEqualTo("Keep answers.");
    assertThat(block.steps())
        .extracting(Step::text, Step::details)
        .containsExactly(tuple("One", List.of("- detail `x`")), tuple("Two", List.of()));
    assertThat(block.run()).containsExactly("make gen");
  }

  @Test
  void a_block_declares_its_documents_and_packages() {
    Block block =
        Plans.small(
                "- **Goal:** Keep answers.",
                """
                - **Docs:** none — nothing a user sees
                - **New Dependencies:** `npm:left-pad`, `org.x:y`
                - **Executor:** `agent`
                - **Skill:** backend, web
                - **Expect:** no changes
                - **Exclude:** `src/a/**`, anything odd
                """)
            .plan()
            .blocks()
            .get(0);

    assertThat(block.docs()).isEmpty();
    assertThat(block.docsNone()).isEqualTo("nothing a user sees");
    assertThat(block.newDependencies()).containsExactly("npm:left-pad", "org.x:y");
    assertThat(block.executor()).isEqualTo("agent");
    assertThat(block.skills()).containsExactly("backend", "web");
    assertThat(block.expectNoChanges()).isTrue();
    assertThat(block.exclude()).extracting(ScopeEntry::pattern).containsExactly("src/a/**");
  }

  @Test
  void a_sentence_below_include_grants_nothing_and_n_a_is_no_path() {
    Plan plan = Plans.small("- `src/**`", "Leave `infra/` alone.\n\n- `src/**`\n- N/A").plan();

    assertThat(plan.include()).extracting(ScopeEntry::pattern).containsExactly("src/**");
  }

  @ParameterizedTest
  @CsvSource({
    "`stepwise` (never autonomous), STEPWISE",
    "autonomous (not stepwise), AUTONOMOUS",
    "stepwise (default) or autonomous (explicit only), UNSET",
    "none, UNSET",
    "<mode>, UNSET",
  })
  void the_mode_is_parsed_from_its_value(String value, Mode mode) {
    String handoff = "\n## Executor Handoff\n- **Execution Mode:** " + value + "\n";
    ParsedPlan parsed = Plans.parse(Plans.SMALL + handoff);

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.plan().mode()).isEqualTo(mode);
  }

  @Test
  void groups_are_ranges_or_lists() {
    String blocks =
        """
        ### Block B-1: a
        ### Block B-2: b
        ### Block C: c
        ### Block D: d
        ### Block E: e
        """;
    Plan plan =
        Plans.parse(
                Plans.SMALL.replace("### Block B01: Cache\n- **Goal:** Keep answers.\n", blocks)
                    + "\n## Executor Handoff\n- **Block Grouping:** `B-1-B-2`, `C`, `D`\n")
            .plan();

    assertThat(plan.groups())
        .containsExactly(
            List.of(new BlockId("B-1"), new BlockId("B-2")),
            List.of(new BlockId("C"), new BlockId("D")));
  }

  @Test
  void a_plan_larger_than_a_mebibyte_is_an_error() {
    ParsedPlan parsed = Plans.parse("x".repeat((1 << 20) + 1));

    assertThat(parsed.problems())
        .extracting(p -> p.code())
        .containsExactly(ProblemCode.PLAN_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`",
        "* ",
        "- ",
        "> ",
        "[a](",
        "[a](<",
        "1. ",
        "<!X",
        "<?",
        "![",
        "_a",
        "` `` ",
        "[[a]",
        "**a ",
        "<![CDATA[",
        "> - ",
        "(",
        "&",
        "\\",
        "a_b*",
        "[a](\n\n",
        "`x\n\n",
        "[a]: b\n\n",
        "<?\n\n",
        "* \n\n",
        "# a\n",
        "- a\n",
        "a: b\n",
        "Status: x\n",
        "- `/a`\n",
        "- - a\n",
        "```\n",
        "<!--\n",
        "## Include\n\n"
      })
  void hostile_repetition_is_reported_in_time(String unit) {
    String hostile = "# T\n\n" + unit.repeat((1 << 20) / unit.length() - 10);

    ParsedPlan parsed = Plans.parse(hostile);

    assertThat(parsed.ok()).isFalse();
  }

  @Test
  void a_long_run_of_characters_is_reported_with_its_line() {
    ParsedPlan parsed = Plans.parse("# T\n\n" + "`".repeat(1_000_000));

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.problems().get(0).message())
        .isEqualTo("the plan is too complex: a run of more than 1000 times ```");
    assertThat(parsed.problems().get(0).where()).isNotNull().matches(where -> where.line() == 3);
  }

  @Test
  void deep_nesting_is_reported_in_time() {
    String lists =
        IntStream.range(0, 1_000)
            .mapToObj(depth -> "  ".repeat(depth % 90) + "- x\n")
            .collect(Collectors.joining());

    assertThat(Plans.parse(Plans.SMALL + lists).plan().blocks()).hasSize(1);
    assertThat(Plans.parse(">".repeat(900) + " x").problems())
        .extracting(p -> p.code())
        .containsExactly(ProblemCode.PLAN_TOO_COMPLEX);
  }
}
