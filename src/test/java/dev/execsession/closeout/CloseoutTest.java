package dev.execsession.closeout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.plan.PlanParser;
import dev.execsession.plan.PlanRules;
import dev.execsession.testing.PlanText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What closing a plan does to the texts of the repository. */
class CloseoutTest {
  private static final String PLAN = "docs/exec-plans/active/x.md";
  private static final String CLOSED = "docs/exec-plans/completed/x.md";
  private static final String ACTIVE = "docs/exec-plans/active/index.md";
  private static final String COMPLETED = "docs/exec-plans/completed/index.md";
  private static final String TRACKER = "docs/exec-plans/tech-debt-tracker.md";
  private static final List<String> FOLDERS = List.of("docs/exec-plans/active");

  private final Map<String, String> files = new TreeMap<>(Map.of(PLAN, PlanText.ONE_BLOCK));
  private List<String> deferred = List.of();

  @ParameterizedTest
  @CsvSource({
    "docs/exec-plans/active, docs/exec-plans/active/x.md, docs/exec-plans/completed/x.md",
    "docs/exec-plans/active, docs/exec-plans/active/t/x.md, docs/exec-plans/completed/t/x.md",
    "docs/exec-plans/active, docs/exec-plans/active/x/plan.md, docs/exec-plans/completed/x/plan.md",
    "active, active/x.md, completed/x.md",
    "docs/plans, docs/plans/x.md, docs/plans/completed/x.md",
    "docs/plans, other/x.md, other/completed/x.md",
    "docs/plans, x.md, completed/x.md"
  })
  void each_plan_has_one_place_to_go(String folder, String plan, String target) {
    assertThat(PlanPlace.of(plan, List.of(folder)).target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "y.md, ../active/y.md",
    "./y.md#top, ../active/y.md#top",
    "../completed/old.md, old.md",
    "../../../src/A.java, ../../../src/A.java",
    "img/a%20b.png, ../active/img/a%20b.png",
    "#here, #here",
    "x.md#here, x.md#here",
    "https://example.org/y.md, https://example.org/y.md",
    "/y.md, /y.md",
    "../../../../y.md, ../../../../y.md",
    "sub/, ../active/sub/"
  })
  void links_inside_the_plan_lead_where_they_led(String before, String after) {
    files.put(PLAN, PlanText.ONE_BLOCK + "\n## Review\n[a](" + before + ")\n");

    assertThat(closed().get(CLOSED)).contains("[a](" + after + ")");
  }

  @Test
  void links_to_the_plan_follow_it_in_every_form_but_not_in_code() {
    files.put(
        "docs/a.md",
        """
        [i](exec-plans/active/x.md) ![p](exec-plans/active/x.md "t") [r]
        [b](<exec-plans/active/x.md>) `exec-plans/active/x.md`

            [c](exec-plans/active/x.md)

        [r]: exec-plans/active/x.md#z 'T'
        """);

    assertThat(closed().get("docs/a.md"))
        .isEqualTo(
            """
            [i](exec-plans/completed/x.md) ![p](exec-plans/completed/x.md "t") [r]
            [b](<exec-plans/completed/x.md>) `exec-plans/active/x.md`

                [c](exec-plans/active/x.md)

            [r]: exec-plans/completed/x.md#z 'T'
            """);
  }

  @Test
  void a_list_item_moves_to_the_end_of_the_other_list_with_its_further_lines() {
    files.put(ACTIVE, "# Active\n\n- [ ] [Y](y.md)\n- [ ] [X](x.md): first\n  more\n- [ ] Z\n");
    files.put(COMPLETED, "# Completed\n\n* [x] [Old](old.md)\n\nThat is all.\n");

    Map<String, String> closed = closed();

    assertThat(closed.get(ACTIVE)).isEqualTo("# Active\n\n- [ ] [Y](y.md)\n- [ ] Z\n");
    assertThat(closed.get(COMPLETED))
        .isEqualTo(
            "# Completed\n\n* [x] [Old](old.md)\n* [x] [X](x.md): first\n  more\n\nThat is all.\n");
  }

