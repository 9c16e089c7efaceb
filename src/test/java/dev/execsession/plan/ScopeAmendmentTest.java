package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.problem.Problem;
import dev.execsession.testing.PlanText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns are added as the author would have written them. */
class ScopeAmendmentTest {
  private static final String PLAN = PlanText.ONE_BLOCK;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- `src/**`                    | - `src/**`;- `new/x`",
        "* `src/**`                    | * `src/**`;* `new/x`",
        "1. `src/**`                   | 1. `src/**`;1. `new/x`",
        "- `src/**` (only the tests)   | - `src/**` (only the tests);- `new/x`",
        "- src/**                      | - src/**;- `new/x`",
        "- `src/**`;  for the tests    | - `src/**`;  for the tests;- `new/x`",
      })
  void a_list_gets_an_item(String written, String amended) {
    assertThat(amended(PlanText.with(PLAN, "- `src/**`", lines(written)), null).text())
        .isEqualTo(PlanText.with(PLAN, "- `src/**`", lines(amended)));
  }

  @Test
  void a_list_on_one_line_gets_longer() {
    String plan =
        PlanText.with(PLAN, "### Include\n- `src/**`\n", "- **Include:** `src/**`, `lib/**`.\n")
            .replace("### Exclude\n- `src/secret/**`\n", "- **Exclude:** `src/secret/**`\n");

    assertThat(amended(plan, null).text())
        .contains("- **Include:** `src/**`, `lib/**`, `new/x`\n\n- **Exclude:** `src/secret/**`\n");
  }

  @Test
  void line_ends_and_a_byte_order_mark_stay() {
    String plan = "\uFEFF" + PLAN.replace("\n", "\r\n");

    assertThat(amended(plan, null).text())
        .isEqualTo(plan.replace("- `src/**`\r\n", "- `src/**`\r\n- `new/x`\r\n"));
  }

  @Test
  void a_block_with_a_list_of_its_own_gets_the_pattern_too() {
    String plan =
        PLAN.replace("- **Goal:**", "- **Include:**\n  - `src/a`\n  - `src/b`\n- **Goal:**");

    ScopeAmendment.Amended amended = amended(plan, "B01");

    assertThat(amended.problems()).isEmpty();
    assertThat(amended.text())
        .contains("  - `src/a`\n  - `src/b`\n  - `new/x`\n- **Goal:**")
        .contains("- `src/**`\n- `new/x`\n");
  }

  @Test
  void nothing_else_in_the_plan_changes() {
    ParsedPlan before = parse(PLAN);
    ParsedPlan after = parse(amended(PLAN, null).text());

    assertThat(after.ok()).isTrue();
    assertThat(after.plan().include().stream().map(ScopeEntry::pattern))
        .containsExactly("src/**", "new/x");
    assertThat(after.plan().exclude().stream().map(ScopeEntry::pattern))
        .containsExactlyElementsOf(
            before.plan().exclude().stream().map(ScopeEntry::pattern).toList());
    assertThat(after.plan().blocks().get(0).definitionDigest())
        .isEqualTo(before.plan().blocks().get(0).definitionDigest());
  }

  @Test
  void a_list_in_another_form_is_refused_with_its_place() {
    String plan =
        PlanText.with(
            PLAN,
            "### Exclude\n- `src/secret/**`\n",
            "### Exclude\n- anything the mobile team owns\n");

    ScopeAmendment.Amended amended =
        ScopeAmendment.of(
            plan, "x.md", PlanRules.defaults(true), null, List.of(), List.of("new/x"));

    assertThat(amended.text()).isEqualTo(plan);
    assertThat(amended.problems())
        .singleElement()
        .extracting(Problem::hint)
        .isEqualTo("add it by hand, then run the plan again");
  }

  private static ScopeAmendment.Amended amended(String plan, @Nullable String block) {
    return ScopeAmendment.of(
        plan, "x.md", PlanRules.defaults(true), block, List.of("new/x"), List.of());
  }

  private static String lines(String row) {
    return row.strip().replace(";", "\n");
  }

  private static ParsedPlan parse(String plan) {
    return PlanParser.parse(
        plan.getBytes(StandardCharsets.UTF_8), "x.md", PlanRules.defaults(true));
  }
}
