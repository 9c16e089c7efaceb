package dev.execsession.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.drift.ObjectiveDrift.Section;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectiveDriftTest {
  private static final Section OBJECTIVE = new Section("Objective Lock", "one\ntwo\nthree");
  private static final Section SCOPE = new Section("File Scope Contract", "- `api/**`");

  private static List<DriftFinding> compare(List<Section> locked, List<Section> now) {
    return ObjectiveDrift.compare("plan.md", locked, now);
  }

  @Test
  void a_changed_section_is_reported_with_its_changed_lines() {
    assertThat(
            compare(
                List.of(OBJECTIVE, SCOPE),
                List.of(new Section("Objective Lock", "one\n2\nthree\nfour"), SCOPE)))
        .containsExactly(
            new DriftFinding(
                Reason.OBJECTIVE,
                "the section `Objective Lock` changed since lock-in",
                List.of("plan.md"),
                List.of("- two", "+ 2", "+ four"),
                List.of(
                    "restore `Objective Lock` as locked in",
                    "or approve the changed plan and run it again")));
  }

  @Test
  void removed_and_added_sections_are_reported() {
    assertThat(compare(List.of(OBJECTIVE, SCOPE), List.of(OBJECTIVE, new Section("More", "x"))))
        .extracting(DriftFinding::detail)
        .containsExactly(
            "the section `File Scope Contract` was removed since lock-in",
            "the section `More` was added since lock-in");
  }

  @Test
  void an_unchanged_contract_is_not_reported() {
    assertThat(compare(List.of(OBJECTIVE, SCOPE), List.of(OBJECTIVE, SCOPE))).isEmpty();
  }

  @Test
  void a_long_difference_is_truncated_with_a_note() {
    String many = IntStream.range(0, 1000).mapToObj(i -> "x" + i).collect(Collectors.joining("\n"));
    List<String> evidence =
        compare(List.of(OBJECTIVE), List.of(new Section("Objective Lock", many))).get(0).evidence();
    assertThat(evidence).hasSize(21).startsWith("- one", "- two", "- three", "+ x0");
    assertThat(evidence.get(20)).isEqualTo("… 983 more lines");
  }
}