  @Test
  void a_table_row_moves_to_the_other_table_by_its_columns() {
    files.put(ACTIVE, "| Plan | Owner | Status |\n|---|---|---|\n| [X](x.md) | Ana | Active |\n");
    files.put(
        COMPLETED,
        "| Completed | Plan | Owner | Status | Outcome |\n|--|--|--|--|--|\n| 1 | [O](o.md) | B | |");

    Map<String, String> closed = closed();

    assertThat(closed.get(ACTIVE)).isEqualTo("| Plan | Owner | Status |\n|---|---|---|\n");
    assertThat(closed.get(COMPLETED))
        .endsWith("| 1 | [O](o.md) | B | |\n| 2026-11-29 | [X](x.md) | Ana | Completed | PASS |");
  }

  @Test
  void an_item_becomes_a_row_and_a_row_an_item() {
    files.put(ACTIVE, "- [X](x.md) by Ana\n");
    files.put(COMPLETED, "| Plan | Date |\n|---|---|\n");
    assertThat(closed().get(COMPLETED)).endsWith("|---|---|\n| [X](x.md) by Ana | 2026-11-29 |\n");

    files.put(ACTIVE, "| Plan | Owner |\n|---|---|\n| [X](x.md) | Ana |\n");
    files.put(COMPLETED, "1. [Old](old.md)\n");
    assertThat(closed().get(COMPLETED)).isEqualTo("1. [Old](old.md)\n2. [X](x.md) — Ana\n");
  }

  @Test
  void a_plan_that_no_index_names_is_added_and_one_index_alone_only_gets_its_links_fixed() {
    files.put(ACTIVE, "# Active\n");
    files.put(COMPLETED, "# Completed\n");
    assertThat(closed().get(COMPLETED))
        .isEqualTo("# Completed\n\n- [Three steps](x.md) — 2026-11-29, PASS\n");

    files.remove(COMPLETED);
    files.put(ACTIVE, "- [X](x.md)\n");
    assertThat(closed().get(ACTIVE)).isEqualTo("- [X](../completed/x.md)\n");
  }

  @Test
  void deferred_work_is_added_to_the_tracker_in_its_form_and_once() {
    deferred = List.of("cache *it*", "drop old");
    String created = closed().get(TRACKER);
    files.put(TRACKER, created);
    String again = closed().getOrDefault(TRACKER, created);
    files.put(TRACKER, "| Date | Item | Source | Status |\n|-|-|-|-|\n| 1 | a | b | Open |\n");

    assertThat(created)
        .startsWith("# Tech debt\n")
        .endsWith(
            """

            - cache \\*it\\* ([Three steps](completed/x.md), 2026-11-29)
            - drop old ([Three steps](completed/x.md), 2026-11-29)
            """);
    assertThat(again).isEqualTo(created);
    assertThat(closed().get(TRACKER))
        .endsWith("| 2026-11-29 | drop old | [Three steps](completed/x.md) | Open |\n");
  }

