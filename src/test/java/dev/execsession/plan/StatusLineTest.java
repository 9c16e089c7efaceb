package dev.execsession.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.plan.PlanRules.Approval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status in a plan's text: written in the author's form, and no part of the contract. */
class StatusLineTest {
  private static final PlanRules RULES =
      new PlanRules(Map.of(), List.of(), List.of("approved"), false, Approval.RECORDED, false);
  private static final List<String> APPROVED = List.of("Approved by Ana on 2026-11-29", "Approved");

  @Test
  void where_approvals_are_recorded_a_plan_needs_no_status_but_a_draft_stays_one() {
    assertThat(Plans.errors(Plans.parse(with(""), RULES))).isEmpty();
    assertThat(Plans.errors(Plans.parse(with("**Status:** Draft\n"), RULES)))
        .singleElement()
        .asString()
        .contains("the plan is a draft");
  }

  @Test
  void the_status_is_no_part_of_the_digest() {
    String digest = Plans.parse(Plans.SMALL).digest();

    assertThat(Plans.parse(with("**Status:** Completed on 2026-11-29\n")).digest())
        .isEqualTo(digest);
    assertThat(Plans.parse(with("")).digest()).isEqualTo(digest);
    assertThat(Plans.parse("---\nstatus: approved\n---\n" + with("")).digest())
        .isEqualTo(Plans.parse("---\nstatus: draft\n---\n" + with("")).digest());
  }

  @Test
  void what_else_is_next_to_the_status_is_part_of_the_digest() {
    String digest = Plans.parse(Plans.SMALL).digest();

    assertThat(Plans.parse(with("**Status:** Approved\n\nOnly on weekdays.\n")).digest())
        .isNotEqualTo(digest);
    assertThat(Plans.parse(with("- **Status:** Approved\n- **Owner:** Ana\n")).digest())
        .isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Status:** Draft\n",
        "**Status**: `Draft`\n",
        "- Status: draft\n- Owner: Ana\n",
        "> **Status:** Draft\n",
        "**Status:** TBD\r\n",
        ""
      })
  void a_status_is_written_and_nothing_else_changes(String status) {
    String before = with(status);

    String after = new StatusLine("plan.md", RULES).write(before, APPROVED, true).orElseThrow();

    assertThat(Plans.parse(after).plan().status().raw()).isEqualTo("Approved by Ana on 2026-11-29");
    assertThat(Plans.parse(after).digest()).isEqualTo(Plans.parse(before).digest());
    assertThat(after.replace("\r", ""))
        .contains("## Objective Lock\n- **Objective:** Answer faster.\n");
  }

  @Test
  void a_name_that_cannot_be_a_signature_is_left_out() {
    String after =
        new StatusLine("plan.md", RULES)
            .write(with(""), List.of("Approved by 7 <x>", "Approved"), true)
            .orElseThrow();

    assertThat(after).startsWith("# Small plan\n\n**Status:** Approved\n");
  }

  private static String with(String status) {
    return Plans.SMALL.replace("**Status:** Approved\n", status);
  }
}