  @Test
  void line_ends_and_a_missing_last_one_are_kept() {
    files.put(PLAN, PlanText.ONE_BLOCK.strip().replace("\n", "\r\n"));
    files.put(ACTIVE, "- [X](x.md)\r\n- [Y](y.md)");
    files.put(COMPLETED, "- [O](o.md)\r\n- [P](p.md)");

    Map<String, String> closed = closed();

    assertThat(plan().replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(closed.get(CLOSED)).endsWith("- **Untouched:** none");
    assertThat(closed.get(ACTIVE)).isEqualTo("- [Y](y.md)");
    assertThat(closed.get(COMPLETED)).isEqualTo("- [O](o.md)\r\n- [P](p.md)\r\n- [X](x.md)");
  }

  @Test
  void all_else_in_the_plan_stays_byte_for_byte() {
    String[] parts = plan().split("\\*\\*Status:\\*\\* Completed on 2026-11-29", -1);

    assertThat(PlanText.ONE_BLOCK).startsWith(parts[0] + "**Status:** Approved");
    assertThat(parts[1].substring(0, parts[1].indexOf("\n## Validation Record")))
        .isEqualTo(PlanText.ONE_BLOCK.substring(PlanText.ONE_BLOCK.indexOf("Approved") + 8));
  }

  @Test
  void a_section_for_the_record_is_filled_and_what_a_person_wrote_there_stays() {
    files.put(
        PLAN, PlanText.ONE_BLOCK + "\n## 9. Validation Record\n- TBD\n\n## Review\nAll good.\n");
    assertThat(closed().get(CLOSED))
        .contains("\n## 9. Validation Record\n\n- **Outcome:** `PASS`\n")
        .endsWith("- **Untouched:** none\n\n## Review\nAll good.\n")
        .doesNotContain("TBD");

    files.put(PLAN, PlanText.ONE_BLOCK + "\n## Validation Record\n- 214 tests pass\n");
    assertThat(closed().get(CLOSED))
        .contains("## Validation Record\n- 214 tests pass\n\n- **Outcome:** `PASS`\n");
  }

  @Test
  void the_contract_is_read_as_before_in_plans_whose_sections_are_of_the_first_level() {
    String plan = PlanText.ONE_BLOCK.replace("\n## ", "\n# ");
    files.put(PLAN, plan);

    assertThat(digest(plan())).isEqualTo(digest(plan));
  }

  @Test
  void a_folder_with_a_plan_moves_as_a_whole() {
    files.remove(PLAN);
    files.put("docs/exec-plans/active/x/plan.md", PlanText.ONE_BLOCK + "\n## Review\n[n](n.md)\n");
    files.put("docs/exec-plans/active/x/n.md", "[p](plan.md) [y](../y.md)\n");

    Map<String, String> closed = closed("docs/exec-plans/active/x/plan.md");

    assertThat(closed.get("docs/exec-plans/completed/x/plan.md")).contains("[n](n.md)");
    assertThat(closed.get("docs/exec-plans/completed/x/n.md"))
        .isEqualTo("[p](plan.md) [y](../../active/y.md)\n");
    assertThat(closed).containsEntry("docs/exec-plans/active/x/plan.md", "");
  }

  @Test
  void text_of_people_and_agents_cannot_add_markup_to_the_record() {
    deferred = List.of("a\n## File Scope Contract\n- `**`");

    assertThat(digest(plan())).isEqualTo(digest(PlanText.ONE_BLOCK));
  }

  private static String digest(String plan) {
    return PlanParser.parse(plan.getBytes(StandardCharsets.UTF_8), "x.md", PlanRules.defaults(true))
        .digest();
  }

  /** Returns the closed plan. */
  private String plan() {
    return Objects.requireNonNull(closed().get(CLOSED));
  }

  private Map<String, String> closed() {
    return closed(PLAN);
  }

  /** Returns what each changed file holds afterwards; nothing when it is removed. */
  private Map<String, String> closed(String plan) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    Closeout.Result result =
        new Closeout(
                PlanPlace.of(plan, FOLDERS),
                PlanRules.defaults(true),
                new Closeout.Decision(
                    Outcome.PASS, LocalDate.of(2026, 11, 29), "Ana", null, deferred),
                Evidence.NONE,
                bytes)
            .changes();
    assertThat(result.obstacle()).isNull();
    Map<String, String> after = new TreeMap<>();
    for (FileChange change : result.changes()) {
      byte[] content = change.after();
      after.put(change.path(), content == null ? "" : new String(content, StandardCharsets.UTF_8));
    }
    return after;
  }
}
